"""Who travels along: "3 adults and 2 kids", "mi esposa y dos hijos", "m poukont mwen"."""

import re
from dataclasses import dataclass

from orienta.centres.spelling import words_of
from orienta.registration.fields import MOST_PEOPLE
from orienta.registration.numbers import number


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PEOPLE = _set("adulto adulta adultos adultas mayores adult adults grownups adulte adultes granmoun adilt")
"""Adults of any kind; the person themselves may be among them."""
RELATIVES = _set(
    "esposa esposo marido mujer senora pareja novio novia conyuge mama papa madre padre suegra suegro",
    "abuela abuelo tia tio wife husband partner spouse girlfriend boyfriend mother father mom dad mum",
    "grandmother grandfather grandma grandpa aunt uncle femme mari epoux epouse conjoint conjointe",
    "compagnon compagne mere pere maman grandmere grandpere tante oncle madanm mari menaj manman",
    "grann matant tonton",
)
PARENTS = _set("padres papas parents paran")
CHILDREN = _set(
    "nino nina hijo hija bebe bebito bebita menor chamo chama child kid son daughter baby toddler",
    "minor enfant fils fille gosse mineur pitit tibebe tifi tigason gason ninos ninas hijos hijas",
    "bebes menores chamos chamas peques children kids sons daughters babies toddlers minors enfants",
    "filles gosses mineurs timoun",
)
SEVERAL = _set("children timoun granmoun adilt babies")
"""Words that may mean more than one, without an s at their end."""
OF_ANY_AGE = _set(
    "hermano hermana hermanos hermanas primo prima primos primas sobrino sobrina sobrinos sobrinas",
    "nieto nieta nietos amigo amiga amigos amigas brother sister brothers sisters cousin cousins",
    "nephew niece friend friends frere soeur freres soeurs cousine cousins neveu niece ami amie amis",
    "fre kouzen kouzin neve nyes zanmi",
)
"""Whether they are adults or children has to be asked."""
MINE = _set("mi su my mon ma son sa")
NOT_ONE = _set("no sin ningun ninguno ninguna without zero pas sans aucun aucune pa san okenn")
ALONE = re.compile(
    r"\b(sol[oa]s?|solit[oa]|nadie|ningun[oa]?|yo nomas|alone|(just|only) me|by myself|nobody|no ?one|none|on my own"
    r"|seule?s?|personne|moi seulement|aucun|pou ?kont|m[wn]* sel|sel mwen|pesonn|okenn|nada|zero)\b"
)
TOGETHER = re.compile(
    r"\b(somos|venimos|vamos|we are|we re|nous sommes|on est|nou se|nou gen|nou vini|nous|of us|en total|au total|antou)\b"
)
AGES = re.compile(
    r"\b\d+(?: (?:y|and|et|ak|e|o|or|ou|oswa) \d+| \d+)* (?:anos?|anitos|years?|yrs?|ans?|mes(?:es)?|months?|mois|mwa|lane)\b"
)
WRITTEN_APART = re.compile(r"\b(ti|gran) (moun|fi|gason|bebe)\b")
FAR = 3
"""Words between a number and what it counts, at most."""


@dataclass(frozen=True)
class Companions:
    """How many people travel along; the person themselves is not counted."""

    adults: int
    children: int


class NotCounted(Exception):
    """The text does not say how many people travel along."""


def companions(text: str, language: str) -> Companions:
    """Read who travels along; who is not named does not come. Raises NotCounted.

    "We are 3 adults" counts the person themselves, who is taken off again.
    """
    plain = WRITTEN_APART.sub(r"\1\2", AGES.sub(" ", " ".join(words_of(text))))
    words = plain.split()
    people, relatives, children = (
        sum(_count(words, place, language) for place, word in enumerate(words) if word in kind)
        for kind in (PEOPLE, RELATIVES | PARENTS, CHILDREN)
    )
    if OF_ANY_AGE.intersection(words) or not (KINDS.intersection(words) or ALONE.search(plain)):
        raise NotCounted
    if people and TOGETHER.search(plain):
        people -= 1
    found = Companions(people + relatives, children)
    if max(found.adults, found.children) > MOST_PEOPLE:
        raise NotCounted
    return found


def _count(words: list[str], place: int, language: str) -> int:
    before, after = words[max(0, place - FAR) : place][::-1], words[place + 1 : place + 3]
    if after and number(words[-1], language) is not None:  # "adultos 2, niños 3"
        told = number(after[0], language)
        if told is not None:
            return told
    if before and before[0] in MINE:
        return 1
    for word in before:
        if word in KINDS:
            break
        if (counted := number(word, language)) is not None:
            return counted
        if word in NOT_ONE:
            return 0
    if words[place] in PARENTS:
        return 2
    if words[place] in SEVERAL or (words[place].endswith("s") and words[place] != "fils") or "yo" in after:
        raise NotCounted
    return 1


KINDS = PEOPLE | RELATIVES | PARENTS | CHILDREN

"""Which service or which centre a text names, and which centres offer a service."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from orienta.centres.content import services_by_id
from orienta.centres.nearest import SHOWN
from orienta.centres.records import Centre, CentreService
from orienta.centres.spelling import is_usual, typos, words_of
from orienta.languages import LANGUAGES

SAYS_NOTHING = frozenset(
    words_of("de del la el los las centro centre center sant integrador migrante y a al en")
)
"""Words of a centre's name that do not tell it from the others."""
GENERAL = frozenset(words_of("multiservicios comar cim mexico te abraza ciudad"))
"""Words that many centres' names share: they count only beside another."""


def find_service(text: str, language: str) -> str | None:
    """Return the service that a text names, by the words of the language and then of the others.

    The longest name wins, one spelt right before one with typos; None if it names none.
    """
    typed = words_of(text)
    for code in (language, *(other for other in LANGUAGES if other != language)):
        if found := _longest(typed, _names_of_services(code)):
            return found
    return None


def find_centre(text: str, among: Sequence[Centre]) -> str | None:
    """Return the centre that a text names, by name, by what people call it or by its city.

    `among` are the centres that may be meant. A city with several of them names the one that takes
    appointments, if it is the only one; else None.
    """
    typed = words_of(text)
    names = ((words_of(name), centre.id) for centre in among for name in _names(centre))
    if found := _longest(typed, names):
        return found
    city = _longest(typed, ((words_of(name), centre.city) for centre in among for name in _cities(centre)))
    there = [centre for centre in among if centre.city == city]
    if len(there) > 1:
        there = [centre for centre in there if centre.takes_appointments]
    return there[0].id if len(there) == 1 else None


def centres_with(session: Session, service_id: str) -> list[Centre]:
    """Return the centres that offer a service, those seen open and for everyone first; planned ones are left out."""
    query = (
        select(Centre)
        .join(CentreService, CentreService.centre_id == Centre.id)
        .where(CentreService.service_id == service_id, Centre.status.in_(SHOWN))
    )
    return sorted(
        session.scalars(query),
        key=lambda centre: (SHOWN.index(centre.status), "only_for" in centre.facts, centre.id),
    )


@lru_cache
def _names_of_services(language: str) -> tuple[tuple[list[str], str], ...]:
    return tuple(
        (words_of(name), service.id)
        for service in services_by_id().values()
        for name in (service.languages[language].name, *service.languages[language].words)
    )


def _names(centre: Centre) -> Iterator[str]:
    yield from centre.facts.get("called", ())
    words = [word for word in words_of(centre.name) if word not in SAYS_NOTHING]
    if not GENERAL.issuperset(words):
        yield " ".join(words)
    yield centre.name


def _cities(centre: Centre) -> Iterator[str]:
    yield centre.city
    yield centre.city.removeprefix("Ciudad ")


def _longest(typed: list[str], names: Iterable[tuple[list[str], str]]) -> str | None:
    """Return what the longest name stands for that the text has, whole words and typos forgiven."""
    best, meant = (0, 0), None
    for name, stands_for in names:
        for start in range(len(typed) - len(name) + 1):
            wrong = _typos(typed[start : start + len(name)], name)
            rank = (0, 0) if wrong is None else (len("".join(name)) - 2 * wrong, -wrong)
            if rank > best:
                best, meant = rank, stands_for
    return meant


def _typos(typed: list[str], name: list[str]) -> int | None:
    """Count the typos; None if it is another name. A word that people use is not a typo of another."""
    total = 0
    for one, other in zip(typed, name, strict=True):
        wrong = 0 if one == other else None if is_usual(one) else typos(one, other)
        if wrong is None:
            return None
        total += wrong
    return total

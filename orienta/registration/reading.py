"""Reads the answers to the questions of the form, as people type them."""

import re
from collections.abc import Callable
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.mx import curp

from orienta.centres.spelling import words_of
from orienta.registration import cues
from orienta.registration.choices import begins, chosen, is_all, says
from orienta.registration.companions import TOGETHER, NotCounted, companions
from orienta.registration.countries import countries_in
from orienta.registration.fields import MOST_PEOPLE
from orienta.registration.numbers import number
from orienta.registration.tongues import tongues_in

LONGEST_NAME = 60
NAME_IS = re.compile(
    r"^\W*(?:(?:hola|hello|hi|bonjour|bonjou)\W+)?(?:me llamo|mi nombre es|me dicen|dime|d[ií]ganme|me pueden decir|ll[aá]meme|d[ií]game"
    r"|soy|my name is|my name's|i am|i'm|call me|je m.appelle|mon nom est|moi c.est|appelez.moi"
    r"|(?:mwen|m)(?: te)? rele|non mwen se|non m se|rele m|rele mwen)\b\W*",
    re.IGNORECASE,
)
CURP = re.compile(r"[A-Z]{4}\d{6}[A-Z]{6}[A-Z0-9]\d")
MEXICO, RETURNED_FROM = "MX", "US"


class NotUnderstood(Exception):
    """The text is no answer to the question."""

    def __init__(self, options: tuple[str, ...] = ()) -> None:
        """Carry the values that it may mean, if it names several where one is asked for."""
        super().__init__()
        self.options = options


class WrongCurp(NotUnderstood):
    """It looks like a CURP, but a letter or digit is wrong."""


def read_field(name: str, text: str, language: str) -> Any:
    """Return the value of a field that a text gives, in a talk in that language; None is "I'd rather not say".

    `name` is a field of orienta.registration.fields.Fields. Raises NotUnderstood, WrongCurp.
    """
    if says_no_more(text):
        return UNSAID.get(name)
    return READERS[name](text, language)


def read_yes_or_no(text: str) -> bool:
    """Tell whether a text says yes. Raises NotUnderstood."""
    if begins(text, cues.NO):
        return False
    if begins(text, cues.YES):
        return True
    raise NotUnderstood


def says_no_more(text: str) -> bool:
    """Tell whether a person would rather not answer."""
    return is_all(text, cues.RATHER_NOT)


def _name(text: str, _spoken: str) -> str:
    name = " ".join(NAME_IS.sub("", text).split()).strip(" .,;:!?\"'«»¡¿-=+@")
    if (
        not name
        or not name[0].isalpha()
        or len(name) > LONGEST_NAME
        or not name.replace("\u200d", "").isprintable()
    ):
        raise NotUnderstood
    return name


def _country(text: str, _spoken: str) -> str:
    found = countries_in(text)
    if len(found) > 1:  # "I am in Mexico and come from …"
        found = [code for code in found if code != MEXICO]
    if len(found) != 1:
        raise NotUnderstood(tuple(found))
    return found[0]


def _language(text: str, _spoken: str) -> str:
    found = tongues_in(text)
    if len(found) != 1:
        raise NotUnderstood(tuple(found))
    return found[0]


def _adults(text: str, language: str) -> int:
    try:
        return companions(text, language).adults
    except NotCounted:
        return _bare_number(text, language)


def _children(text: str, language: str) -> int:
    try:
        return companions(text, language).children
    except NotCounted:
        return _bare_number(text, language)


def _bare_number(text: str, language: str) -> int:
    words = words_of(text)
    found = [value for word in words if (value := number(word, language)) is not None]
    if len(found) == 1 and found[0] <= MOST_PEOPLE and not TOGETHER.search(" ".join(words)):
        return found[0]
    if not found and is_all(text, cues.NONE):
        return 0
    raise NotUnderstood


def _needs(text: str, _spoken: str) -> list[str]:
    return _several(text, cues.NEEDS)


def _helps(text: str, _spoken: str) -> list[str]:
    return _several(text, cues.HELPS)


def _several(text: str, choices: dict[str, str]) -> list[str]:
    found = chosen(text, choices)
    if found or is_all(text, cues.NONE) or says(text, cues.NOT_NEEDED):
        return found
    raise NotUnderstood


def _status(text: str, language: str) -> str:
    if says(text, cues.NOT_MEXICAN):
        return "foreign"
    found = chosen(text, cues.STATUS)
    if len(found) == 1:
        return found[0]
    country = _country(text, language)
    if country == RETURNED_FROM:
        raise NotUnderstood
    return "returned_mexican" if country == MEXICO else "foreign"


def _contact_wish(text: str, _spoken: str) -> str:
    if begins(text, cues.NO):
        return "none"
    if begins(text, cues.YES) or says(text, cues.HERE):
        return "here"
    raise NotUnderstood


def _curp(text: str, _spoken: str) -> str | None:
    if is_all(text, cues.NONE):
        return None
    found = CURP.search(re.sub(r"[\W_]", "", text.upper()))
    if found is None:
        raise NotUnderstood
    try:
        return curp.validate(found[0])
    except ValidationError:
        raise WrongCurp from None


UNSAID: dict[str, Any] = {"needs": [], "helps": [], "status": "unsaid", "contact_wish": "none"}
"""What stands for "I'd rather not say" where it is not None."""
READERS: dict[str, Callable[[str, str], Any]] = {
    "name": _name,
    "country": _country,
    "language": _language,
    "adults": _adults,
    "children": _children,
    "needs": _needs,
    "helps": _helps,
    "status": _status,
    "contact_wish": _contact_wish,
    "curp": _curp,
}

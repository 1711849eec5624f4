"""How rules about days and hours are written, and how they are applied to a text.

A rule is a sequence of words of the common language of words, such as "on|the* DAY th? of* MONTH YEAR?":
alternatives stand side by side, `?`, `*` and `+` mean what they mean in regular expressions, `!` before a word
that it does not follow, and capitals are what is read.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Item | None]]

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
READ = {
    "WEEKDAY": "|".join(WEEKDAY_NAMES),
    "DAY": r"\d{1,2}",
    "UNTIL": r"\d{1,2}",
    "MONTH": "|".join(MONTH_NAMES),
    "MM": r"\d{1,2}",
    "YEAR": r"20\d\d",
    "YY": r"\d{4}|\d\d",
    "COUNT": r"\d{1,2}",
    "UNIT": "day|week|month|hour|minute|oclock",
    "WHICH": "[1-4]|last",
    "THIRD": "start|early|middle|end",
    "RELATIVE": "ereyesterday|yesterday|today|tomorrow|overmorrow",
    "HOUR": r"\d{1,2}",
    "MINUTE": r"[0-5]\d",
    "MINUTES": r"[0-5]\d",
    "HALF_DAY": "am|pm",
    "HALF": "half|quarter|lessquarter",
    "PAST": "halfpast|quarterpast|quarterto",
    "PART": "morning|early|afternoon|late|evening|noon|am|pm",
    "LATEST": r"\d{1,2}",
    "MARK": r"[dh]\d+",
    "OTHER": r"[dh]\d+",
    "BOUND": "after|before|from|until",
}


def said(rule: str) -> re.Pattern[str]:
    """Compile a rule to a pattern; each name in capitals is a group of it, in small letters."""
    return re.compile(r"(?<!\S)" + "".join(_word(word) for word in rule.split()))


def _word(written: str) -> str:
    if written in "^$":
        return written
    words, times = (written[:-1], written[-1]) if written[-1] in "?*+" else (written, "")
    refused = words.startswith("!")
    choices = words.removeprefix("!").split("|")
    if READ.get(choices[0]):
        return rf"(?:(?P<{choices[0].lower()}>{READ[choices[0]]})\s){times}"
    either = "|".join(READ.get(choice.removeprefix("~"), re.escape(choice)) for choice in choices)
    return rf"(?!(?:{either})\s)" if refused else rf"(?:(?:{either})\s){times}"


def take(text: str, mark: str, rules: Iterable[Rule[Item]]) -> tuple[str, list[Item]]:
    """Read what the rules find, in their order; a rule may decline (None).

    Returns the list of what was found, and the text in which each find is replaced by the mark and its place
    in the list, such as "d0".
    """
    found: list[Item] = []
    for pattern, read in rules:

        def keep(match: re.Match[str], read: Callable[[re.Match[str]], Item | None] = read) -> str:
            item = read(match)
            if item is None:
                return match.group()
            found.append(item)
            return f"{mark}{len(found) - 1} "

        text = pattern.sub(keep, text)
    return text, found

"""Languages in which people want to be attended: their names, and what people call them."""

import re
from functools import lru_cache

from babel import Locale

from orienta.centres.spelling import words_of
from orienta.languages import NAMES, NAMES_AS_WRITTEN

OTHERS = {
    "cab": "Garífuna",
    "cak": "Kaqchikel",
    "kek": "Qʼeqchiʼ",
    "kjb": "Qʼanjobʼal",
    "mam": "Mam",
    "miq": "Mískito",
    "nah": "Náhuatl",
    "tzh": "Tseltal",
    "tzo": "Tsotsil",
    "yua": "Maya",
}
"""Languages of the region that Unicode's list lacks, by ISO 639 code."""
CALLED = {
    "ar": "arab|arabic|arab",
    "cak": "cakchiquel|kakchikel",
    "ff": "pulaar|pular|fulani|foulani|peul",
    "kek": "kekchi|quekchi|qeqchi|q eqchi",
    "kjb": "kanjobal|qanjobal|q anjob al",
    "ln": "lengala|lingala",
    "miq": "miskitu",
    "pcm": "pidgin|pidjin|pidgin english",
    "pt": "pottige|potige|portuges",
    "quc": "quiche|kiche|k iche",
    "sw": "kiswahili|suahili",
    "tzh": "tzeltal",
    "tzo": "tzotzil",
    "wo": "olof|ouolof",
    "zh": "mandarin|mandarin chinese|chinwa",
}
"""Other names, as words_of() gives their words."""
NOT_SPOKEN = re.compile(
    r"\b(no hablo|don t speak|do not speak|parle pas|pa pale)( bien| mucho| good| much| byen)? \w+"
)
SHORTEST = 3
"""Letters of the shortest name that is looked for in a list of hundreds."""
LONGEST = 3
"""Words of the longest one."""


def say_tongue(code: str, language: str) -> str:
    """Return the name of a language in another one; in Creole the French one where we know no other."""
    known = Locale("fr" if language == "ht" else language).languages
    return NAMES.get(code) or OTHERS.get(code) or str(known.get(code, code))


def tongues_in(text: str) -> list[str]:
    """Return the ISO 639 codes of the languages that a text names, except those that they do not speak."""
    words = NOT_SPOKEN.sub(" ", " ".join(words_of(text)))
    found: dict[str, None] = {}
    for code, pattern in NAMES_AS_WRITTEN.items():
        words, times = re.subn(rf"\b(?:{pattern})\b", " ", words)
        found |= {code: None} if times else {}
    parts = words.split()
    for length in range(LONGEST, 0, -1):
        for start in range(len(parts) - length + 1):
            if other := _names().get(" ".join(parts[start : start + length])):
                found[other] = None
                parts[start : start + length] = ["-"] * length
    return list(found)


@lru_cache
def _names() -> dict[str, str]:
    names = {
        " ".join(words_of(name)): code
        for language in ("es", "en", "fr")
        for code, name in Locale(language).languages.items()
        if re.fullmatch("[a-z]{2,3}", code) and code not in NAMES
    }
    names = {name: code for name, code in names.items() if len(name) >= SHORTEST}
    names |= {" ".join(words_of(name)): code for code, name in OTHERS.items()}
    return names | {name: code for code, called in CALLED.items() for name in called.split("|")}

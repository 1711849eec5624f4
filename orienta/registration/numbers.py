"""Numbers up to twenty as people type them: in digits, or in words of four languages."""

WORDS = {
    "es": (
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis"
        " diecisiete dieciocho diecinueve veinte"
    ),
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty"
    ),
    "fr": (
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept"
        " dixhuit dixneuf vingt"
    ),
    "ht": (
        "zewo yon de twa kat senk sis set uit nef dis onz douz trez katoz kenz sez diset dizuit diznef ven"
    ),
}
"""From 0 on, without accents."""
ALSO = {
    "es": {"un": 1, "una": 1, "par": 2},
    "en": {"a": 1, "an": 1, "couple": 2, "fourty": 40},
    "fr": {"une": 1, "catre": 4, "sinq": 5, "set": 7, "uit": 8, "sis": 6, "dis": 10},
    "ht": {"en": 1, "youn": 1, "wit": 8, "senk": 5, "sink": 5, "kenz": 15, "kinz": 15, "dezi": 2},
}
OTHERWISE = frozenset(["a", "an", "de", "dis", "en", "once", "par", "set", "sez", "un", "ven"])
"""Words that mean something else in another language."""


def number(word: str, language: str) -> int | None:
    """Return the number that a word of words_of() stands for in a talk in that language; None if it is none."""
    if word.isdecimal():
        return int(word) if len(word) <= 3 else None
    if word in _VALUES[language]:
        return _VALUES[language][word]
    if word in OTHERWISE:
        return None
    return next((values[word] for values in _VALUES.values() if word in values), None)


_VALUES = {
    language: {word: value for value, word in enumerate(words.split())} | ALSO[language]
    for language, words in WORDS.items()
}

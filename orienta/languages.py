"""In which language a message is written, and in which one a conversation goes on.

Three opinions are added up: how often each word is used in each language (models/languages), letter
sequences learnt from our own example questions, and py3langid. Short texts are not trusted: "ok",
"1", "COMAR" or a name never change the language of a talk.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from py3langid import langid
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline

LANGUAGES = ("es", "en", "fr", "ht")
NAMES = {"es": "Español", "en": "English", "fr": "Français", "ht": "Kreyòl"}
DEFAULT = "es"

WORDS = Path(__file__).parent.parent / "models" / "languages" / "words.tsv"
PLACES_AND_OFFICES = re.compile(
    r"\b(comar|c?kurp|curp|inm|rfc|nss|imss|sat|acnur|unhcr|hcr|oim|iom|tvrh|prim|constancia|cbp|one"
    r"|finabien|cim|tapachula|tijuana|acayucan|huixtla|matamoros|ju[aá]rez|reynosa|monterrey|oluta"
    r"|chiapas|veracruz|m[eé]xico|mexique|meksik|haiti|ayiti|leona|vicario|carmen|serdan|beta|grupos)\b"
    r"|[^\W\d_]*[\d_]\S*|https?://\S+",
    re.IGNORECASE,
)
TENTH_OF_A_POWER = math.log(10) / 10
"""The words are listed with ten times the power of ten of their frequency, 0 where unknown."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NAMES_AS_WRITTEN = {
    "es": r"espa[nñ]ol|castellano|spanish|espagnol|panyol|pànyòl|espanyol|esp",
    "en": r"ingl[eé]s|english|anglais|angle|anglè|inglich",
    "fr": r"franc[eé]s|french|fran[cç]ais|franse|fransè",
    "ht": r"kr[eé]y[oòó]l|kreyol|creole|cr[eé]ole|criollo|ayisyen|haitiano|haitian|ha[iï]tien",
}
EVERYONE = ("es", "en", "fr", "ht", "gcf", "gcr", "pcm")
"""Languages whose speakers are answered in one of ours (Antillean Creoles, Nigerian Pidgin)."""


@dataclass(frozen=True)
class Detection:
    """What a message says about its language."""

    language: str | None
    """The likeliest of our languages; None when the message says nothing about it."""
    clear: bool
    """Whether the message is long and plain enough to change the language of a talk."""
    foreign: bool = False
    """Whether it is surely written in a language that we do not speak."""


class Detector:
    """Tells the language of messages; learns our people's spelling from example questions."""

    def __init__(self, examples: Mapping[str, Sequence[str]]) -> None:
        """Learn from example questions by language code."""
        texts = [plain(text) for code in LANGUAGES for text in examples[code]]
        labels = [code for code in LANGUAGES for _ in examples[code]]
        self._letters: Pipeline = make_pipeline(
            CountVectorizer(analyzer="char_wb", ngram_range=(1, 5), min_df=2, dtype=np.float32),
            MultinomialNB(alpha=0.3, fit_prior=False),
        )
        self._letters.fit(texts, labels)
        self._columns = [list(self._letters.classes_).index(code) for code in LANGUAGES]

    def detect(self, text: str) -> Detection:
        """Return what the text says about its language."""
        words = WORD.findall(PLACES_AND_OFFICES.sub(" ", text))
        if not words:
            return Detection(language=None, clear=False)
        told = " ".join(words)
        if is_foreign(told, len(words)):
            return Detection(language=None, clear=True, foreign=True)
        scores = self._scores(told, words)
        first, second = sorted(scores, reverse=True)[:2]
        language = LANGUAGES[int(np.argmax(scores))]
        margin = first - second
        clear = (len(words) >= 3 and margin > 3) or (len(words) == 2 and margin > 6)
        return Detection(language=language if margin > 0.05 else None, clear=clear)

    def _scores(self, told: str, words: Sequence[str]) -> np.ndarray:
        letters = self._letters.predict_log_proba([plain(told)])[0][self._columns]
        ranked = dict(_of_ours().rank(told))
        outside = np.array([math.log(float(ranked[code]) + 1e-3) for code in LANGUAGES])
        known = sum((word_scores(word) for word in words), np.zeros(len(LANGUAGES)))
        return np.maximum(letters, -12) + 0.5 * outside + known


def plain(text: str) -> str:
    """Lower the case and drop accents: many people type without either."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def word_scores(word: str) -> np.ndarray:
    """Return the logarithm of how usual the word is in each of LANGUAGES; zeros if nobody knows it."""
    frequencies = _words().get(word.lower()) or _words().get(plain(word))
    if frequencies is None:
        return np.zeros(len(LANGUAGES))
    return np.array(frequencies) * TENTH_OF_A_POWER


def is_foreign(text: str, words: int) -> bool:
    """Tell whether a text is surely in a language that we do not speak."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if latin < len(letters) / 2:
        return True
    if words < 3:
        return False
    ranked = [(code, float(share)) for code, share in _of_all().rank(text)]
    ours = sum(share for code, share in ranked if code in EVERYONE)
    unknown = any(not word_scores(word).any() for word in WORD.findall(text))
    return ranked[0][0] not in EVERYONE and ours < 0.02 and unknown


def requested(text: str) -> str | None:
    """Return the one of our languages that a text names ("English please"), else None.

    "no hablo español, english please" names two: the one asked for comes last.
    """
    found = [
        (match.end(), code)
        for code, pattern in NAMES_AS_WRITTEN.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]
    return max(found)[1] if found else None


def follow(
    *, current: str | None, chosen: bool, against: int, detected: Detection, usual: str
) -> tuple[str, bool, int]:
    """Decide how the talk goes on: (language, still the person's own choice, clear messages against it)."""
    if current is None:
        return detected.language or usual, False, 0
    if not detected.clear or detected.language in (None, current):
        return current, chosen, against if not detected.clear else 0
    if chosen and against == 0:
        return current, True, 1
    return str(detected.language), False, 0


@lru_cache
def _words() -> dict[str, tuple[int, ...]]:
    lines = (line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines())
    return {word: tuple(map(int, frequencies)) for word, *frequencies in lines}


@lru_cache
def _of_ours() -> langid.LanguageIdentifier:
    return langid._load_identifier(norm_probs=True, langs=list(LANGUAGES))


@lru_cache
def _of_all() -> langid.LanguageIdentifier:
    return langid._load_identifier(norm_probs=True)

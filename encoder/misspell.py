"""Writes sentences as people do on a phone: without accents, by ear, shortened, with slips of the thumb."""

import random
import re

from orienta.languages import plain

BY_EAR: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "es": (
        (r"\bque\b", ("q", "k", "ke")),
        (r"\bpor\b", ("x",)),
        (r"\bporque\b", ("xq", "pq", "porq")),
        (r"qu", ("k",)),
        (r"ll", ("y",)),
        (r"\bh", ("",)),
        (r"v", ("b",)),
        (r"b", ("v",)),
        (r"c(?=[ei])", ("s",)),
        (r"z", ("s",)),
        (r"s\b", ("",)),
        (r"\bde\b", ("d",)),
        (r"\bte\b", ("t",)),
        (r"\bme\b", ("m",)),
        (r"ado\b", ("ao",)),
        (r"\bestoy\b", ("toy",)),
        (r"\bpara\b", ("pa",)),
        (r"\btambi[eé]n\b", ("tb", "tmb")),
    ),
    "en": (
        (r"\byou\b", ("u", "yu")),
        (r"\bare\b", ("r",)),
        (r"\bfor\b", ("4", "fo")),
        (r"\bto\b", ("2",)),
        (r"\bth", ("d", "t")),
        (r"ing\b", ("in",)),
        (r"\bplease\b", ("pls", "plz")),
        (r"\bwhat\b", ("wat", "wetin")),
        (r"\bbecause\b", ("cos", "bcoz")),
        (r"\bpeople\b", ("ppl",)),
        (r"ee", ("i",)),
        (r"\band\b", ("n", "&")),
        (r"\bmy\b", ("ma",)),
        (r"ght\b", ("t",)),
    ),
    "fr": (
        (r"\bc['’]est\b", ("c", "cest", "se")),
        (r"\bqu", ("k",)),
        (r"\bque\b", ("ke", "k")),
        (r"\bqui\b", ("ki",)),
        (r"oi", ("wa", "oua")),
        (r"eau\b", ("o",)),
        (r"au", ("o",)),
        (r"ai\b", ("é", "e")),
        (r"\best\b", ("é", "e")),
        (r"\bpas\b", ("pa",)),
        (r"s\b", ("",)),
        (r"ent\b", ("e",)),
        (r"er\b", ("é",)),
        (r"\bvous\b", ("vs", "vou")),
        (r"\bnous\b", ("ns", "nou")),
        (r"\bpour\b", ("pr", "pou")),
        (r"\bbeaucoup\b", ("bcp",)),
        (r"ph", ("f",)),
        (r"\bje suis\b", ("chui", "jsui")),
        (r"\bj['’]ai\b", ("g", "jai")),
        (r"e\b", ("",)),
    ),
    "ht": (
        (r"\bmwen\b", ("m", "mwn", "mw", "moin", "mouin")),
        (r"\bou\b", ("w", "u")),
        (r"\bki\b", ("k",)),
        (r"\bkijan\b", ("kijn", "kouman", "koman")),
        (r"\bnan\b", ("nn", "lan", "na")),
        (r"\bpou m\b", ("poum", "pu m")),
        (r"\bm ap\b", ("map", "mp")),
        (r"\bpou\b", ("pu", "pr", "po")),
        (r"\bkapab\b", ("ka", "kpb")),
        (r"w", ("r", "")),
        (r"y", ("i",)),
        (r"ou", ("u",)),
        (r"en\b", ("an", "in")),
        (r"k(?=[aou])", ("c",)),
        (r"k(?=[ei])", ("qu",)),
        (r"è", ("e", "ai")),
        (r"\bgen\b", ("genyen", "gn")),
        (r"\btanpri\b", ("svp", "tnpri")),
        (r"ch", ("sh",)),
        (r"\bkote\b", ("kot", "cote")),
        (r"\bpapye\b", ("papie", "papiye")),
        (r"wa\b", ("oi",)),
        (r"\bak\b", ("avek", "avk", "ac")),
    ),
}
"""What is written by ear in each language, and how."""


def misspell(sentence: str, language: str, chance: random.Random) -> str:
    """Return the sentence as somebody might type it."""
    if chance.random() < 0.55:
        sentence = sentence.lower()
    for sound, spellings in BY_EAR[language]:
        if chance.random() < 0.22:
            sentence = re.sub(sound, lambda found: _maybe(found[0], spellings, chance), sentence, flags=re.I)  # noqa: B023
    if chance.random() < 0.65:
        sentence = plain(sentence)
    if chance.random() < 0.55:
        sentence = re.sub(r"[¿?¡!.,;:’'\"«»]+", lambda _: chance.choice(("", " ", "", "..")), sentence)
    words = sentence.split()
    slips = chance.choice((0, 0, 0.05, 0.12))
    words = [_slip(word, chance) if len(word) > 3 and chance.random() < slips else word for word in words]
    if len(words) > 6 and chance.random() < 0.15:
        del words[chance.randrange(len(words))]
    return " ".join(words) or sentence


def _maybe(found: str, spellings: tuple[str, ...], chance: random.Random) -> str:
    return chance.choice(spellings) if chance.random() < 0.6 else found


def _slip(word: str, chance: random.Random) -> str:
    """Swap two letters, drop one or double one."""
    at, kind = chance.randrange(len(word) - 1), chance.random()
    if kind < 0.35:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind < 0.7 else word[: at + 1] + word[at:]

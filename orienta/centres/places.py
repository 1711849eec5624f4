"""Which place in Mexico a text names, in any of the four languages, with typos and inside a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orienta.centres.cues import AROUND, NEVER_FIRST, SHORT, TITLES, cue, is_ordinary
from orienta.centres.gazetteer import Place, gazetteer
from orienta.centres.spelling import is_usual, most_typos, sound, words_of
from orienta.centres.states import ONLY_AFTER_A_TOWN

MOST = 4
"""Places that are asked back at most."""
FAR_BIGGER, FAR_BIGGER_TOWN = 4, 10
"""A city, or a smaller town, is meant without asking back when it has so many times the people of any other."""
FAR_BIGGER_ABROAD = 20
LONGEST_NAME = 5
BIG, MIDDLING, SMALL = 100_000, 20_000, 5_000
"""People; the smaller a town, the surer must be that a text speaks of a town at all."""
NEVER = frozenset(
    (
        *("leona vicario", "carmen serdan", "chaparral", "el chaparral", "constancia", "ventanilla"),
        *("el pueblo", "la bas"),
    )
)
"""Names of centres, crossings and papers, and words, which towns are called too."""


@dataclass(frozen=True)
class _Found:
    """A stretch of the text that may be a place."""

    sure: int
    """How surely the text speaks of where someone is, as `cue` counts it."""
    exact: bool
    places: tuple[Place, ...]


def find_places(text: str) -> list[Place]:
    """Return the place that a text names; several, the biggest first, if one must ask back; none if none."""
    words = [SHORT.get(word, word) for word in words_of(text)]
    names = list(_names(words))
    taken = {index for start, end in names for index in range(start, end)}
    typed = [span for span in _spans(len(words)) if taken.isdisjoint(range(*span))]
    found = [one for start, end in [*names, *typed] if (one := _at(words, start, end))]
    best = max(((one.sure, one.exact) for one in found), default=None)
    places = {place for one in found if (one.sure, one.exact) == best for place in one.places}
    with_town = {place.state for place in places if not place.whole_state}
    places -= {place for place in places if place.whole_state and place.state in with_town}
    return sorted(places, key=lambda place: (-place.population, place.name))[:MOST]


def _spans(length: int) -> Iterator[tuple[int, int]]:
    """Return the stretches of words that may be names, the longest first."""
    for size in range(min(LONGEST_NAME, length), 0, -1):
        yield from ((start, start + size) for start in range(length - size + 1))


def _names(words: list[str]) -> Iterator[tuple[int, int]]:
    """Return where names stand that are spelt right, or as they sound; the longest where they overlap."""
    taken: set[int] = set()
    for start, end in _spans(len(words)):
        name = " ".join(words[start:end])
        known = name in gazetteer().elsewhere or (
            words[start] not in NEVER_FIRST and (_named(name) or _heard(name))
        )
        if known and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _at(words: list[str], start: int, end: int) -> _Found | None:
    name = " ".join(words[start:end])
    if words[start] in NEVER_FIRST or words[end - 1] in TITLES or name in NEVER:
        return None
    sure = cue(words, start)
    state, after = _state_after(words, end)
    if all(word in AROUND for word in words[:start] + words[after:]):
        sure = 3
    elif name in ONLY_AFTER_A_TOWN:
        return None
    exact = _named(name)
    if _is_abroad(name, exact):
        return None
    places = exact or _heard(name) or _misspelt(name, sure)
    if in_state := tuple(place for place in places if place.state == state and not place.whole_state):
        return _Found(sure, bool(exact), in_state)
    likely = tuple(place for place in places if _is_likely(place, name, sure))
    return _Found(sure, bool(exact), _meant(likely)) if likely else None


def _named(name: str) -> tuple[Place, ...]:
    """Return the places of a name; of a state and its capital of the same name the capital, else the state."""
    towns, state = gazetteer().towns.get(name, ()), gazetteer().states.get(name)
    capital = any(state and town.state == state.name and town.population > 50_000 for town in towns)
    return (state,) if state and not capital else towns


def _is_abroad(name: str, here: tuple[Place, ...]) -> bool:
    most = max((place.population for place in here), default=0)
    return most < BIG and gazetteer().elsewhere.get(name, 0) > FAR_BIGGER_ABROAD * most


def _heard(name: str) -> tuple[Place, ...]:
    """Return the places of the names that sound alike, unless it is a word that people use."""
    if all(is_usual(word) for word in name.split()):
        return ()
    alike = gazetteer().by_sound.get(sound(name), ())
    return tuple({place for other in alike for place in _named(other) if place.population >= SMALL})


def _misspelt(name: str, sure: int) -> tuple[Place, ...]:
    """Return the places of the name that is fewest typos away, if what differs are words that nobody uses."""
    heard = sound(name)
    if len(name) < (6 if sure > 1 else 8):
        return ()
    near = process.extract(
        heard,
        _sounds(BIG if sure < 2 else MIDDLING),
        scorer=OSA.distance,
        score_cutoff=most_typos(heard) if sure > 1 else 1,
        limit=MOST,
    )
    fewest = min((distance for _, distance, _ in near), default=0)
    meant = {
        other
        for sounded, distance, _ in near
        if distance == fewest
        for other in gazetteer().by_sound[sounded]
        if _is_typed_for(name.split(), other.split())
    }
    return tuple({place for other in meant for place in _named(other) if place.population >= MIDDLING})


def _is_typed_for(typed: list[str], meant: list[str]) -> bool:
    return len(typed) == len(meant) and all(
        one == other or (one[0] == other[0] and len(other) > 4 and not is_usual(one))
        for one, other in zip(typed, meant, strict=True)
    )


@lru_cache
def _sounds(fewest_people: int) -> tuple[str, ...]:
    """Return how the names sound of places that have so many people; not those of abbreviations."""
    return tuple(
        heard
        for heard, names in gazetteer().by_sound.items()
        if any(
            len(name) > 5 and place.population >= fewest_people for name in names for place in _named(name)
        )
    )


def _state_after(words: list[str], end: int) -> tuple[str | None, int]:
    """Return the state that is named right after a town, and where the text goes on."""
    start = end
    while start < min(len(words), end + 2) and words[start] in ("de", "en", "del", "in", "nan"):
        start += 1
    for after in range(min(len(words), start + LONGEST_NAME), start, -1):
        if state := gazetteer().states.get(" ".join(words[start:after])):
            return state.name, after
    return None, end


def _is_likely(place: Place, name: str, sure: int) -> bool:
    ordinary = is_ordinary(name, big=place.population >= BIG)
    if place.whole_state:
        return sure > 0 or not ordinary
    if ordinary:
        several = len([word for word in name.split() if word not in TITLES]) > 1
        return sure >= (2 if several else 3) and place.population >= (SMALL if several else MIDDLING)
    return place.population >= (BIG, MIDDLING, SMALL, 0)[sure]


def _meant(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the one that is far bigger than the others, or all that must be asked back."""
    most = max(place.population for place in places)
    times = FAR_BIGGER if most >= BIG else FAR_BIGGER_TOWN
    return tuple(place for place in places if place.population * times > most)

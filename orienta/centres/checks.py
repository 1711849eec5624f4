"""What is missing or wrong in the centres and services, in words that a centre worker understands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import yaml
from pydantic import ValidationError

from orienta.centres.content import CENTRES, SERVICES, CentreItem, ServiceItem, load_centres, load_services
from orienta.centres.spelling import words_of
from orienta.centres.states import STATES
from orienta.languages import LANGUAGES, NAMES

Item = TypeVar("Item")


@dataclass(frozen=True)
class Problem:
    """One thing to mend, and in which file."""

    file: str
    what: str


def check_centres(folder: Path) -> list[Problem]:
    """Read both files of the content folder, whose entries are in `faq`, and return all problems."""
    centres, problems = _load(CENTRES, load_centres, folder)
    services, more = _load(SERVICES, load_services, folder)
    problems += more
    problems += [Problem(CENTRES, what) for what in _of_centres(centres, {one.id for one in services})]
    entries = {file.stem for file in (folder / "faq").glob("*.yml")}
    problems += [Problem(SERVICES, what) for what in _of_services(services, entries)]
    return problems


def _load(file: str, load: Callable[[Path], list[Item]], folder: Path) -> tuple[list[Item], list[Problem]]:
    try:
        return load(folder), []
    except yaml.YAMLError as error:
        return [], [Problem(file, f"The file is not valid YAML: {error}")]
    except ValidationError as error:
        return [], [
            Problem(file, f"{' → '.join(map(str, one['loc']))}: {one['msg'].removeprefix('Value error, ')}")
            for one in error.errors()
        ]


def _of_centres(centres: Sequence[CentreItem], services: set[str]) -> Iterator[str]:
    yield from (f"The id {twice} is used twice." for twice in _twice(one.id for one in centres))
    yield from (f"The code {twice} is used twice." for twice in _twice(one.code for one in centres))
    ids = {one.id for one in centres if one.status != "planned"}
    states = {names[0] for names in STATES.values()}
    for centre in centres:
        if centre.zone not in available_timezones():
            yield f"{centre.id}: there is no zone {centre.zone}."
        if centre.state not in states:
            yield f"{centre.id}: {centre.state} is not how we write a state."
        for offered in centre.services:
            if offered.id not in services:
                yield f"{centre.id}: there is no service {offered.id}."
        for twice in _twice(offered.id for offered in centre.services):
            yield f"{centre.id}: the service {twice} is named twice."
        for other in centre.instead:
            if other not in ids:
                yield f"{centre.id}: instead: {other} is no centre that was seen."
        if centre.status == "planned" and not centre.instead:
            yield f"{centre.id}: it is only planned; say where to go instead."
        for hours in centre.hours or ():
            if hours.opens >= hours.closes:
                yield f"{centre.id}: it would close before it opens."


def _of_services(services: Sequence[ServiceItem], entries: set[str]) -> Iterator[str]:
    yield from (f"The id {twice} is used twice." for twice in _twice(one.id for one in services))
    for service in services:
        for entry in service.entries:
            if entry not in entries:
                yield f"{service.id}: there is no entry {entry}."
    for code in LANGUAGES:
        called: dict[str, set[str]] = defaultdict(set)
        for service in services:
            text = service.languages[code]
            for name in {" ".join(words_of(name)) for name in (text.name, *text.words)}:
                called[name].add(service.id)
        for name, ids in called.items():
            if len(ids) > 1:
                yield f"{NAMES[code]}: “{name}” is said of {', '.join(sorted(ids))}."


def _twice(values: Iterable[str]) -> list[str]:
    seen = list(values)
    return sorted({value for value in seen if seen.count(value) > 1})

"""The format of content/centres.yml and content/services.yml."""

from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter

from orienta.languages import LANGUAGES
from orienta.settings import ROOT

FOLDER = ROOT / "content"
CENTRES, SERVICES = "centres.yml", "services.yml"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Phrase = Annotated[str, Field(min_length=2, max_length=40)]
OnlyFor = Literal["returned-mexicans", "families"]


def _all_languages(texts: dict[str, Any]) -> dict[str, Any]:
    if tuple(texts) != LANGUAGES:
        raise ValueError(f"the languages must be {', '.join(LANGUAGES)}")
    return texts


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(_Strict):
    """Who states something, and when; without a date the page shows none."""

    publisher: str = Field(min_length=2)
    date: Date | None = None
    url: HttpUrl | None = None
    note: str | None = None


class _Stated(_Strict):
    source: str = Field(min_length=2)
    date: Date | None = None
    note: str | None = None


class Seen(_Stated):
    """When and by whom a centre's status was seen."""

    date: Date


class Offered(_Stated):
    """A service that a centre offers, by a source."""

    id: Id


class Hours(_Stated):
    """Hours by the centre's clock; `days` is None where the source names none."""

    days: list[Day] | None
    opens: time
    closes: time
    only: Literal["first-application"] | None = None
    """Whom these hours are for, if not for everyone."""


class Address(_Stated):
    """Street and number within the city, as the source has them."""

    text: str = Field(min_length=3)


class Avoid(_Strict):
    """Places that were this office once: nobody must be sent there."""

    places: list[str]
    source: str | None = None
    date: Date | None = None


class Position(_Strict):
    """Degrees; of the municipality unless it was measured at the door."""

    latitude: float = Field(ge=14, le=33)
    longitude: float = Field(ge=-119, le=-86)
    precision: Literal["municipality", "door"]


class CentreItem(_Strict):
    """One centre. None means that it is not known."""

    id: Id
    code: str = Field(pattern=r"^[A-Z]{3}$")
    name: str = Field(min_length=3, max_length=200)
    called: list[Phrase] = []
    """What people call it, beside its name and its city."""
    kind: Literal["multiservice", "attention", "comar", "cim"]
    city: str
    municipality: str
    state: str
    position: Position
    zone: str
    status: Literal["open", "planned", "shelter", "unconfirmed"]
    seen: Seen
    run_by: str | None = None
    only_for: OnlyFor | None = None
    admits: str | None = None
    services: list[Offered]
    hours: list[Hours] | None
    address: Address | None
    telephone: str | None
    takes_appointments: bool
    instead: list[Id] = []
    """Where to send people while this one is only planned."""
    avoid: Avoid | None = None
    note: str | None = None
    unknown: list[str]
    sources: list[Source] = Field(min_length=1)


class ServiceText(_Strict):
    """A service in one language."""

    name: str = Field(min_length=2, max_length=24)
    description: str = Field(min_length=10)
    words: list[Phrase] = Field(min_length=8, max_length=20)
    """What people call it, as they type it; accents do not matter."""


class ServiceItem(_Strict):
    """Something that people come for."""

    id: Id
    only_for: OnlyFor | None = None
    entries: list[Id]
    """The FAQ entries that answer questions about it."""
    languages: Annotated[dict[str, ServiceText], AfterValidator(_all_languages)]
    sources: list[Source] = Field(min_length=1)
    note: str | None = None


def load_centres(folder: Path = FOLDER) -> list[CentreItem]:
    """Read the centres. Raises pydantic.ValidationError or yaml.YAMLError."""
    return TypeAdapter(list[CentreItem]).validate_python(_read(folder / CENTRES))


def load_services(folder: Path = FOLDER) -> list[ServiceItem]:
    """Read the services. Raises pydantic.ValidationError or yaml.YAMLError."""
    return TypeAdapter(list[ServiceItem]).validate_python(_read(folder / SERVICES))


@lru_cache
def services_by_id() -> dict[str, ServiceItem]:
    """Return the services that this version of Orienta comes with."""
    return {service.id: service for service in load_services()}


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))

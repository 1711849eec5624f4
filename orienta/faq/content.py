"""The format of an entry: one file in content/faq holds one question in four languages."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl

from orienta.languages import LANGUAGES
from orienta.settings import ROOT

FOLDER = ROOT / "content" / "faq"


def _all_languages(texts: dict[str, Any]) -> dict[str, Any]:
    if missing := [code for code in LANGUAGES if code not in texts]:
        raise ValueError(f"missing language: {', '.join(missing)}")
    if unknown := [code for code in texts if code not in LANGUAGES]:
        raise ValueError(f"unknown language: {', '.join(unknown)}")
    return texts


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(_Strict):
    """Who states the facts of an answer, and when."""

    title: str = Field(min_length=3)
    publisher: str = Field(min_length=2)
    date: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    url: HttpUrl | None = None


class Text(_Strict):
    """One entry in one language. The answer is simple Markdown."""

    title: str = Field(min_length=3, max_length=60)
    button: str = Field(min_length=2, max_length=24)
    questions: list[Annotated[str, Field(min_length=2)]]
    answer: str = Field(min_length=20)


class Entry(_Strict):
    """A question that people ask and its reviewed answer."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    topic: str
    sources: list[Source] = Field(min_length=1)
    reviewed: date
    review_by: date
    expires: date
    related: list[str] = []
    languages: Annotated[dict[str, Text], AfterValidator(_all_languages)]


def load_entry(file: Path) -> Entry:
    """Read one file. Raises pydantic.ValidationError or yaml.YAMLError."""
    return Entry.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def load_entries(folder: Path = FOLDER) -> list[Entry]:
    """Read every entry of the folder, by id."""
    return [load_entry(file) for file in sorted(folder.glob("*.yml"))]


def dump_entry(entry: Entry) -> str:
    """Return the entry as the text of its file."""
    return to_yaml(entry.model_dump(mode="json", exclude_none=True))


def to_yaml(document: dict[str, Any]) -> str:
    """Write YAML that reads well: texts of several lines as blocks, in the order given."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Writes answers as blocks, so that a difference reads line by line."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)

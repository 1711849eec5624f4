"""What is missing or wrong in the content, in words that a centre worker understands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError

from orienta.faq.content import Entry, load_entry
from orienta.languages import LANGUAGES, NAMES, plain
from orienta.settings import ROOT

VERIFIED = ROOT / "content" / "verified.yml"
LONGEST_ANSWER = 90
FEWEST_QUESTIONS = 12
LONGEST_SENTENCE = 20
PHONE = re.compile(r"(?<![\w.-])\+?\d(?:[ -]?\d){2,}(?!\w)")
LINK = re.compile(
    r"https?://[^\s)\"*]*[^\s)\"*.,;:]|(?<![\w@/.])(?:[a-z-]+\.)+(?:gob\.mx|org|int|gov)\b(?:/[\w/-]+)?"
)


@dataclass(frozen=True)
class Problem:
    """One thing to mend, and in which file."""

    file: str
    what: str


def check(folder: Path, today: date) -> tuple[list[Entry], list[Problem]]:
    """Read every file of the folder; return the entries that are well formed, and all problems."""
    entries, problems = [], []
    for file in sorted(folder.glob("*.yml")):
        try:
            entry = load_entry(file)
        except yaml.YAMLError as error:
            problems.append(Problem(file.name, f"The file is not valid YAML: {error}"))
            continue
        except ValidationError as error:
            problems += [Problem(file.name, _in_words(e)) for e in error.errors()]
            continue
        entries.append(entry)
        if entry.id != file.stem:
            problems.append(Problem(file.name, f"The id is {entry.id}; it must be like the file's name."))
        problems += [Problem(file.name, what) for what in _of_entry(entry, today)]
    problems += _across(entries)
    return entries, problems


def _of_entry(entry: Entry, today: date) -> Iterator[str]:
    if entry.review_by < today:
        yield f"The review was due on {entry.review_by}: read the answers again and set new dates."
    if not entry.reviewed < entry.review_by < entry.expires:
        yield "The dates must follow each other: reviewed, review_by, expires."
    for code in LANGUAGES:
        text = entry.languages[code]
        if len(text.questions) < FEWEST_QUESTIONS:
            yield (
                f"{NAMES[code]}: {len(text.questions)} example questions; write at least {FEWEST_QUESTIONS}."
            )
        words = len(re.findall(r"(?<!\S)(?!\d+\.\s)\S*\w\S*", text.answer))
        if words > LONGEST_ANSWER:
            yield f"{NAMES[code]}: the answer has {words} words; at most {LONGEST_ANSWER}."
        longest = max(_sentences(text.answer), key=lambda s: len(s.split()))
        if len(longest.split()) > LONGEST_SENTENCE:
            yield f"{NAMES[code]}: this sentence is hard to read, split it: “{longest.strip()}”"
        yield from (f"{NAMES[code]}: {what}" for what in _unverified(text.answer))
    links = {code: {link for link in LINK.findall(entry.languages[code].answer)} for code in LANGUAGES}
    if len({frozenset(found) for found in links.values()}) > 1:
        yield "The languages do not give the same links."
    phones = {code: frozenset(_phones(entry.languages[code].answer)) for code in LANGUAGES}
    if len(set(phones.values())) > 1:
        yield "The languages do not give the same telephone numbers."


def _unverified(answer: str) -> Iterator[str]:
    verified = _verified()
    known = {re.sub(r"\D", "", str(number)) for number in verified["telephones"]}
    for phone in _phones(answer):
        if phone not in known:
            yield f"the telephone number {phone} is not in content/verified.yml with its source."
    for link in LINK.findall(answer):
        place = urlsplit(link if "//" in link else f"https://{link}")
        host = (place.hostname or "").removeprefix("www.")
        if not any(f"{host}{place.path}".startswith(page) for page in verified["pages"]):
            yield f"the link {link} is not an official page of content/verified.yml."


@lru_cache
def _verified() -> dict[str, Any]:
    verified: dict[str, Any] = yaml.safe_load(VERIFIED.read_text(encoding="utf-8"))
    return verified


def _phones(answer: str) -> set[str]:
    without_links = LINK.sub(" ", answer)
    found = {re.sub(r"\D", "", match) for match in PHONE.findall(without_links)}
    return {digits for digits in found if digits in ("079", "089", "911") or len(digits) >= 7}


def _sentences(answer: str) -> list[str]:
    return re.split(r"[.!?:;\n]+", re.sub(r"https?://\S+|^\d\.", " ", answer, flags=re.MULTILINE))


def _across(entries: Sequence[Entry]) -> Iterator[Problem]:
    ids = {entry.id for entry in entries}
    asked: dict[str, set[str]] = defaultdict(set)
    buttons: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        for other in entry.related:
            if other not in ids:
                yield Problem(f"{entry.id}.yml", f"related: there is no entry {other}.")
        for code in LANGUAGES:
            buttons[code, plain(entry.languages[code].button)].add(entry.id)
            for question in entry.languages[code].questions:
                asked[plain(question)].add(entry.id)
    for question, where in asked.items():
        if len(where) > 1:
            yield Problem(", ".join(sorted(where)), f"The same question is in several entries: “{question}”")
    for (code, button), where in buttons.items():
        if len(where) > 1:
            yield Problem(
                ", ".join(sorted(where)), f"{NAMES[code]}: several entries have the button “{button}”."
            )


def _in_words(error: object) -> str:
    assert isinstance(error, dict)
    place = " → ".join(str(part) for part in error["loc"]) or "file"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"

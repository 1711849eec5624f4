"""Sends questions to the running assistant and counts what becomes of them.

`python -m evaluation.evaluate FILE… [--address URL] [--misses FILE]`; a file is a CSV with the columns
lang, topic, style, text. The topic is an entry's id, an intent's name with hyphens, `oos`, `oos-near`, or
`danger-none` for an ordinary message that borrows words of danger.
"""

import csv
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import httpx
import typer
import yaml
from rich.console import Console
from rich.progress import track
from rich.table import Table

from orienta.faq.content import load_entries
from orienta.faq.danger import ENTRIES
from orienta.settings import ROOT

CLIENTS = 4
STRANGE = ("oos", "oos-near")
DANGER, NO_DANGER = "danger-", "danger-none"
COUNTED = ("right", "offered", "wrong", "unknown")


@dataclass(frozen=True)
class Question:
    """One row of the file."""

    lang: str
    topic: str
    style: str
    text: str


@dataclass(frozen=True)
class Result:
    """What the assistant made of a question."""

    question: Question
    verdict: str
    language: str
    said: str
    danger: str | None


def read(files: Sequence[Path]) -> list[Question]:
    """Read the questions of all files."""
    rows: list[Question] = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                rows.append(Question(row["lang"], row["topic"], row["style"], row["text"]))
    return rows


def ask(client: httpx.Client, question: Question) -> Result:
    """Send one question as a new conversation."""
    body = {"conversation": None, "id": str(uuid.uuid4()), "text": question.text, "language": None}
    answer = client.post("/api/messages", json=body).raise_for_status().json()
    said = answer["entry"] or "+".join(answer["candidates"]) or answer["intent"] or answer["outcome"]
    return Result(
        question,
        verdict(question, answer),
        answer["language"],
        f"{answer['outcome']}: {said}",
        answer["danger"],
    )


def verdict(question: Question, answer: dict[str, object]) -> str:
    """Judge an answer: right, offered (among the buttons), wrong or unknown."""
    outcome, intent = answer["outcome"], answer["intent"]
    if outcome == "error":
        return "wrong"
    if question.topic == NO_DANGER:
        return "wrong" if answer["danger"] else "right"
    if question.topic in STRANGE:
        return "wrong" if outcome == "answered" else "right"
    if question.topic.replace("-", "_") in _intents():
        if intent == question.topic.replace("-", "_"):
            return "right"
        return "unknown" if outcome == "unknown" else "wrong"
    if outcome == "answered":
        return "right" if answer["entry"] == question.topic else "wrong"
    if outcome == "clarify":
        return "offered" if question.topic in answer["candidates"] else "wrong"  # type: ignore[operator]
    return "unknown" if outcome == "unknown" else "wrong"


def table(title: str, groups: dict[str, list[Result]]) -> Table:
    """Show the shares of each group, in per cent."""
    shown = Table(title=title)
    for column in ("", "questions", *COUNTED, "language right"):
        shown.add_column(column, justify="left" if not column else "right")
    for name, results in sorted(groups.items()):
        counts = Counter(result.verdict for result in results)
        heard = [result for result in results if result.question.topic != "change-language"]
        right_language = sum(result.language == result.question.lang for result in heard)
        shares = [f"{100 * counts[what] / len(results):.1f}" for what in COUNTED]
        shown.add_row(name, str(len(results)), *shares, f"{100 * right_language / len(heard):.1f}")
    return shown


def danger_table(results: Sequence[Result]) -> Table:
    """Show, by language, how much danger was recognised and how often there was a false alarm, in per cent."""
    shown = Table(title="Danger")
    for column in (
        "",
        "in danger",
        "recognised",
        "with its kind",
        "borrowed words",
        "false",
        "ordinary",
        "false",
    ):
        shown.add_column(column, justify="left" if not column else "right")
    for language, heard in sorted(_by_language(results).items()):
        topics = [result.question.topic for result in heard]
        alarms = [result.danger is not None for result in heard]
        real = [t.startswith(DANGER) and t != NO_DANGER for t in topics]
        ordinary = [not t.startswith(DANGER) and t not in ENTRIES.values() for t in topics]
        kinds = [r.danger == r.question.topic.removeprefix(DANGER) for r in heard]
        borrowed = [topic == NO_DANGER for topic in topics]
        cells: list[str] = []
        for chosen, counted in ((real, (alarms, kinds)), (borrowed, (alarms,)), (ordinary, (alarms,))):
            cells.append(str(sum(chosen)))
            for what in counted:
                hits = sum(c and w for c, w in zip(chosen, what, strict=True))
                cells.append(f"{100 * hits / sum(chosen):.1f}" if any(chosen) else "")
        shown.add_row(language, *cells)
    return shown


def report(results: Sequence[Result], console: Console) -> None:
    """Print the counts by language and style."""
    console.print(danger_table(results))
    results = [result for result in results if not result.question.topic.startswith(DANGER)]
    if not results:
        return
    kinds = {"entries": [], "strange": [], "acts": []}  # type: dict[str, list[Result]]
    for result in results:
        topic = result.question.topic
        is_act = topic.replace("-", "_") in _intents()
        kinds["strange" if topic in STRANGE else "acts" if is_act else "entries"].append(result)
    entries = kinds["entries"]
    by_both = _group(entries, lambda r: f"{r.question.lang} {r.question.style}")
    console.print(table("Questions that the content answers, by language", _by_language(entries)))
    console.print(table("… by language and style", by_both))
    console.print(table("Dialogue acts", _by_language(kinds["acts"])))
    strange = _group(kinds["strange"], lambda r: f"{r.question.lang} {r.question.topic}")
    console.print(table("Questions that nothing answers (right: not answered)", strange))
    console.print(table("Everything, for the language", _by_language(results)))


def _by_language(results: Iterable[Result]) -> dict[str, list[Result]]:
    return _group(results, lambda r: r.question.lang)


def _group(results: Iterable[Result], key) -> dict[str, list[Result]]:  # type: ignore[no-untyped-def]
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return groups


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=10).is_success
    except httpx.HTTPError:
        return False


@lru_cache
def _intents() -> set[str]:
    files = (ROOT / "bot" / "domain").glob("*.yml")
    domains = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    acts = {intent for domain in domains for intent in domain.get("intents", [])}
    return acts - {"ask_question", "out_of_scope"}


def main(
    files: list[Path],
    address: Annotated[str, typer.Option(help="Where the assistant runs.")] = "http://127.0.0.1:8000",
    misses: Annotated[Path, typer.Option(help="Where to write what was not right.")] = ROOT
    / "reports"
    / "misses.csv",
) -> None:
    """Evaluate the running assistant on questions."""
    console = Console(width=100)
    known = (
        {entry.id for entry in load_entries()}
        | {i.replace("_", "-") for i in _intents()}
        | {*STRANGE, NO_DANGER}
    )
    questions = read(files)
    asked = [question for question in questions if question.topic in known]
    if not _answers(address):
        console.print(f"Nothing answers at {address}: start the assistant with `make run`, then try again.")
        raise typer.Exit(1)
    with (
        httpx.Client(base_url=address, timeout=60) as client,
        ThreadPoolExecutor(CLIENTS) as pool,
    ):
        answers = pool.map(lambda question: ask(client, question), asked)
        results = list(track(answers, "Asking…", total=len(asked), console=Console(stderr=True)))
    report(results, console)
    if left := len(questions) - len(asked):
        console.print(f"{left} questions are of topics that the content does not have; they were not asked.")
    misses.parent.mkdir(parents=True, exist_ok=True)
    with misses.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["lang", "topic", "style", "verdict", "said", "danger", "detected", "text"])
        for r in results:
            if r.verdict != "right" or r.language != r.question.lang or r.danger:
                q = r.question
                writer.writerow([q.lang, q.topic, q.style, r.verdict, r.said, r.danger, r.language, q.text])
    console.print(f"What was not right is in {misses}.")


if __name__ == "__main__":
    typer.run(main)

"""Holds little dialogues with the running assistant and counts how follow-ups are understood.

`python -m evaluation.follow_ups FILE [--address URL]`; a CSV with the columns lang, kind, first, then, topics.
`topics` are entries that would rightly answer `then`, joined by `|`; for the kind `two`, which asks two
things in one message, the two entries joined by `+`.
"""

import csv
import uuid
from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from evaluation.evaluate import COUNTED


def hold(client: httpx.Client, row: dict[str, str]) -> dict[str, Any]:
    """Say both messages in one conversation; return the answer to the last."""
    conversation, answer = None, {}
    for text in filter(None, (row["first"], row["then"])):
        body = {"conversation": conversation, "id": str(uuid.uuid4()), "text": text, "language": None}
        answer = client.post("/api/messages", json=body).raise_for_status().json()
        conversation = answer["conversation"]
    return answer


def verdict(row: dict[str, str], answer: dict[str, Any]) -> str:
    """Judge the answer: right, offered (among the buttons), wrong or unknown."""
    shown = [button["payload"] for reply in answer["replies"] for button in reply["buttons"]]
    if row["kind"] == "two":
        wanted = set(row["topics"].split("+"))
        found = {answer["entry"]} | {t for t in wanted if any(f'"{t}"' in payload for payload in shown)}
        if wanted <= found:
            return "right"
        return "offered" if wanted & found else "wrong"
    wanted = set(row["topics"].split("|"))
    if answer["entry"]:
        return "right" if answer["entry"] in wanted else "wrong"
    if answer["candidates"]:
        return "offered" if wanted & set(answer["candidates"]) else "wrong"
    return "unknown" if answer["outcome"] == "unknown" else "wrong"


def main(
    file: Path,
    address: Annotated[str, typer.Option(help="Where the assistant runs.")] = "http://127.0.0.1:8000",
    misses: Annotated[bool, typer.Option(help="Show what was not right.")] = False,
) -> None:
    """Print the shares by language and by kind, in per cent."""
    console = Console(width=100)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    with (
        file.open(encoding="utf-8-sig", newline="") as handle,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for row in csv.DictReader(handle):
            answer = hold(client, row)
            found = verdict(row, answer)
            for group in (row["lang"], row["kind"]):
                groups[group][found] += 1
            if misses and found != "right":
                said = answer["entry"] or answer["candidates"] or answer["intent"]
                console.print(
                    found, row["lang"], row["kind"], row["first"], "→", row["then"], row["topics"], said
                )
    shown = Table(title="Follow-ups")
    for column in ("", "dialogues", *COUNTED):
        shown.add_column(column, justify="left" if not column else "right")
    for group, counts in groups.items():
        total = counts.total()
        shown.add_row(group, str(total), *(f"{100 * counts[what] / total:.1f}" for what in COUNTED))
    console.print(shown)


if __name__ == "__main__":
    typer.run(main)

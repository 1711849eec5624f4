"""The command `orienta`: content in and out, the database, and old data out."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from alembic import command
from alembic.config import Config
from rich.console import Console
from rich.progress import track

from orienta import vectors
from orienta.appointments import demo as invented
from orienta.centres.checks import check_centres
from orienta.centres.content import load_centres, load_services
from orienta.centres.store import import_centres
from orienta.database import unit_of_work
from orienta.faq import knowledge, store
from orienta.faq.checks import check
from orienta.faq.content import FOLDER, dump_entry, load_entries
from orienta.faq.nlu import nlu_examples, rasa_examples
from orienta.privacy.forgetting import forget_old
from orienta.registration.export import Format, export
from orienta.settings import ROOT, settings

NLU = ROOT / "bot" / "data" / "nlu" / "ask_question.yml"
BATCH = 64

app = typer.Typer(no_args_is_help=True, help="Orienta's commands.")
content = typer.Typer(no_args_is_help=True, help="The answers: check, import and export them.")
app.add_typer(content, name="content")
registrations = typer.Typer(no_args_is_help=True, help="What people registered.")
app.add_typer(registrations, name="registrations")
console = Console()

Folder = Annotated[Path, typer.Argument(help="Folder of the entries' files.")]


@app.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    settings().data.mkdir(parents=True, exist_ok=True)
    command.upgrade(config, "head")


@content.command("check")
def check_content(folder: Folder = FOLDER) -> None:
    """Say what is missing or wrong in the entries' files."""
    entries, mistakes = check(folder, datetime.now(UTC).date())
    problems = [(one.file, one.what) for one in mistakes]
    if folder == FOLDER:
        problems += [(one.file, one.what) for one in check_centres(folder.parent)]
    for file, what in problems:
        console.print(f"[bold]{file}[/bold]  {what}", highlight=False)
    if problems:
        console.print(f"{len(problems)} things to mend in {len(entries)} entries.")
        raise typer.Exit(1)
    console.print(f"{len(entries)} entries are complete in four languages.")


@content.command("import")
def import_content(
    folder: Folder = FOLDER,
    overwrite: Annotated[bool, typer.Option(help="Replace what staff edited, too.")] = False,
) -> None:
    """Bring the entries' files into the database; edits of staff are left alone."""
    with unit_of_work() as session:
        done = store.import_entries(session, load_entries(folder), overwrite=overwrite)
        if folder == FOLDER:
            centres = import_centres(session, centres=load_centres(), services=load_services())
            console.print(f"{len(centres.added)} centres added, {len(centres.changed)} changed.")
            if centres.kept:
                console.print(f"Centres left alone, because staff edited them: {', '.join(centres.kept)}.")
    console.print(f"{len(done.added)} entries added, {len(done.changed)} changed.")
    if done.kept:
        console.print(f"Left alone, because staff edited them: {', '.join(done.kept)}.")
    with unit_of_work() as session:
        learnt = [sentence for sentence, _ in knowledge.examples(store.published(session))]
        sentences = store.without_vectors(session, knowledge.encoder(), learnt)
    steps = range(0, len(sentences), BATCH)
    for start in track(steps, "Reading the example questions…", console=console):
        with unit_of_work() as session:
            store.vectors(session, knowledge.encoder(), sentences[start : start + BATCH])


@content.command("export")
def export_content(folder: Folder) -> None:
    """Write every published entry to a file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with unit_of_work() as session:
        entries = store.published(session)
    for entry in entries:
        (folder / f"{entry.id}.yml").write_text(dump_entry(entry), encoding="utf-8")
    console.print(f"{len(entries)} entries written to {folder}.")


@content.command("vectors")
def ship_vectors() -> None:
    """Write the vectors of all example questions, Rasa's too, to models/encoder: a first start is then quick."""
    entries = load_entries()
    write_nlu()
    learnt = [sentence for sentence, _ in knowledge.examples(entries)]
    sentences = list(dict.fromkeys(learnt + rasa_examples(NLU.parent.rglob("*.yml"))))
    encoder = knowledge.encoder()
    vectors.ship([vectors.key(encoder, s) for s in sentences], vectors.encode(encoder, sentences))
    console.print(f"{len(sentences)} vectors written to {vectors.FILE}.")


@content.command("nlu")
def write_nlu() -> None:
    """Write Rasa's examples of ask_question and out_of_scope from the content."""
    others = rasa_examples(file for file in NLU.parent.rglob("*.yml") if file != NLU)
    NLU.write_text(nlu_examples(load_entries(), others), encoding="utf-8")


@registrations.command("export")
def export_registrations(
    kind: Annotated[
        Format, typer.Option(help="csv or jsonl, as docs/registration.md describes them.")
    ] = "csv",
) -> None:
    """Print the registrations of those who agreed that the labour ministry may have them."""
    with unit_of_work() as session:
        for line in export(session, kind):
            sys.stdout.write(line)


@app.command()
def demo(
    clear: Annotated[bool, typer.Option(help="Take the invented hours away again.")] = False,
) -> None:
    """Invent opening hours and places, so that appointments can be tried out; never on a real deployment."""
    with unit_of_work() as session:
        if clear:
            invented.clear(session)
            console.print("The invented hours are gone.")
            return
        filled = invented.fill(session)
    console.print(f"Invented hours and places at: {', '.join(filled) or 'no centre: all have hours'}.")


@app.command()
def purge() -> None:
    """Delete conversations and their messages whose time to keep is over."""
    with unit_of_work() as session:
        count = forget_old(session, now=datetime.now(UTC))
    console.print(f"{count} conversations deleted.")

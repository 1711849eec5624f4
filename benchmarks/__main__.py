"""`python -m benchmarks`: trains, starts and measures the stock bot, then ours, and shows both."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import bots
from benchmarks.machine import describe
from benchmarks.measure import measure
from benchmarks.parts import time_parts
from benchmarks.people import questions, small_talk
from benchmarks.processes import memory
from benchmarks.report import Measured, Whole, show
from tools.steps import ROOT, say

FILE = ROOT / "docs" / "performance.md"


def main() -> None:
    """Measure each bot by itself, the other one stopped."""
    where = describe()
    with TemporaryDirectory() as folder:
        say("Stock bot: training …")
        training = bots.make_stock(Path(folder))
        say("Stock bot: starting …")
        with bots.stock(Path(folder), small_talk) as running:
            fresh = memory()
            say("Stock bot: talking …")
            stock_rest = measure(running.doors["rest"], small_talk)
            stock = Whole(training, running.start_seconds, fresh, memory())
    talk = questions()
    say("Ours: training …")
    training = bots.train_ours()
    with TemporaryDirectory() as folder:
        say("Ours: starting …")
        with bots.ours(Path(folder), talk) as (running, assistant):
            fresh = memory()
            say("Ours: talking through Rasa's REST channel …")
            our_rest = measure(running.doors["rest"], talk)
            say("Ours: talking through the web API …")
            our_web = measure(running.doors["web"], talk)
            ours = Whole(training, running.start_seconds, fresh, memory())
            say("Ours: timing the parts of a turn …")
            parts = time_parts(assistant, talk)
    show(Measured(where, stock, ours, stock_rest, our_rest, our_web, parts), FILE)


if __name__ == "__main__":
    main()

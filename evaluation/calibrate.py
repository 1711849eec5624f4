"""Shows what another threshold would do, on questions kept for that (evaluation/calibration).

They are neither examples nor the questions that quality is reported on.
"""

from collections import Counter

from rich.console import Console
from rich.table import Table

from evaluation.evaluate import STRANGE, read
from orienta.database import unit_of_work
from orienta.faq import knowledge
from orienta.faq.answering import SURE, Outcome, decide
from orienta.settings import ROOT

TRIED = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def main() -> None:
    """Print, for each threshold, the shares of right, wrong and missing answers in per cent."""
    with unit_of_work() as session:
        known = knowledge.current(session)
    questions = read(sorted((ROOT / "evaluation" / "calibration").glob("*.csv")))
    questions = [q for q in questions if q.topic in known.entries or q.topic in STRANGE]
    matches = [known.matches(question.text) for question in questions]
    shown = Table(title=f"Answered from this likelihood on (now {SURE})")
    for column in ("from", "right", "offered", "wrong", "unknown", "oos answered"):
        shown.add_column(column, justify="right")
    for sure in TRIED:
        counts: Counter[str] = Counter()
        for question, found in zip(questions, matches, strict=True):
            outcome, entries = decide(found, sure=sure)
            if question.topic in STRANGE:
                counts["strange"] += 1
                counts["answered"] += outcome is Outcome.ANSWERED
                continue
            counts["asked"] += 1
            fits = question.topic in entries
            counts["right"] += outcome is Outcome.ANSWERED and fits
            counts["offered"] += outcome is Outcome.CLARIFY and fits
            counts["wrong"] += outcome is not Outcome.UNKNOWN and not fits
            counts["unknown"] += outcome is Outcome.UNKNOWN
        shares = [100 * counts[what] / counts["asked"] for what in ("right", "offered", "wrong", "unknown")]
        shares.append(100 * counts["answered"] / counts["strange"])
        shown.add_row(str(sure), *(f"{share:.1f}" for share in shares))
    Console().print(shown)


if __name__ == "__main__":
    main()

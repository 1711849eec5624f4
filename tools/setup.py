"""Everything that must be there before the assistant can run: environments, sentences, content, model."""

import os
import shutil
import sys

from tools.steps import ROOT, SetUpFailed, Step, find_uv, run_all

PYTHON = ".venv/bin/python"
LEAST_FREE_BYTES = 6 * 10**9
DOWNLOAD = (
    "Check the internet connection and run `make run` again: what was already downloaded is kept."
    " If a Python is missing, `uv python install 3.10 3.11` or your system's packages bring it."
)


def set_up() -> None:
    """Run every step that is due. Raises SetUpFailed."""
    database = f"{os.environ.get('ORIENTA_DATA') or 'var'}/orienta.db"
    uv = find_uv()
    if not (ROOT / "bot" / ".venv").exists() and shutil.disk_usage(ROOT).free < LEAST_FREE_BYTES:
        raise SetUpFailed("The disk is nearly full: Rasa needs 6 GB. Free some, then run `make run` again.")
    locks = ("pyproject.toml", "uv.lock", ".python-version")
    run_all(
        [
            Step(
                "Environment of the application",
                [uv, "sync", "--frozen"],
                locks,
                (".venv/bin/python",),
                DOWNLOAD,
            ),
            Step(
                "Environment of Rasa",
                [uv, "sync", "--frozen", "--project", "bot"],
                ("bot/pyproject.toml", "bot/uv.lock", ".python-version"),
                ("bot/.venv/bin/rasa",),
                DOWNLOAD,
            ),
        ],
        [
            Step(
                "Sentences",
                [".venv/bin/pybabel", "compile", "-d", "locales", "-D", "orienta"],
                ("locales/**/*.po",),
                tuple(f"locales/{code}/LC_MESSAGES/orienta.mo" for code in ("es", "en", "fr", "ht")),
                "A file in locales/ is not a valid catalogue: mend it and run `make run` again.",
            ),
            Step(
                "Database",
                [PYTHON, "-m", "orienta", "migrate"],
                ("migrations/**/*.py", "orienta/cli.py"),
                (database,),
                f"If the database is damaged, move {database} away and run `make run` again.",
            ),
        ],
        [
            Step(
                "Content",
                [PYTHON, "-m", "orienta", "content", "import"],
                ("content/**/*.yml", "models/encoder/*", "orienta/faq/*.py", "orienta/centres/*.py"),
                (database,),
                "`.venv/bin/orienta content check` says what is wrong in content/.",
            ),
            Step(
                "Training of Rasa",
                ["tools/train.sh"],
                (
                    "tools/train.sh",
                    "config.yml",
                    "bot/domain/*.yml",
                    "bot/data/**/*.yml",
                    "bot/nlu/*.py",
                    "content/**/*.yml",
                    "models/encoder/*",
                    "orienta/encoder.py",
                    "orienta/features.py",
                    "orienta/faq/nlu.py",
                ),
                ("models/orienta.tar.gz",),
                "`make train` shows all of its output.",
            ),
        ],
    )


if __name__ == "__main__":
    try:
        set_up()
    except SetUpFailed as failure:
        sys.exit(f"\n{failure}")

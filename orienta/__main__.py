"""`python -m orienta` is the command `orienta`."""

from orienta.cli import app

app()

.DEFAULT_GOAL := help
UV = $(shell command -v uv || echo var/uv/bin/uv)
.PHONY: python help run setup test check train messages evaluate follow-ups nlu calibrate bench bench-appointments encoder tune

python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    { echo "Python 3.11 is missing: install it from python.org or your system's packages, then try again." >&2; exit 1; }

help: ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: python ## Set up what is due and run the assistant
	@python3 -m tools.run

setup: python ## Only set up what is due
	@python3 -m tools.setup

test: setup ## Check the code and the content, then run every test
	@python3 -m tools.test

check: python ## Linters, types, import rules and content only
	@python3 -m tools.test --checks-only

train: ## Train Rasa and show all of its output
	@tools/train.sh

messages: ## Bring new sentences from orienta.pot into every language
	@.venv/bin/pybabel update -i locales/orienta.pot -d locales -D orienta

evaluate: ## Ask the running assistant the questions of FILE and count what becomes of them
	@.venv/bin/python -m evaluation.evaluate $(or $(FILE),tests/questions/*.csv tests/danger/*.csv)

follow-ups: ## Hold the dialogues of tests/follow_ups with the running assistant and count what it understands
	@.venv/bin/python -m evaluation.follow_ups tests/follow_ups/dialogues.csv

nlu: ## Cross-validate Rasa's intents; the report goes to reports/nlu
	@tools/cross_validate.sh

calibrate: ## Show what other thresholds would do, on the calibration questions
	@.venv/bin/python -m evaluation.calibrate

bench: ## Measure against a stock Rasa bot
	@.venv/bin/python -m benchmarks

bench-appointments: ## Measure the search for free places, a rush on a few places, and the outbox
	@.venv/bin/python -m benchmarks.appointments

encoder: ## Build the sentence encoder in an environment of its own (downloads 3 GB of torch)
	@UV_PROJECT_ENVIRONMENT=var/encoder-venv $(UV) run --frozen --group encoder python -m encoder.build $(FOLDER)

tune: ## Adapt the encoder to our examples and to the Creole translations of PARALLEL (35 minutes), then build it
	@UV_PROJECT_ENVIRONMENT=var/encoder-venv $(UV) run --frozen --group encoder python -m encoder.tune $(PARALLEL)
	@$(MAKE) encoder

#!/bin/sh
# Trains Rasa: its examples of questions come from the content.
set -e
cd "$(dirname "$0")/.."
# No cache: when the pipeline changes, Rasa 3.6 restores classifiers without their files.
export RASA_MAX_CACHE_SIZE=0
export RASA_TELEMETRY_ENABLED=false PYTHONPATH=. PYTHONWARNINGS=ignore TF_CPP_MIN_LOG_LEVEL=3
.venv/bin/python -m orienta content nlu
exec bot/.venv/bin/rasa train --domain bot/domain --data bot/data --config config.yml \
    --skip-validation --out models --fixed-model-name orienta

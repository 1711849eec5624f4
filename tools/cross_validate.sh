#!/bin/sh
# Rasa's own cross-validation of the intents, in three folds.
set -e
cd "$(dirname "$0")/.."
export RASA_MAX_CACHE_SIZE=0 RASA_TELEMETRY_ENABLED=false PYTHONPATH=. PYTHONWARNINGS=ignore TF_CPP_MIN_LOG_LEVEL=3
.venv/bin/python -m orienta content nlu
exec bot/.venv/bin/rasa test nlu --cross-validation --folds 3 --nlu bot/data/nlu --config config.yml \
    --domain bot/domain --out reports/nlu

#!/bin/sh
# Sets up, makes the demo region once, and serves it. A second run starts in seconds.
# PORT, HOST, DATA_DIR and SIZE are taken from the environment.
set -eu
cd "$(dirname "$0")/.."

scripts/setup.sh run

[ -z "${PORT:-}" ] || export PORTAL_PORT="$PORT"
[ -z "${HOST:-}" ] || export PORTAL_HOST="$HOST"
[ -z "${DATA_DIR:-}" ] || export PORTAL_DATA_DIR="$DATA_DIR"
[ -z "${SIZE:-}" ] || export PORTAL_DEMO_SIZE="$SIZE"

exec .venv/bin/python -m web.cli run --demo

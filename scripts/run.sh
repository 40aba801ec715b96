#!/bin/sh
# Sets up, makes the demo region once, and serves it. A second run starts in seconds.
# PORT, HOST, DATA_DIR and SIZE are taken from the environment; ENGINE=elastic: on a real Elasticsearch.
set -eu
cd "$(dirname "$0")/.."

engine=${ENGINE:-embedded}
case $engine in
    embedded) scripts/setup.sh run ;;
    elastic) scripts/setup.sh elastic ;;
    *) echo "ENGINE=$engine is unknown: embedded or elastic" >&2; exit 2 ;;
esac

[ -z "${PORT:-}" ] || export PORTAL_PORT="$PORT"
[ -z "${HOST:-}" ] || export PORTAL_HOST="$HOST"
[ -z "${DATA_DIR:-}" ] || export PORTAL_DATA_DIR="$DATA_DIR"
[ -z "${SIZE:-}" ] || export PORTAL_DEMO_SIZE="$SIZE"

if [ "$engine" = elastic ]; then exec .venv/bin/python -m web.cli demo-elastic --run; fi
exec .venv/bin/python -m web.cli run --demo

#!/bin/sh
# Sets up, makes the demo region once, and serves it. A second run starts in seconds.
# PORT, HOST, DATA_DIR and SIZE are taken from the environment.
set -eu
cd "$(dirname "$0")/.."

scripts/setup.sh run

data_dir=${DATA_DIR:-var}
size=${SIZE:-2000}
mkdir -p "$data_dir"
stamp=$data_dir/.demo
wanted="size=$size"

export PORTAL_DATA_DIR="$data_dir" PORTAL_DEMO=1
export PORTAL_PORT="${PORT:-8000}" PORTAL_HOST="${HOST:-127.0.0.1}"

if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    echo "Making a demo region of $size invented enterprises in $data_dir"
    rm -f "$stamp"
    .venv/bin/python -m web.cli demo --size "$size" --seed 1
    echo "$wanted" > "$stamp"
fi
exec .venv/bin/python -m web.cli run

#!/bin/sh
# Sets up, checks the house, then runs every test with the real parts it needs.
# What is missing on the machine is counted and named at the end; with CI=true that is a failure.
set -eu
cd "$(dirname "$0")/.."

# Hundreds of processes are started: compiled once, the portal's modules are there for the next one.
unset PYTHONDONTWRITEBYTECODE

scripts/setup.sh test
.venv/bin/python -m web.cli check

workers=${TEST_WORKERS:-2}
exec .venv/bin/python -m pytest -n "$workers" --dist loadgroup --no-loadscope-reorder --durations=10 -q "$@"

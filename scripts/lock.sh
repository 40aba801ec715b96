#!/bin/sh
# Writes requirements.lock anew: installs the newest allowed versions into a throw-away environment
# and notes them. Run the tests before keeping the result.
set -eu
cd "$(dirname "$0")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --upgrade pip setuptools
"$place/venv/bin/python" -m pip install --quiet --editable '.[test]'
{
    echo "# Exact versions of everything the portal and its tests run with, used as constraints by scripts/setup.sh."
    echo "# Made by scripts/lock.sh from a fresh environment."
    "$place/venv/bin/python" -m pip freeze --exclude-editable
    "$place/venv/bin/python" -m pip freeze --all | grep '^setuptools=='
} > requirements.lock
echo "requirements.lock: $(grep -c == requirements.lock) packages"

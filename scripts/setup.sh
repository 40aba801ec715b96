#!/bin/sh
# Makes the virtual environment and installs what is asked for. Safe to repeat: does nothing when
# pyproject.toml, requirements.lock and the Python are those of the last time.
# Usage: scripts/setup.sh run|elastic|test
# elastic: also what runs a real Elasticsearch here; test: that, and everything that tests need.
set -eu
cd "$(dirname "$0")/.."

what=${1:-run}
venv=.venv

say() { printf '%s\n' "$*"; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Python 3.11 or newer is needed and was not found. On Debian: sudo apt-get install python3 python3-venv" >&2
    say "Another one is used with: make PYTHON=/path/to/python3.11 run" >&2
    return 1
}

fingerprint() { cat pyproject.toml requirements.lock | "$venv/bin/python" -c '
import hashlib, sys
print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest(), sys.version.split()[0])'; }

if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    say "Making a virtual environment in $venv with $python"
    rm -rf "$venv"
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        say "The module venv of $python does not work. On Debian: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi

installed=none
for one in run elastic test; do
    if [ -f "$venv/.installed-$one" ]; then installed=$one; fi
done
case $installed-$what in
    test-*|elastic-run) what=$installed ;;  # more is there than is asked for
esac
stamp=$venv/.installed-$what
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$(fingerprint)" ]; then
    case $what in
        test) target='.[test]' ;;
        elastic) target='.[elastic-server]' ;;
        *) target=. ;;
    esac
    say "Installing packages (the first time takes a minute or two)"
    rm -f "$venv"/.installed-*
    PIP_CONSTRAINT=requirements.lock PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$venv/bin/python" -m pip install --quiet --no-compile --editable "$target"
    # pip would do it with one core, before anything else
    "$venv/bin/python" -m compileall -q -j 0 "$venv"/lib/python*/site-packages > /dev/null 2>&1 &
    fingerprint > "$stamp"
fi

if [ "${1:-run}" = test ]; then
    # without them the tests on a real Elasticsearch are counted as not run
    "$venv/bin/python" -m search.local_elastic || say "Go on without; to try again: scripts/setup.sh test" >&2
fi

po=i18n/locale/ug/LC_MESSAGES/messages.po
mo=${po%.po}.mo
if [ ! -f "$mo" ] || [ "$po" -nt "$mo" ]; then
    say "Compiling the Uyghur catalogue"
    "$venv/bin/python" -m i18n compile > /dev/null
fi
wait

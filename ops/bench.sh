#!/bin/sh
# Runs every measurement in tests/bench/, one after the other; each prints its numbers and its budget.
set -eu
cd "$(dirname "$0")/.."
bin="${VENV:-.venv}/bin"
for script in tests/bench/*.py; do
  [ -e "$script" ] || { echo "bench: there is no measurement in tests/bench/." >&2; exit 1; }
  echo "bench: $script"
  PYTHONPATH=. "$bin/python" "$script"
done

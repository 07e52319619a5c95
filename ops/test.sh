#!/bin/sh
# Runs every check and every test but the long batteries; stops at the first kind of check that fails.
set -eu
cd "$(dirname "$0")/.."
bin="${VENV:-.venv}/bin"

sh ops/lint.sh
echo "test: the tests"
exec "$bin/pytest" -q -n 2 --dist loadfile -m "not trust" --durations=10 tests "$@"

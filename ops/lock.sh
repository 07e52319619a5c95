#!/bin/sh
# Writes the lock files anew from the .in files: exact versions, a hash for every file, no address in them.
set -eu
cd "$(dirname "$0")/.."
venv="${VENV:-.venv}"
uv="$(command -v uv || echo "$venv/bin/uv")"
[ -x "$uv" ] || "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r ops/uv.txt
for name in requirements requirements-dev; do
  "$uv" pip compile --quiet --generate-hashes --python-version 3.11 --universal --no-header \
    --no-emit-index-url --no-annotate "$@" "$name.in" -o "$name.txt"
  echo "lock: wrote $name.txt"
done

#!/bin/sh
# Form, style, types and the contracts of the house.
set -eu
cd "$(dirname "$0")/.."
bin="${VENV:-.venv}/bin"

echo "lint: format"
"$bin/ruff" format --check --quiet . || { echo "lint: run \`make format\`." >&2; exit 1; }
echo "lint: style"
"$bin/ruff" check --quiet .
echo "lint: types"
"$bin/mypy" config.py wsgi.py models workflows forms views jobs
echo "lint: floors and columns"
"$bin/lint-imports" --no-logo

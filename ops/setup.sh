#!/bin/sh
# Makes the environment that the lock files name: `setup.sh run` or `setup.sh dev` (with what tests need).
# Does nothing when it is there already. VENV names another folder, PYTHON another interpreter.
set -eu
cd "$(dirname "$0")/.."
kind="${1:-run}"
venv="${VENV:-.venv}"
python="${PYTHON:-python3}"

say() { echo "set-up: $*"; }
stop() { echo "set-up: $*" >&2; exit 1; }
seal() { "$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"; }

case "$kind" in
  run) lock=requirements.txt ;;
  dev) lock=requirements-dev.txt ;;
  *) stop "say run or dev." ;;
esac
command -v "$python" >/dev/null 2>&1 || stop "Python is missing; install Python 3.11 (package python3)."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "Python 3.11 or newer is needed; PYTHON=/path/to/python names it."

sealed="$(seal "$lock")"
if [ -x "$venv/bin/python" ] && grep -qsx "$sealed" "$venv/.sealed"; then
  say "$venv is up to date."
  exit 0
fi

# uv is much faster; without it plain pip does the same from the same hashes.
find_uv() {
  if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
  if [ -x "$venv/bin/uv" ]; then echo "$venv/bin/uv"; return; fi
  if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r ops/uv.txt >/dev/null 2>&1; then echo "$venv/bin/uv"; fi
}

make_venv() {
  if command -v uv >/dev/null 2>&1 && uv venv --quiet --allow-existing --seed --python "$python" "$venv" 2>/dev/null; then return; fi
  if "$python" -m venv "$venv" 2>/dev/null && [ -x "$venv/bin/pip" ]; then return; fi
  rm -rf "$venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "the package python3-venv is missing; installing it."
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    if "$python" -m venv "$venv" 2>/dev/null; then return; fi
    rm -rf "$venv"
  fi
  if "$python" -m virtualenv --quiet "$venv" 2>/dev/null; then return; fi
  stop "cannot make an environment: install the package python3-venv (or virtualenv, or uv) and try again."
}

if [ ! -x "$venv/bin/python" ] || [ ! -x "$venv/bin/pip" ]; then
  say "making the environment in $venv."
  make_venv
fi
say "installing what $lock names; every file is checked against its hash."
rm -f "$venv/.sealed"
uv="$(find_uv || true)"
if [ -n "$uv" ] && "$uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"; then
  :
else
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    stop "the installation failed; is the package index reachable?"
fi
if [ "$kind" = dev ]; then
  # What tests need includes what running needs.
  { seal requirements-dev.txt; seal requirements.txt; } > "$venv/.sealed"
else
  seal requirements.txt > "$venv/.sealed"
fi
say "$venv is ready."

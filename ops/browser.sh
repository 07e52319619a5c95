#!/bin/sh
# Makes sure that there is a Chromium for the tests: the one CHROMIUM names, the system's, or a new one.
set -eu
cd "$(dirname "$0")/.."
venv="${VENV:-.venv}"
say() { echo "browser: $*"; }

if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then say "using $CHROMIUM."; exit 0; fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then say "using $(command -v "$name")."; exit 0; fi
done
own="$("$venv/bin/python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as p: print(p.chromium.executable_path)' 2>/dev/null || true)"
if [ -n "$own" ] && [ -x "$own" ]; then say "using Playwright's Chromium."; exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  say "none found; installing the package chromium."
  if apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; then
    say "using $(command -v chromium)."
    exit 0
  fi
fi
say "none found; asking Playwright for one."
if "$venv/bin/python" -m playwright install chromium; then exit 0; fi
echo "browser: no Chromium could be had. Install the package chromium, or set CHROMIUM=/path/to/it." >&2
exit 1

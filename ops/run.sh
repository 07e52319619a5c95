#!/bin/sh
# Brings the database up to date and serves the product on this machine. SAMPLE=1 serves the sample company.
set -eu
cd "$(dirname "$0")/.."
venv="${VENV:-.venv}"
port="${PORT:-5000}"
host="${HOST:-127.0.0.1}"
export COUNTERSIGN_BASE_URL="${COUNTERSIGN_BASE_URL:-http://127.0.0.1:$port}"

if [ -n "${SAMPLE:-}" ] && [ "$SAMPLE" != 0 ]; then
  # The sample company lives in files of its own and never beside real people.
  export DATABASE_URL="${DATABASE_URL:-sqlite:///$PWD/instance/sample.sqlite3}"
  export COUNTERSIGN_EVIDENCE_URL="${COUNTERSIGN_EVIDENCE_URL:-file://$PWD/instance/sample-evidence}"
fi
echo "run: bringing the database up to date."
"$venv/bin/flask" --app wsgi db upgrade
if [ -n "${SAMPLE:-}" ] && [ "$SAMPLE" != 0 ]; then
  echo "run: making the sample company, unless it is there."
  "$venv/bin/flask" --app wsgi sample load
fi
echo "run: Countersign is served at $COUNTERSIGN_BASE_URL (stop it with Ctrl-C)."
# One clock beside the server: reminders, expiry, mail. It outlives a lost database and ends with the server.
"$venv/bin/flask" --app wsgi jobs run &
clock=$!
"$venv/bin/python" -m gunicorn --worker-class gthread --workers "${WORKERS:-2}" --threads "${THREADS:-8}" \
  --no-control-socket --bind "$host:$port" 'wsgi:create_app()' &
server=$!
trap 'kill -TERM "$server" 2>/dev/null || true' INT TERM HUP
status=0
# A signal ends the first wait early; the second one waits for the server itself.
wait "$server" || status=$?
while kill -0 "$server" 2>/dev/null; do
  status=0
  wait "$server" || status=$?
done
kill -TERM "$clock" 2>/dev/null || true
wait "$clock" || true
exit "$status"

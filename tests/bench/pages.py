"""Measures the pages people open most on the sample company: SQL statements, weight and time beside a bare page.

The ratio is to the time of `/healthz` in the same run, so that it means the same on another machine.
Run: make bench
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from pathlib import Path

import flask_migrate

from config import read_settings
from tests.fixtures.counting import counted_statements
from workflows.people.sessions import NOWHERE
from workflows.people.signing_in import SignIn, sign_in
from workflows.sample import loading
from wsgi import create_app

PASSWORD = "a password for measuring"
PAGES = (
    ("home", "/", 8),
    ("systems", "/systems", 8),
    ("system", "/systems/SYS-1", 8),
    ("requests", "/requests", 8),
    ("review", "/requests/REQ-8", 14),
)
TIMES = 30


def main() -> None:
    """Loads the sample into a temporary SQLite file and prints one line per page."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            read_settings(
                {
                    "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
                    "COUNTERSIGN_ENV": "test",
                    "COUNTERSIGN_ARGON2": "test",
                    "COUNTERSIGN_INSTANCE": folder,
                    "COUNTERSIGN_LOG_LEVEL": "error",
                }
            )
        )
        with app.app_context():
            flask_migrate.upgrade()
            loading.load(PASSWORD)
        client = app.test_client()
        with app.app_context():
            token = sign_in(SignIn("maria.keller@halm.example", PASSWORD, NOWHERE))
        with client.session_transaction() as session:
            session["_user_id"] = token
        bare = median(client, "/healthz")
        print(f"{'page':10} {'SQL':>4} {'budget':>6} {'kB gz':>6} {'ms':>7} {'x bare':>7}")
        for name, path, budget in PAGES:
            with counted_statements(app) as statements:
                answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            weight = len(gzip.compress(answer.data)) / 1000
            took = median(client, path)
            print(
                f"{name:10} {len(statements):4} {budget:6} {weight:6.1f} {took * 1000:7.1f} {took / bare:7.1f}"
            )


def median(client: object, path: str) -> float:
    """Median seconds of some requests of one page."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(path)  # type: ignore[attr-defined]
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()

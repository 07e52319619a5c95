"""Measures the figures of the queue over 100,000 requests on SQLite: counting anew, one quiet sweep, and every page.

Requests are written in bulk past the use cases and have no entries but their rows, so counting them anew is a lower
bound. Raises AssertionError when a page takes another number of statements than with 1,000 requests or weighs too much.
Run: make bench, or this file with other sizes
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import flask_migrate

from config import read_settings
from tests.bench.committee_queue import Shape, best, weigh
from tests.fixtures.company import found
from tests.fixtures.databases import close
from tests.fixtures.doors import Door
from tests.fixtures.queue import in_review
from workflows.lifecycle.metrics.measuring import rebuild, sweep
from wsgi import create_app

SIZES = tuple(int(one) for one in sys.argv[1:]) or (1_000, 100_000)
PAGES = ("/queue/figures", "/queue/figures/time", "/queue/figures/load")
BYTES, ZIPPED = 60_000, 20_000


def main() -> None:
    """Prints one line per size and page."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            read_settings(
                {
                    "DATABASE_URL": f"sqlite:///{Path(folder) / 'figures.sqlite3'}",
                    "COUNTERSIGN_ENV": "test",
                    "COUNTERSIGN_ARGON2": "test",
                    "COUNTERSIGN_INSTANCE": folder,
                    "COUNTERSIGN_LOG_LEVEL": "error",
                }
            )
        )
        with app.app_context():
            flask_migrate.upgrade()
            company = found(app)
            shape = Shape(company, in_review(company))
            client, first = Door(company, "carla").client, {}
            for size in SIZES:
                shape.fill(size)
                anew = timed(rebuild)
                print(
                    f"{size:8,} requests: counted anew in {anew:.1f} s, a quiet sweep takes {timed(sweep):.3f} s"
                )
                for address in PAGES:
                    count, weight, zipped = weigh(app, client, address)
                    print(
                        f"  {address:22} {count:3} statements {weight / 1000:5.1f} kB {best(client, address) * 1000:7.1f} ms"
                    )
                    assert count == first.setdefault(address, count), (
                        f"{address}: {count} statements at {size}"
                    )
                    assert weight <= BYTES, f"{address}: {weight} bytes"
                    assert zipped <= ZIPPED, f"{address}: {zipped} bytes zipped"
            close(app)


def timed(act: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

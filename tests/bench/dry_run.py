"""Measures a dry run over 10,000 decided requests: the budget is 10 seconds, with its progress stored on the way.

Run: make bench
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from random import Random

import flask_migrate
from sqlalchemy import select

from config import read_settings
from models.dry_run import DryRun
from models.policy import Policy
from models.policy_version import PolicyVersion
from models.subject import Subject
from tests.fixtures.histories import History, history, store
from workflows.approvals.policies.body import load, to_body
from workflows.approvals.simulating.adding_up import flips
from workflows.approvals.simulating.sweep import go_on
from workflows.ground import clock
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction
from workflows.people.standing import everybody
from workflows.sample import loading
from wsgi import create_app

MANY, DIFFERENT = 10_000, 500
BUDGET_SECONDS = 10.0
GATE, TIER = "deployment", "limited"


def main() -> None:
    """Fills a temporary SQLite file and tries the live version and a stricter one."""
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
            loading.load("a password for measuring")
            live = fill()
            raw = json.loads(live.body)
            raw.pop("schema")
            raw["seats"].append({"role": "concerns_officer", "step": 1})
            print(f"{'dry run':12} {'requests':>9} {'flips':>7} {'s':>6} {'cpu s':>6} {'budget':>7}")
            for name, text in (("live", live.body), ("stricter", to_body(raw))):
                looked, found, took, cpu = measure(text)
                print(f"{name:12} {looked:9} {found:7} {took:6.2f} {cpu:6.2f} {BUDGET_SECONDS:7.1f}")
                assert name != "live" or found == 0, "the live version flips nothing"
                assert cpu <= BUDGET_SECONDS, "too slow"


def fill() -> PolicyVersion:
    """Writes the decided requests; returns the version they ran under."""
    random = Random(45)
    with transaction() as tx:
        version = tx.scalars(
            select(PolicyVersion).join(Policy).where(Policy.gate == GATE, Policy.tier == TIER)
        ).one()
        body = load(version.body)
        made: list[History] = []
        while len(made) < DIFFERENT:
            one = history(random, body)
            if one.outcome.value in ("approved", "rejected"):
                made.append(one)
        subject = tx.scalars(select(Subject).order_by(Subject.id)).first()
        assert subject is not None
        several = made * (MANY // DIFFERENT)
        store(tx, several, subject.id, subject.system_id, {f"{GATE}/{TIER}": version.id}, clock.now(tx))
    return version


def measure(text: str) -> tuple[int, int, float, float]:
    """Requests looked at, flips found, seconds by the clock and of the processor."""
    with transaction() as tx:
        run = DryRun(
            uuid=uuid7(),
            body=text,
            body_digest=sha256(text.encode()),
            asked_by_id=everybody(tx, clock.now(tx))[0].person_id,
            asked_at=clock.now(tx),
            status="waiting",
        )
        tx.add(run)
        tx.flush()
        key = run.id
    begun, cpu = time.perf_counter(), time.process_time()
    while go_on(key).handled:
        pass
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    done = reading().get_one(DryRun, key, populate_existing=True)
    assert done.status == "done", done.error
    return done.done, len(flips(json.loads(done.result))), took, cpu


if __name__ == "__main__":
    main()

"""A server that dies while people decide: what was acknowledged is there, once and whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import text

from config import HOME
from models.base import db
from tests.fixtures.company import PASSWORD, Company
from workflows.approvals.signing import Sign, purpose
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading
from workflows.people.proof import prove
from workflows.record.verify import verify

pytestmark = [pytest.mark.both_databases]

WORKER = """
import json, sys
from config import read_settings
from wsgi import create_app
from models.person import Person
from workflows.approvals.signing import Sign, sign_seat
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.transaction import reading
app = create_app(read_settings(json.loads(sys.argv[1])))
with app.app_context():
    print("ready", flush=True)
    for line in sys.stdin:
        work = json.loads(line)
        person = reading().get_one(Person, work.pop("by"))
        actor = Actor(ActorKind.PERSON, person.uuid, person.name, person.id)
        try:
            signed = sign_seat(actor, Sign(**work))
            print(json.dumps({"acknowledged": signed.signature_uuid}), flush=True)
        except Exception as error:
            print(json.dumps({"refused": repr(error)}), flush=True)
"""


def jobs(company: Company, number: int) -> list[dict[str, object]]:
    """Two signatures on each of three requests, proved and ready to be sent."""
    found = []
    for n in range(3):
        version = company.system(f"System {number}-{n}")
        company.classify(version, "limited")
        request = company.open(version, "design")
        company.answer_all(request, by="milo", files=False)
        company.submit(request)
        for name, seat in (("jide", "legal_counsel"), ("tom", "ai_governance_lead")):
            command = Sign(request, seat, "approve", company.request(request).digest, submit_id=uuid7())
            proof = prove(company[name], PASSWORD, purpose(command))
            found.append({**vars(command), "proof": proof, "by": company[name].person_id})
            del found[-1]["conditions"], found[-1]["points"]
    db.session.remove()
    return found


def start(environment: dict[str, str]) -> subprocess.Popen[str]:
    """A process of its own that signs what it is told to."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COUNTERSIGN_") and k != "DATABASE_URL"}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, json.dumps(environment)],
        cwd=HOME,
        env=kept | {"PYTHONPATH": str(HOME)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed(process: subprocess.Popen[str], work: list[dict[str, object]], after: float) -> list[str]:
    """Sends the work, kills the whole process group, and gives what had been acknowledged by then."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(json.dumps(one) + "\n" for one in work))
    process.stdin.flush()
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)
    said = [json.loads(line) for line in process.stdout if line.endswith("\n")]
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.stdout.close()
    assert not [one for one in said if "refused" in one]
    return [one["acknowledged"] for one in said]


def check(acknowledged: list[str], work: list[dict[str, object]]) -> None:
    """Nothing acknowledged is lost, nothing is there twice or by half, and the record is consistent."""
    session = reading()
    session.rollback()
    stored = list(session.execute(text("SELECT uuid FROM signature")).scalars())
    assert set(acknowledged) <= set(stored)
    told = list(session.execute(text("SELECT cause FROM outbox_fact WHERE event = 'seat:signed'")).scalars())
    assert sorted(told) == sorted(f"signature:{uuid}" for uuid in stored)
    entries = session.execute(text("SELECT count(*) FROM record_entry WHERE action LIKE 'seat:%signed'"))
    live = session.execute(text("SELECT count(*) FROM seat WHERE signature_id IS NOT NULL")).scalar()
    spent = session.execute(text("SELECT count(*) FROM sign_proof WHERE used_at IS NOT NULL")).scalar()
    assert entries.scalar() == live == spent == len(stored)
    halves = text(
        "SELECT count(*) FROM approval_request r LEFT JOIN stage_move m ON m.request_id = r.id "
        "WHERE (r.status = 'approved') <> (m.id IS NOT NULL)"
    )
    assert session.execute(halves).scalar() == 0
    report = verify()
    assert report.verdict == "consistent", report
    assert work


def check_kills(company: Company, environment: dict[str, str], times: int) -> None:
    """Kills a signing process at random moments and checks what is left each time."""
    dice, acknowledged, everything = random.Random(7), [], []
    for number in range(times):
        work = jobs(company, number)
        acknowledged += killed(start(environment), work, dice.uniform(0.0, 0.25))
        everything += work
        check(acknowledged, everything)


def test_g17_a_killed_server_loses_and_doubles_no_decision(
    house: Flask, company: Company, environment: dict[str, str]
) -> None:
    check_kills(company, environment, 2)


@pytest.mark.trust
def test_g17_ten_kills_lose_and_double_no_decision(
    house: Flask, company: Company, environment: dict[str, str]
) -> None:
    check_kills(company, environment, 10)


def test_s01_two_processes_decide_the_same_seats_and_each_is_filled_once(
    house: Flask, company: Company, environment: dict[str, str]
) -> None:
    work = jobs(company, 0)
    pair = [start(environment), start(environment)]
    said: list[dict[str, str]] = []
    for process in pair:
        assert process.stdin is not None
        process.stdin.write("".join(json.dumps(one) + "\n" for one in work))
        process.stdin.flush()
    for process in pair:
        out, _ = process.communicate(timeout=60)
        said += [json.loads(line) for line in out.splitlines()]
    won = [one["acknowledged"] for one in said if "acknowledged" in one]
    lost = [one["refused"] for one in said if "refused" in one]
    assert (len(won), len(lost)) == (6, 6), said
    assert all("Replayed" in one or "Conflict" in one for one in lost), lost
    check(won, work)

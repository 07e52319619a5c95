"""Verifies the record on somebody's demand and writes down that it was verified, up to where, and the result."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.transaction import transaction
from workflows.record import Thing, append
from workflows.record.log import log_uuid
from workflows.record.report import Report
from workflows.record.verify import verify
from workflows.record.words import VERIFIED


@dataclass(frozen=True)
class VerifyRecord:
    """The wish to have every entry checked now."""

    submit_id: str | None = None


@dataclass(frozen=True)
class Verified:
    """The result, and the event under which it was written down."""

    event: str
    report: Report


def verify_record(actor: Actor, command: VerifyRecord) -> Verified:
    """Checks every entry and appends an entry with the verdict, so that later readers see when it was checked last.

    The result is kept in the record itself: a table beside it could be edited to say "consistent".
    """
    report = verify()
    with transaction() as tx:
        held = claim(tx, actor, command)
        now = clock.now(tx)
        event = append(
            tx,
            now,
            actor,
            VERIFIED,
            about=Thing("record", report.log or log_uuid(tx, now), report.checked, label="the record"),
            changes={"verification": [None, report.as_plain()]},
        )
        held.settle(f"/record/verifications/{event}")
    return Verified(event, report)

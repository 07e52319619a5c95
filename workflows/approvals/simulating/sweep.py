"""Works through dry runs in chunks: reads without a lock, stores the progress, and writes nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.dry_run import DryRun
from models.enums import OPEN_STATUSES
from models.policy_version import PolicyVersion
from models.subject import Subject
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.simulating import machine
from workflows.approvals.simulating.adding_up import Found, add
from workflows.approvals.simulating.ended import read_ended
from workflows.approvals.simulating.past import Tried
from workflows.approvals.simulating.running import DECIDED, try_ended, try_open
from workflows.ground import clock
from workflows.ground.fencing import is_over
from workflows.ground.refused import Refused, Unavailable
from workflows.ground.sweeping import Swept, lock_due
from workflows.ground.transaction import reading, transaction
from workflows.people.standing import everybody

CHUNK = 1000
LONGEST_SECONDS = 20.0
"""One run of the sweep works no longer than this; the next one goes on."""

_log = structlog.get_logger("countersign")


def sweep(limit: int = 1000) -> Swept:
    """Goes on with every dry run that is not done; safe to call any number of times at once."""
    begun = time.monotonic()
    total = Swept()
    for _ in range(limit):
        key = _next()
        if key is None or is_over() or time.monotonic() - begun > LONGEST_SECONDS:
            break
        total += go_on(key)
    return total


def go_on(run_id: int, chunk: int = CHUNK) -> Swept:
    """Looks at the next requests of one dry run and stores how far it came."""
    tx = reading()
    run = tx.get(DryRun, run_id, populate_existing=True)
    if run is None or run.status not in machine.UNDONE:
        return Swept()
    after_id, done, result = run.after_id, run.done, json.loads(run.result)
    try:
        body = load(run.body)
        requests = _following(tx, body, after_id, chunk)
        found = _look(tx, requests, body, run.body_digest) if requests else []
    except Unavailable:
        raise
    except (Refused, LookupError, ValueError) as error:
        _log.error("dry_run_failed", run=run_id, exc_info=True)
        return _store_failure(run_id, after_id, getattr(error, "code", "dry_run_broke"))
    finally:
        tx.rollback()
    last = found[-1].request_id if found else after_id
    text = json.dumps(add(result, found), ensure_ascii=False)
    return _store(run_id, after_id, done + len(found), last, text, is_last=len(found) < chunk)


def _next() -> int | None:
    tx = reading()
    key: int | None = tx.scalars(
        select(DryRun.id).where(DryRun.status.in_(machine.UNDONE)).order_by(DryRun.id).limit(1)
    ).first()
    tx.rollback()
    return key


def _following(tx: Session, body: PolicyBody, after_id: int, chunk: int) -> Sequence[ApprovalRequest]:
    return tx.scalars(
        select(ApprovalRequest)
        .where(
            ApprovalRequest.gate == body.gate,
            ApprovalRequest.tier == body.tier,
            ApprovalRequest.id > after_id,
        )
        .order_by(ApprovalRequest.id)
        .limit(chunk)
    ).all()


def _look(tx: Session, requests: Sequence[ApprovalRequest], body: PolicyBody, digest: str) -> list[Found]:
    now = clock.glance()
    past = read_ended(tx, [one for one in requests if one.status in DECIDED])
    tried = Tried(body, frozenset(grant.role for one in everybody(tx, now) for grant in one.grants))
    labels = dict(
        tx.execute(
            select(Subject.id, Subject.label).where(Subject.id.in_({r.subject_id for r in requests}))
        ).all()
    )
    numbers = dict(
        tx.execute(
            select(PolicyVersion.id, PolicyVersion.number).where(
                PolicyVersion.id.in_({one.policy_version_id for one in requests})
            )
        ).all()
    )
    found = []
    for one in requests:
        is_open = one.status in OPEN
        differs = None
        if is_open:
            differs = try_open(tx, one, body, digest, now)
        elif one.id in past:
            differs = try_ended(one.status, past[one.id], tried)
        found.append(
            Found(
                one.id,
                labels.get(one.subject_id, ""),
                one.status,
                _month(one.decided_at or now),
                is_open,
                one.id in past,
                numbers[one.policy_version_id],
                differs,
            )
        )
    return found


OPEN = frozenset(status.value for status in OPEN_STATUSES)


def _month(at: datetime) -> str:
    return f"{at.year:04}-{at.month:02}"


def _locked(tx: Session, run_id: int, after_id: int) -> DryRun | None:
    """The dry run, while it is where we left it: another process may have been quicker."""
    return lock_due(
        tx, DryRun, DryRun.id == run_id, DryRun.status.in_(machine.UNDONE), DryRun.after_id == after_id
    )


def _store(run_id: int, after_id: int, done: int, last: int, result: str, is_last: bool) -> Swept:
    with transaction() as tx:
        run = _locked(tx, run_id, after_id)
        if run is None:
            return Swept()
        machine.went_on(run, done, last, result)
        if is_last:
            machine.finished(run, clock.now(tx))
        return Swept(1)


def _store_failure(run_id: int, after_id: int, code: str) -> Swept:
    with transaction() as tx:
        run = _locked(tx, run_id, after_id)
        if run is not None:
            machine.failed(run, clock.now(tx), code)
        return Swept(0, 1)

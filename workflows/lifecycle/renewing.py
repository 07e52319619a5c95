"""Opens renewals before approvals lapse, and asks for a decision about what runs on although its approval has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import Gate
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.naming import about, place
from workflows.approvals.requests import new_request
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.sweeping import Swept, each, lock_due
from workflows.inventory.frozen import team_facts
from workflows.lifecycle.opening import PASSED_OVER
from workflows.lifecycle.running_out import due_for_renewal, grace_days, lapsed
from workflows.lifecycle.successors import inherit
from workflows.lifecycle.suspension_reviews import may_ask, open_review
from workflows.lifecycle.versions import of_subject
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append


def sweep(limit: int = 200) -> Swept:
    """Opens the renewals that are due, and a suspension review where the grace of the policy is over."""
    due = each("renewals", lambda tx: _find(tx, due_for_renewal(_today(tx)), limit), _renew)
    return due + each("lapsed", lambda tx: _find_lapsed(tx, limit), _ask_to_suspend)


def _today(tx: Session) -> Any:
    return today(tx, clock.now(tx))


def _find(tx: Session, query: Select[int], limit: int) -> Sequence[int]:
    return tx.scalars(query.limit(limit)).all()


def _find_lapsed(tx: Session, limit: int) -> Sequence[int]:
    """Without those that an earlier review lets go on; they must not use up the places of the others."""
    now = clock.now(tx)
    found = tx.execute(
        select(SystemVersion.id, SystemVersion.subject_id, SystemVersion.cleared_until).where(
            SystemVersion.id.in_(lapsed(tx, now, today(tx, now)).order_by(None))
        )
    ).all()
    keys = [key for key, subject, until in found if may_ask(tx, now, subject, _cause(str(until)))]
    return sorted(keys)[:limit]


def _locked(tx: Session, key: int) -> tuple[Subject, SystemVersion] | None:
    """The version under the lock of its subject; None when another act has it."""
    of = select(SystemVersion.subject_id).where(SystemVersion.id == key).scalar_subquery()
    subject = lock_due(tx, Subject, Subject.id == of)
    return (subject, of_subject(tx, subject.id, lock=True)) if subject is not None else None


def _is_among(tx: Session, query: Select[int], key: int) -> bool:
    """The question of the sweep once more, about one locked version."""
    return tx.scalars(query.where(SystemVersion.id == key)).first() is not None


def _renew(tx: Session, key: int) -> bool:
    """Opens one renewal as a draft on the team's turn."""
    locked = _locked(tx, key)
    if locked is None:
        return False
    (subject, version), now = locked, clock.now(tx)
    if not _is_among(tx, due_for_renewal(today(tx, now)), key):
        return False
    request = _draft(tx, now, subject, version)
    inherited = inherit(tx, now, request, version)
    append(
        tx,
        now,
        CLOCK,
        "request:opened",
        about=about(request, subject),
        changes={
            "gate": [None, Gate.RENEWAL.value],
            "target": [None, version.stage],
            "inherited": [None, inherited],
            "renews": [None, _day(version)],
        },
        **place(request, subject),
    )
    team = team_facts(tx, version.system_id, version.id, now).team
    put(tx, now, "renewal:opened", ("request", request.uuid), f"until:{_day(version)}", team)
    return True


def _draft(tx: Session, now: datetime, subject: Subject, version: SystemVersion) -> ApprovalRequest:
    """The renewal; an adopted version passed no gate, so its renewal asks for all that the others ask."""
    lapses = _day(version)
    detail: dict[str, Any] = {
        "renews": lapses,
        "why": {"code": "why_renewal_due", "params": {"until": lapses}},
    }
    return new_request(
        tx,
        now,
        None,
        subject,
        kind="gate",
        gate=Gate.RENEWAL.value,
        tier=tx.get_one(AiSystem, version.system_id).tier,
        from_stage=version.stage,
        target_stage=version.stage,
        detail=detail | ({"catch_up": PASSED_OVER} if version.adopted else {}),
    )


def _ask_to_suspend(tx: Session, key: int) -> bool:
    """Opens one suspension review for a version that runs on after approval and grace."""
    locked = _locked(tx, key)
    if locked is None:
        return False
    (subject, version), now = locked, clock.now(tx)
    if not _is_among(tx, lapsed(tx, now, today(tx, now)), key):
        return False
    tier = tx.get_one(AiSystem, version.system_id).tier or "high"
    params = {"until": _day(version), "grace": grace_days(tx, now).get(tier, 0)}
    request = open_review(
        tx, now, CLOCK, subject, version, _cause(_day(version)), "why_renewal_overdue", params
    )
    if request is None:
        return False
    team = team_facts(tx, version.system_id, version.id, now).team
    put(tx, now, "renewal:overdue", ("version", version.uuid), f"until:{_day(version)}", team)
    return True


def _cause(day: str) -> str:
    return f"clearance:{day}"


def _day(version: SystemVersion) -> str:
    return version.cleared_until.isoformat() if version.cleared_until else ""

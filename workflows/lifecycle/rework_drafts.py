"""Opens a draft rework by rule, when something says that a running version is not as it was approved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import OPEN_STATUSES, Gate
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import Change, load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.requests import new_request
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.inventory.frozen import team_facts
from workflows.inventory.wording import LABEL
from workflows.lifecycle.doors import why_not
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.versions import of_subject, state_now
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append

AFTER_INCIDENT, NEW_MODEL = "incident_", "model_replaced_"
"""How the rows of the routing table begin that answer a broken limit, and a model that behaves otherwise."""


def ask_for_rework(
    tx: Session, now: datetime, actor: Actor, version_id: int, words: str, answers: str = AFTER_INCIDENT
) -> str | None:
    """Opens a draft rework for a running version whose subject is locked; gives its ref.

    `answers` is how the row of the routing table begins that says where such a change leads back to.

    None when one is open already, when the version does not run, or when no policy in force routes such a change:
    the team then has its turn all the same. A draft binds nobody; the team hands it in or withdraws it.
    """
    found = tx.get_one(SystemVersion, version_id)
    subject = tx.get_one(Subject, found.subject_id)
    version = of_subject(tx, subject.id, lock=True)
    system = tx.get_one(AiSystem, version.system_id)
    if version.stage not in LIVE or any(
        one.gate == Gate.REWORK for one in lock_open_requests(tx, subject.id, OPEN_STATUSES)
    ):
        return None
    change = _route(tx, now, system, answers)
    if change is None or change.to_stage is None:
        return None
    state = state_now(tx, now, version, system)
    if why_not(state, Gate.REWORK.value, change.to_stage, today(tx, now)):
        return None
    request = new_request(
        tx,
        now,
        None,
        subject,
        kind="gate",
        gate=Gate.REWORK.value,
        tier=system.tier,
        from_stage=version.stage,
        target_stage=change.to_stage,
        detail=_detail(change, words, _label(tx, system.id, version.label)),
    )
    changes = {"gate": [None, Gate.REWORK.value], "target": [None, change.to_stage], "inherited": [None, 0]}
    here = about(request, subject)
    append(tx, now, actor, "request:opened", about=here, changes=changes, **place(request, subject))
    team = team_facts(tx, version.system_id, version.id, now).team
    put(tx, now, "request:opened", ("request", request.uuid), "rule", team)
    return ref("REQ", request.id)


def _detail(change: Change, words: str, next_label: str) -> dict[str, Any]:
    """What the request says about the change; what runs goes on until the team says otherwise."""
    return {
        "change": change.key,
        "change_text": words,
        "to": change.to_stage,
        "next_label": next_label,
        "old_version": "keep",
        "limits": "",
    }


def _route(tx: Session, now: datetime, system: AiSystem, answers: str) -> Change | None:
    """The row of the routing table for such a change; None when no policy is in force."""
    try:
        body = load(policy_in_force(tx, Gate.REWORK.value, system.tier, now).body)
    except Refused:
        return None
    return next((one for one in body.routing if one.key.startswith(answers)), None)


def _label(tx: Session, system_id: int, label: str) -> str:
    """A label for the next version that no version of the system has; the team may change it."""
    count = tx.scalar(select(func.count()).where(SystemVersion.system_id == system_id)) or 0
    return f"{label[: LABEL - 16]} rework {count}"

"""What every page of the team's side starts from: the request, who reads it, and what they may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.person import Person
from models.subject import Subject
from workflows.approvals.access import require_hand, require_sight, require_standing
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import request_key
from workflows.approvals.machine import is_final
from workflows.approvals.policies.words import gate_label, stage_label
from workflows.approvals.turns import because, is_over
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading
from workflows.people.standing import Standing


@dataclass(frozen=True)
class Said:
    """A sentence by its code, with what fills it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """A request as its reader finds it; `hindrance` says why the reader only reads."""

    tx: Session
    request: ApprovalRequest
    subject: Subject
    reader: Standing
    now: datetime
    hindrance: Said | None


@dataclass(frozen=True)
class RequestHead:
    """What the head of every page of a request says; `builds` is false where answering bars nobody,
    `itself` says why it opened by itself."""

    ref: str
    gate: str
    gate_label: str
    label: str
    system_ref: str
    tier: str
    status: str
    kind: str
    target: str
    round_number: int
    on_hold: bool
    due_at: datetime | None
    opened_at: datetime
    turn_since: datetime
    is_open: bool
    hindrance: Said | None
    itself: Said | None = None

    @property
    def builds(self) -> bool:
        """Whether answering an item makes a builder, who cannot sign."""
        return by_team(self.kind)

    @property
    def with_team(self) -> bool:
        """Whether it can be handed in now."""
        return self.status in ("draft", "changes_requested")


def sit_down(actor: Actor, request_ref: str) -> Desk:
    """The request for whoever may know of it; raises NotFound for strangers as for what does not exist."""
    tx = reading()
    request = tx.get(ApprovalRequest, request_key(request_ref))
    if request is None:
        raise NotFound("not_found")
    subject, now = tx.get_one(Subject, request.subject_id), clock.glance()
    try:
        reader, hindrance = require_hand(tx, actor, subject, request, now), None
    except NotFound:
        raise
    except Refused as refused:
        require_sight(tx, actor, request)
        reader, hindrance = require_standing(tx, actor, now), Said(refused.code, refused.params)
    if is_final(request.status):
        hindrance = Said("request_ended")
    elif is_over(request.status, request.expires_at, now):
        hindrance = Said("request_expired")
    return Desk(tx, request, subject, reader, now, hindrance)


def head_of(desk: Desk) -> RequestHead:
    """The head of the page."""
    request = desk.request
    over = is_over(request.status, request.expires_at, desk.now)
    return RequestHead(
        ref=ref("REQ", request.id),
        gate=request.gate,
        gate_label=gate_label(request.gate),
        label=desk.subject.label,
        system_ref=ref("SYS", request.system_id),
        tier=request.tier,
        status="expired" if over else request.status,
        kind=request.kind,
        target=stage_label(request.target_stage),
        round_number=request.round_number,
        on_hold=request.on_hold,
        due_at=request.due_at,
        opened_at=request.opened_at,
        turn_since=request.turn_since,
        is_open=not over and not is_final(request.status),
        hindrance=desk.hindrance,
        itself=Said(*why) if (why := because(request.detail)) else None,
    )


def request_head(actor: Actor, request_ref: str) -> RequestHead:
    """The head alone, for pages that ask for one thing."""
    return head_of(sit_down(actor, request_ref))


def names_of(tx: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names by key, in one statement."""
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return {}
    return dict(tx.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())

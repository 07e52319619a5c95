"""What a message outside says: the thing as it stands when the message is sent, thin, without names of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import SeatStatus
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.policies.words import gate_label, role_label
from workflows.ground.canonical import canonical_bytes, instant
from workflows.ground.ids import ref
from workflows.notices.hooks.outside import outside
from workflows.notices.things import matter

MOST_BYTES = 20_000


@dataclass(frozen=True)
class Said:
    """One fact with what its thing looks like now; `refs` go to programs, the words to chat rooms."""

    event: str
    at: datetime
    ref: str = ""
    url: str = ""
    system_ref: str = ""
    system: str = ""
    subject: str = ""
    gate: str = ""
    gate_label: str = ""
    tier: str = ""
    status: str = ""
    round_number: int = 0
    cause: str = ""
    due_at: datetime | None = None
    waits_for: tuple[str, ...] = ()


def look(tx: Session, event: str, subject: Sequence[str], at: datetime) -> Said:
    """Reads the thing anew: a message that waited says what is so now, not what was so when it was queued."""
    base = outside().base_url
    found = matter(tx, *subject)
    if found is None:
        return Said(event, at, url=base)
    system = tx.get(AiSystem, found.system_id) if found.system_id else None
    facts: dict[str, Any] = {
        "ref": found.ref,
        "url": f"{base}{found.path}",
        "system_ref": ref("SYS", system.id) if system else "",
        "system": system.name if system else "",
    }
    if found.request is not None:
        facts |= _of_request(tx, found.request)
    return Said(event, at, **facts)


def _of_request(tx: Session, request: ApprovalRequest) -> dict[str, Any]:
    turn = select(Seat.role).where(
        Seat.request_id == request.id, Seat.status == SeatStatus.OPEN, Seat.turn_since.is_not(None)
    )
    cause = tx.scalars(select(ApprovalRound.cause).where(ApprovalRound.id == request.round_id)).first()
    open_now = request.status == "in_review"
    return {
        "subject": tx.get_one(Subject, request.subject_id).label,
        "gate": request.gate,
        "gate_label": gate_label(request.gate),
        "tier": request.tier,
        "status": request.status,
        "round_number": request.round_number,
        "cause": cause or "",
        "due_at": request.due_at if open_now else None,
        "waits_for": tuple(dict.fromkeys(role_label(role) for role in tx.scalars(turn))) if open_now else (),
    }


def thin_body(said: Said) -> bytes:
    """The message for a program: what happened, to which ref, how it stands, and where to look; under 20 kB."""
    data = {
        "ref": said.ref,
        "url": said.url,
        "system": said.system_ref,
        "gate": said.gate,
        "tier": said.tier,
        "status": said.status,
        "round": said.round_number or None,
        "due_at": instant(said.due_at) if said.due_at else None,
    }
    kept = {name: value for name, value in data.items() if value not in ("", None)}
    body = canonical_bytes({"type": said.event, "timestamp": instant(said.at), "data": kept})
    assert len(body) < MOST_BYTES
    return body

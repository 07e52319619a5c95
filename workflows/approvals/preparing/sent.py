"""The confirmation after a request was sent: its round, whose turn it is now, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.approval_round import ApprovalRound
from models.enums import SeatStatus
from models.policy_version import PolicyVersion
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.crew import crew_of
from workflows.approvals.preparing.desk import RequestHead, head_of, sit_down
from workflows.approvals.rules import bars
from workflows.ground.actor import Actor


@dataclass(frozen=True)
class TurnLine:
    """A seat whose turn it is, and who could fill it."""

    role_label: str
    since: datetime | None
    people: tuple[str, ...]


@dataclass(frozen=True)
class SentPage:
    """What the sender needs to know; `later` are the roles of the steps that follow."""

    head: RequestHead
    sent_at: datetime | None
    digest: str
    said: str
    turn: tuple[TurnLine, ...]
    later: tuple[str, ...]


def sent(actor: Actor, request_ref: str) -> SentPage:
    """The confirmation, for everybody who may know of the request; raises NotFound for others."""
    desk = sit_down(actor, request_ref)
    tx, request = desk.tx, desk.request
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    seats = seats_of(tx, request.id)
    facts = load_facts(tx, desk.subject, request, body, seats, desk.now).request
    still = [seat for seat in seats if seat.status == SeatStatus.OPEN]
    crew = crew_of(tx, {seat.role for seat in still}, facts, desk.now)
    round_ = tx.get(ApprovalRound, request.round_id) if request.round_id else None
    now = {(seat.role, seat.turn_since): seat for seat in still if seat.turn_since}
    return SentPage(
        head=head_of(desk),
        sent_at=request.submitted_at,
        digest=request.digest,
        said=round_.note if round_ else "",
        turn=tuple(
            TurnLine(
                role_label(seat.all_roles),
                seat.turn_since,
                tuple(one.name for one in crew.holding(seat.role) if not bars(one, view(seat), facts)),
            )
            for seat in now.values()
        ),
        later=tuple(dict.fromkeys(role_label(seat.all_roles) for seat in still if not seat.turn_since)),
    )

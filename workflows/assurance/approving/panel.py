"""What the page of a record says about its approval: by which request, whether it still holds, who would decide."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, SeatMode
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.words import role_label
from workflows.assurance.approving.approvable import approval_of
from workflows.ground.clock import glance
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.inventory.registers import declaring


@dataclass(frozen=True)
class Approval:
    """How the approval of a record stands; refs are empty where there is no such request.

    `holds` while the record says what was approved, `lost` when it was approved and has moved since. `deciders` and
    `askers` are the roles that sign and that may put it forward at its present level.
    """

    ref: str
    address: str
    approved_by: str
    holds: bool
    open_request: str
    deciders: tuple[str, ...]
    askers: tuple[str, ...]

    @property
    def lost(self) -> bool:
        """Whether an approval was there and no longer covers what the record says."""
        return bool(self.approved_by) and not self.holds


def approval_standing(tx: Session, record: RegisterRecord) -> Approval:
    """The approval of a record, in two statements."""
    one, here = declaring.of(record.register), ref(declaring.of(record.register).prefix, record.id)
    open_id = tx.scalars(
        select(ApprovalRequest.id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .where(
            Subject.uuid == record.uuid,
            ApprovalRequest.status.in_([status.value for status in OPEN_STATUSES]),
        )
        .limit(1)
    ).first()
    body = _policy(tx, record)
    seats = body.seats if body else ()
    return Approval(
        ref=here,
        address=f"/registers/{one.area}/{here}/ask",
        approved_by=ref("REQ", record.approved_request_id) if record.approved_request_id else "",
        holds=bool(record.approved_digest) and record.digest == record.approved_digest,
        open_request=ref("REQ", open_id) if open_id else "",
        deciders=tuple(_said(seat) for seat in seats if seat.mode is SeatMode.DECIDES),
        askers=tuple(role_label(role) for role in body.submit_by) if body else (),
    )


def _policy(tx: Session, record: RegisterRecord) -> PolicyBody | None:
    """The policy that a request about a record of this level would run under; None when nobody is asked."""
    how = approval_of(record.register)
    tier = how.tier(record.level)
    if tier is None:
        return None
    try:
        return load(policy_in_force(tx, how.gate, tier, glance()).body)
    except Refused:
        return None


def _said(seat: SeatRule) -> str:
    return str(role_label(seat.all_roles))

"""Opens rounds: freezes the content, keeps or clears signatures by their scope digest, and says why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.condition import Condition
from models.enums import Decision, Involvement, RoundCause, SeatStatus
from models.seat import Seat
from models.signature import Signature
from workflows.approvals.bundles import compare, scope_digest
from workflows.approvals.content import Content, bundle_of
from workflows.approvals.involving import note
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7

KEPT = frozenset(
    {Decision.APPROVE, Decision.APPROVE_WITH_CONDITIONS, Decision.ADVISE_FOR, Decision.ADVISE_AGAINST}
)


@dataclass(frozen=True)
class Opened:
    """A round that was opened: its digest, what changed, whose seats were cleared."""

    number: int
    digest: str
    changed: tuple[str, ...]
    cleared: tuple[int, ...]

    def entry(self) -> dict[str, Any]:
        """What the record says of it."""
        return {
            "round": [self.number - 1 or None, self.number],
            "digest": [None, self.digest],
            "changed": [None, list(self.changed)],
            "seats_cleared": [None, len(self.cleared)],
        }


def open_round(
    tx: Session,
    now: datetime,
    request: ApprovalRequest,
    seats: Sequence[Seat],
    content: Content,
    cause: RoundCause,
    submitter_id: int | None = None,
    said: str = "",
) -> Opened | None:
    """Freezes the present content as the next round of a locked request.

    Submitting always opens one; every other cause only when the digest has moved, so that a save without a change
    clears nothing. Returns None when there was nothing to open.
    """
    bundle = bundle_of(tx, request, content)
    digest = sha256(bundle.encode("utf-8"))
    handed_in = cause in (RoundCause.SUBMITTED, RoundCause.RESUBMITTED)
    if digest == request.digest and not handed_in:
        return None
    before = _bundle_before(tx, request)
    row = ApprovalRound(
        uuid=uuid7(),
        request_id=request.id,
        number=request.round_number + 1,
        cause=cause.value,
        bundle=bundle,
        digest=digest,
        note=said,
        submitter_id=submitter_id,
        at=now,
    )
    tx.add(row)
    tx.flush()
    request.round_number, request.round_id, request.digest = row.number, row.id, digest
    request.submitted_at = now if handed_in else request.submitted_at
    changes = compare(before, bundle) if before else ()
    cleared = _clear(tx, seats, bundle, cause, [change.key for change in changes])
    _note_authors(tx, now, request, content)
    if submitter_id is not None:
        note(tx, now, request.id, submitter_id, Involvement.SUBMITTED, str(row.number))
    return Opened(row.number, digest, tuple(change.key for change in changes), cleared)


def _bundle_before(tx: Session, request: ApprovalRequest) -> str | None:
    if request.round_id is None:
        return None
    return tx.scalars(select(ApprovalRound.bundle).where(ApprovalRound.id == request.round_id)).one()


def _clear(
    tx: Session, seats: Sequence[Seat], bundle: str, cause: RoundCause, changed: Sequence[str]
) -> tuple[int, ...]:
    """Clears every seat whose signature no longer covers what is asked; returns their keys."""
    live = [seat for seat in seats if seat.signature_id is not None]
    if not live:
        return ()
    signed = dict(
        tx.execute(
            select(Signature.id, Signature.scope_digest).where(
                Signature.id.in_([s.signature_id for s in live])
            )
        ).all()
    )
    cleared = []
    for seat in live:
        scope = json.loads(seat.scope)
        kept = seat.decision in KEPT and signed.get(seat.signature_id or 0) == scope_digest(bundle, scope)
        if not kept:
            in_scope = [key for key in changed if not scope or key in scope or key == "subject"]
            clear_seat(tx, seat, f"cleared_{cause.value}", {"changed": ", ".join(in_scope) or "–"})
            cleared.append(seat.id)
    return tuple(cleared)


def clear_seat(tx: Session, seat: Seat, code: str, params: dict[str, Any]) -> None:
    """Takes the live signature out of a seat; the signature stays, it no longer counts. Its conditions fall."""
    seat.holder_id = seat.for_id = seat.signature_id = seat.decision = seat.turn_since = None
    seat.status = SeatStatus.OPEN.value
    seat.note_code, seat.note_params = code, json.dumps(params, ensure_ascii=False)
    tx.execute(
        update(Condition)
        .where(Condition.seat_id == seat.id, Condition.status == "proposed")
        .values(status="void")
    )


def _note_authors(tx: Session, now: datetime, request: ApprovalRequest, content: Content) -> None:
    for author_id, ref, roles in content.authors():
        for role in roles:
            note(tx, now, request.id, author_id, Involvement.WROTE_RECORD, ref, role)

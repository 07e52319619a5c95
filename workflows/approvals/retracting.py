"""Takes back one's own signature while the request is in review: the seat opens again, nothing older revives."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import RequestStatus
from workflows.approvals import turning
from workflows.approvals.access import require_sight, require_standing
from workflows.approvals.facts import seats_of
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import about, place
from workflows.approvals.rounds import clear_seat
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.record import append


@dataclass(frozen=True)
class Retract:
    """Takes the actor's live signature out of its seat, with a reason."""

    request_ref: str
    seat_key: str
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Retracted:
    """The request whose seat is open again."""

    ref: str
    seat_key: str


def retract_signature(actor: Actor, command: Retract) -> Retracted:
    """Opens the actor's seat again; the signature stays in the record and no longer counts.

    Raises Conflict once the request is decided, NotFound when the seat is not the actor's.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        require_sight(tx, actor, request)
        if not actor.is_person:
            raise Refused("persons_only")
        seats = seats_of(tx, request.id, lock=True)
        seat = next((s for s in seats if s.key == command.seat_key), None)
        if seat is None or seat.holder_id != standing.person_id:
            raise NotFound("not_found")
        if request.status != RequestStatus.IN_REVIEW or request.on_hold:
            raise Conflict("not_in_review_now", status=request.status)
        if not command.reason.strip():
            raise Refused("retract_reason", field="reason")
        before = seat.decision
        clear_seat(tx, seat, "cleared_by_retraction", {})
        turning.settle(seats, now)
        append(
            tx,
            now,
            actor,
            "seat:retracted",
            about=about(request, subject),
            changes={"seat": [None, seat.role], "decision": [before, None]},
            **place(request, subject),
            personal={actor.uuid: {"reason": command.reason.strip()}},
        )
        put(tx, now, "seat:retracted", ("request", request.uuid), f"seat:{seat.uuid}:{now.isoformat()}", [])
        return Retracted(command.request_ref, command.seat_key)

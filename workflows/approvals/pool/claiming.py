"""Takes a seat that several may sign, so that the others need not, and gives it back."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.approvals.facts import view
from workflows.approvals.naming import about, place
from workflows.approvals.policies.words import role_label
from workflows.approvals.pool.actions import CLAIMED, RELEASED
from workflows.approvals.pool.claims import LASTS, require_free
from workflows.approvals.pool.desk import sit_down
from workflows.approvals.reminding.whose import signers
from workflows.approvals.rules import bars
from workflows.approvals.words import say_bar
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.record import append


@dataclass(frozen=True)
class ClaimSeat:
    """I take this seat: I will sign it."""

    request_ref: str
    seat_key: str
    submit_id: str | None = None


@dataclass(frozen=True)
class ReleaseSeat:
    """I give the seat back to whoever else may sign it."""

    request_ref: str
    seat_key: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Settled:
    """The request and the seat that was acted on."""

    ref: str
    seat_key: str


def claim_seat(actor: Actor, command: ClaimSeat) -> Settled:
    """Takes an open seat for the actor, who must be able to sign it; taking it again lengthens the claim.

    Raises Refused with the rule of section 4 that bars the actor, Conflict when somebody else keeps the seat.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        desk = sit_down(tx, actor, command.request_ref)
        seat, me = desk.open_seat(command.seat_key), desk.standing
        for bar in bars(me, view(seat), desk.facts):
            raise Refused(say_bar(bar), **dict(bar.params))
        require_free(tx, seat, {me.person_id}, desk.facts, desk.now)
        for other in desk.seats:
            mine = other.id != seat.id and other.claimed_by_id == me.person_id
            if mine and other.claimed_at is not None and other.claimed_at + LASTS > desk.now:
                raise Conflict("claim_other_seat", role=role_label(other.all_roles))
        seat.claimed_by_id, seat.claimed_at = me.person_id, desk.now
        tx.flush()
        append(
            tx,
            desk.now,
            actor,
            CLAIMED,
            about=about(desk.request, desk.subject),
            changes={"seat": [None, seat.role]},
            **place(desk.request, desk.subject),
        )
        cause = f"claim:{seat.uuid}:{desk.now.isoformat()}"
        put(tx, desk.now, "seat:claimed", ("request", desk.request.uuid), cause, [])
        return Settled(command.request_ref, seat.key)


def release_seat(actor: Actor, command: ReleaseSeat) -> Settled:
    """Gives a taken seat back; raises Conflict when the actor does not keep it."""
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        desk = sit_down(tx, actor, command.request_ref)
        seat = desk.open_seat(command.seat_key)
        if seat.claimed_by_id != desk.standing.person_id:
            raise Conflict("seat_not_claimed")
        seat.claimed_by_id = seat.claimed_at = None
        tx.flush()
        append(
            tx,
            desk.now,
            actor,
            RELEASED,
            about=about(desk.request, desk.subject),
            changes={"seat": [None, seat.role]},
            **place(desk.request, desk.subject),
        )
        cause = f"release:{seat.uuid}:{desk.now.isoformat()}"
        told = signers(tx, desk.now, desk.subject, desk.request) - {desk.standing.person_id}
        put(tx, desk.now, "seat:released", ("request", desk.request.uuid), cause, told)
        return Settled(command.request_ref, seat.key)

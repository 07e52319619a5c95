"""The governance lead asks one person to sign a seat; the others of the role still may, section 4 alone decides."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.approvals.facts import view
from workflows.approvals.naming import about, place
from workflows.approvals.pool.actions import ASSIGNED
from workflows.approvals.pool.claiming import Settled
from workflows.approvals.pool.desk import Desk, overseers_now, sit_down
from workflows.approvals.rules import bars
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.standing import Standing, standing_of
from workflows.record import append


@dataclass(frozen=True)
class AssignSeat:
    """Somebody is asked to sign a seat; the reason may stay empty."""

    request_ref: str
    seat_key: str
    person_id: int
    reason: str = ""
    submit_id: str | None = None


def assign_seat(actor: Actor, command: AssignSeat) -> Settled:
    """Asks a person who may sign it, and ends the claim of anybody else.

    An assignment directs the turn and the notices and bars nobody. Raises NotAllowed for whoever does not watch over
    the seats, Refused with what bars the chosen person, Conflict when they are asked already.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        desk = sit_down(tx, actor, command.request_ref)
        require_overseer(desk)
        seat = desk.open_seat(command.seat_key)
        person = standing_of(tx, command.person_id, desk.now)
        if person is None:
            raise Refused("assign_whom", field="choice")
        for bar in bars(person, view(seat), desk.facts):
            raise Refused(bar.code, field="choice", **{**bar.params, "name": person.name})
        if seat.assigned_to_id == person.person_id:
            raise Conflict("assigned_already", field="choice", name=person.name)
        before = {one for one in (seat.assigned_to_id, seat.claimed_by_id) if one is not None}
        if seat.claimed_by_id != person.person_id:
            seat.claimed_by_id = seat.claimed_at = None
        seat.assigned_to_id, seat.assigned_at = person.person_id, desk.now
        seat.assigned_by_id = desk.standing.person_id
        tx.flush()
        _tell(desk, actor, seat.role, person, command.reason.strip())
        cause = f"assign:{seat.uuid}:{desk.now.isoformat()}"
        about_it = ("request", desk.request.uuid)
        put(tx, desk.now, "seat:assigned", about_it, cause, [person.person_id])
        if before - {person.person_id}:
            put(tx, desk.now, "seat:handed-on", about_it, cause, before - {person.person_id})
        return Settled(command.request_ref, seat.key)


def require_overseer(desk: Desk) -> None:
    """Raises NotAllowed unless the actor watches over the seats of this request."""
    watching = overseers_now(desk.tx, desk.facts, desk.now)
    if desk.standing.person_id not in {one.person_id for one in watching}:
        raise NotAllowed("not_an_assigner")


def _tell(desk: Desk, actor: Actor, role: str, person: Standing, reason: str) -> None:
    personal = {person.uuid: {"name": person.name}}
    if reason:
        personal.setdefault(actor.uuid, {})["reason"] = reason
    append(
        desk.tx,
        desk.now,
        actor,
        ASSIGNED,
        about=about(desk.request, desk.subject),
        changes={"seat": [None, role], "person": [None, person.uuid]},
        **place(desk.request, desk.subject),
        personal=personal,
    )

"""What becomes of a question to stand in: agreed, declined, or ended by one of the two."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delegation import Delegation
from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people import hooks
from workflows.people.delegating import actions
from workflows.people.delegating.both import hold_both, require_person
from workflows.people.delegating.lent import lent
from workflows.people.delegating.proposing import enter, require_no_knot
from workflows.people.standing import standing_of


@dataclass(frozen=True)
class AnswerDelegation:
    """The delegate agrees to stand in, or does not."""

    delegation_uuid: str
    agreed: bool
    submit_id: str | None = None


@dataclass(frozen=True)
class EndDelegation:
    """One of the two ends it before its time, or takes the question back."""

    delegation_uuid: str
    submit_id: str | None = None


def answer_delegation(actor: Actor, command: AnswerDelegation) -> None:
    """Keeps the delegate's answer; from then on it counts for requests that are handed in later.

    Raises NotFound for anybody else, Conflict when it is over or answered, Refused when it became a knot meanwhile.
    """
    person_id = require_person(actor)
    with transaction() as tx:
        claim(tx, actor, command, "/absence")
        row = _lock(tx, command.delegation_uuid)
        now = clock.now(tx)
        if row.delegate_id != person_id:
            raise NotFound("not_found")
        if row.accepted_at or row.declined_at or row.ended_at or row.ends_at <= now:
            raise Conflict("lend_over")
        delegator = tx.get_one(Person, row.delegator_id)
        if command.agreed:
            standing = standing_of(tx, row.delegator_id, now)
            if standing is None or not standing.active:
                raise Refused("lend_closed", name=delegator.name)
            require_no_knot(tx, row.delegator_id, row.delegate_id, row.starts_at, row.ends_at, row.id)
            row.accepted_at = now
        else:
            row.declined_at = now
        tx.flush()
        word = "accepted" if command.agreed else "declined"
        enter(tx, now, actor, actions.ACCEPTED if command.agreed else actions.DECLINED, row, delegator)
        put(tx, now, f"delegation:{word}", ("delegation", row.uuid), word, [row.delegator_id])


def end_delegation(actor: Actor, command: EndDelegation) -> None:
    """Ends it at once; what was signed by it keeps counting, what is open goes back to the delegator.

    Raises NotFound for anybody but the two, Conflict when it is over already.
    """
    person_id = require_person(actor)
    with transaction() as tx:
        claim(tx, actor, command, "/absence")
        row = _lock(tx, command.delegation_uuid)
        now = clock.now(tx)
        if person_id not in (row.delegator_id, row.delegate_id):
            raise NotFound("not_found")
        if row.ended_at or row.declined_at or row.ends_at <= now:
            raise Conflict("lend_over")
        was = lent(row)
        row.ended_at = row.over_told_at = now
        other_id = row.delegate_id if person_id == row.delegator_id else row.delegator_id
        tx.flush()
        enter(tx, now, actor, actions.ENDED, row, tx.get_one(Person, other_id))
        put(tx, now, "delegation:ended", ("delegation", row.uuid), "ended", [other_id])
        if was.runs(now):
            hooks.delegation_moved(tx, now, was, begun=False)


def _lock(tx: Session, uuid: str) -> Delegation:
    """The delegation after its two persons, all locked and read anew; raises NotFound."""
    pair = tx.execute(
        select(Delegation.delegator_id, Delegation.delegate_id).where(Delegation.uuid == uuid)
    ).one_or_none()
    if pair is None:
        raise NotFound("not_found")
    hold_both(tx, pair)
    return tx.scalars(
        select(Delegation)
        .where(Delegation.uuid == uuid)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()

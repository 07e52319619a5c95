"""Signs the fast lane open again, after it has closed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.role_grant import ORG
from workflows.approvals.access import require_standing
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.fast_lane.facts import standing_stop
from workflows.lifecycle.fast_lane.room import lock_lane, thing
from workflows.outbox import put
from workflows.people.days import day_of, organisation_zone
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold, holders
from workflows.record import append

CHAIR = "committee_chair"
TOLD = (CHAIR, "committee_member", "ai_governance_lead")
STATEMENT = "I, {name}, as {role}, open the fast lane again, which closed by itself on {day}."


@dataclass(frozen=True)
class ReopenLane:
    """Why the lane can be open again; `stop_id` is the stop that was shown."""

    stop_id: int
    reason: str
    proof: str = ""
    submit_id: str | None = None


def purpose(command: ReopenLane) -> str:
    """What the proof of the credential is bound to."""
    return f"lane-reopen:{command.stop_id}"


def statement_for(name: str, closed: date) -> str:
    """The exact sentence that is shown before and stored after."""
    return STATEMENT.format(name=name, role=role_label(CHAIR), day=closed.isoformat())


def may_reopen(standing: Standing) -> bool:
    """Whether this person signs the lane open."""
    return standing.holds(CHAIR, {ORG})


def reopen_lane(actor: Actor, command: ReopenLane) -> None:
    """Opens the lane; what was judged before no longer counts towards the next closing.

    Raises NotAllowed for everybody but the chair, Conflict when it is open or closed anew, Refused without a reason.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, f"{command.stop_id}")
        policy, now = lock_lane(tx), clock.now(tx)
        standing = require_standing(tx, actor, now)
        if not may_reopen(standing):
            raise NotAllowed("lane_reopen_who")
        stop = standing_stop(tx)
        if stop is None or stop.id != command.stop_id:
            raise Conflict("lane_open_already")
        if not command.reason.strip():
            raise Refused("lane_reopen_reason", field="reason")
        used = consume(tx, actor, command.proof, purpose(command), now)
        stop.reopened_at, stop.reopened_by_id, stop.standing = now, standing.person_id, False
        stop.printed_name, stop.role, stop.reason = standing.name, CHAIR, command.reason.strip()
        stop.statement = statement_for(standing.name, day_of(stop.closed_at, organisation_zone(tx)))
        stop.authenticated_by, stop.authenticated_at = used.method, used.at
        tx.flush()
        append(
            tx,
            now,
            actor,
            "lane:reopened",
            about=thing(policy),
            changes={"open": [False, True]},
            personal={actor.uuid: {"reason": stop.reason, "statement": stop.statement}},
        )
        people = [one.person_id for one in holders(tx, TOLD, {ORG}, now)]
        put(tx, now, "lane:reopened", ("fast_lane", policy.uuid), f"open:{stop.uuid}", people)

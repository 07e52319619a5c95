"""Changes a condition in force: another owner, or a later day by a new decision of the seat that set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.condition import Condition
from models.subject import Subject
from workflows.approvals.conditions.act import begin, why_no_judge
from workflows.approvals.conditions.due import end_of
from workflows.approvals.conditions.offering import Done
from workflows.approvals.policies.words import role_label
from workflows.approvals.words import say_bar
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.days import organisation_zone, today
from workflows.people.proof import consume
from workflows.people.standing import hold, standing_of

LONGEST = 2_000
EXTENDING = "I, {name}, for the seat {role}, give {ref} of {label} until {day}, because: {reason}"


@dataclass(frozen=True)
class ChangeOwner:
    """Gives a condition to somebody else."""

    condition_ref: str
    person_id: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class ExtendCondition:
    """Gives a condition more time."""

    condition_ref: str
    due_on: date
    reason: str
    proof: str = ""
    submit_id: str | None = None


def change_owner(actor: Actor, command: ChangeOwner) -> Done:
    """The governance lead or whoever signed the seat names another owner; raises Refused for anybody else."""
    with transaction() as tx:
        claim(tx, actor, command, command.condition_ref)
        act = begin(tx, actor, command.condition_ref)
        if not act.leads and act.standing.person_id != act.signer_id:
            raise Refused("condition_not_yours_to_give")
        person = standing_of(tx, command.person_id, act.now)
        if person is None or not person.active:
            raise Refused("term_owner", field="person")
        if person.person_id == act.condition.owner_id:
            raise Refused("condition_same_owner", field="person")
        _require_reason(command.reason)
        before = standing_of(tx, act.condition.owner_id, act.now)
        act.condition.owner_id = person.person_id
        act.enter(
            "condition:owner:changed",
            {"owner": [before.uuid if before else None, person.uuid]},
            {"reason": command.reason.strip()},
        )
        cause = f"owner:{act.condition.revision}"
        put(tx, act.now, "condition:set", ("condition", act.condition.uuid), cause, [person.person_id])
        return Done(act.ref, act.condition.status)


def purpose(condition_ref: str, due_on: date) -> str:
    """What the proof of the credential is bound to."""
    return f"condition:{condition_ref}:extend:{due_on.isoformat()}"


def extend_condition(actor: Actor, command: ExtendCondition) -> Done:
    """Gives more time: a new decision of the seat's role, with reason and credential, within the policy's maximum.

    Raises Refused beside the field for a day that is no extension or lies beyond the maximum from today.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.condition_ref)
        act = begin(tx, actor, command.condition_ref)
        bar = why_no_judge(act)
        if bar is not None:
            raise Refused(say_bar(bar) if bar.rule else bar.code, **dict(bar.params))
        _require_reason(command.reason)
        latest = latest_day(tx, act.now, act.body.conditions_max_days)
        if not act.condition.due_on < command.due_on <= latest or command.due_on < today(tx, act.now):
            raise Refused("condition_extend_due", field="due_on", latest=latest.isoformat())
        used = consume(tx, actor, command.proof, purpose(command.condition_ref, command.due_on), act.now)
        statement = statement_for(
            act.standing.name, act.seat.role, act.condition, act.subject, command.due_on, command.reason
        )
        before, act.condition.due_on = act.condition.due_on, command.due_on
        act.condition.due_at = end_of(command.due_on, organisation_zone(tx))
        act.condition.overdue_at = act.condition.soon_told_at = None
        act.enter(
            "condition:extended",
            {
                "due_on": [before.isoformat(), command.due_on.isoformat()],
                "seat": [None, act.seat.role],
                "authenticated_by": [None, used.method],
                "statement_sha256": [None, sha256(statement.encode("utf-8"))],
            },
            {"reason": command.reason.strip(), "statement": statement},
        )
        cause = f"due:{command.due_on.isoformat()}"
        told = [act.condition.owner_id]
        put(tx, act.now, "condition:set", ("condition", act.condition.uuid), cause, told)
        return Done(act.ref, act.condition.status)


def latest_day(tx: Session, now: datetime, most: int) -> date:
    """The last day that a decision of today can give."""
    return today(tx, now) + timedelta(days=most)


def statement_for(
    name: str, role: str, condition: Condition, subject: Subject, due_on: date, reason: str
) -> str:
    """The exact sentence of an extension."""
    return EXTENDING.format(
        name=name,
        role=role_label(role),
        ref=ref("COND", condition.id),
        label=subject.label,
        day=due_on.isoformat(),
        reason=reason.strip(),
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("condition_change_reason", field="reason")
    if len(reason) > LONGEST:
        raise Refused("text_too_long", field="reason", most=LONGEST)

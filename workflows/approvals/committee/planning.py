"""Plans sessions: a sitting on a date of the committee, or a circulation with a deadline, and who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.role_grant import ORG
from workflows.approvals.committee import actions
from workflows.approvals.committee.charter import CHAIR
from workflows.approvals.committee.machine import PLANNED
from workflows.approvals.committee.members import deputies_now
from workflows.approvals.committee.room import Act, begin, leads_committee, require_lead, thing
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused, Several
from workflows.ground.transaction import transaction
from workflows.people.days import organisation_zone, today, zone_of
from workflows.people.standing import standings
from workflows.record import append

SITTING, CIRCULATION = "sitting", "circulation"
LONGEST = timedelta(days=92)


@dataclass(frozen=True)
class PlanSession:
    """A session: `date_uuid` of the sitting's date, or the last day of a circulation; chair and secretary by key."""

    kind: str
    title: str
    chair_id: int
    secretary_id: int
    date_uuid: str = ""
    deadline: date | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class NameOfficers:
    """Another chair or secretary of a session that is not closed."""

    session_ref: str
    chair_id: int
    secretary_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class CallOffSession:
    """A planned session that will not be."""

    session_ref: str
    submit_id: str | None = None


def plan_session(actor: Actor, command: PlanSession) -> str:
    """Plans a session and gives its ref; raises NotAllowed for others, Several beside what does not hold."""
    with transaction() as tx:
        now = clock.now(tx)
        standing = require_lead(tx, actor, now)
        held = claim(tx, actor, command)
        when, problems = _when(tx, command, now)
        if not command.title.strip() or len(command.title) > 120:
            problems.append(Refused("session_title", field="title"))
        problems += _officer_problems(tx, now, command.chair_id, command.secretary_id)
        if problems:
            raise Several(problems)
        session = CommitteeSession(
            uuid=uuid7(),
            kind=command.kind,
            title=" ".join(command.title.split()),
            status=PLANNED,
            chair_id=command.chair_id,
            secretary_id=command.secretary_id,
            made_by_id=standing.person_id,
            made_at=now,
            **when,
        )
        tx.add(session)
        tx.flush()
        changes = {"kind": [None, session.kind], "deadline_at": [None, session.deadline_at]}
        append(tx, now, actor, actions.PLANNED, about=thing(session), changes=changes)
        held.settle(ref("MTG", session.id))
        return ref("MTG", session.id)


def name_officers(actor: Actor, command: NameOfficers) -> None:
    """Names who leads and who writes; the lead, the chair and the officers may. Raises Several beside fields."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require("planned", "open")
        problems = _officer_problems(tx, act.now, command.chair_id, command.secretary_id)
        if problems:
            raise Several(problems)
        known = standings(tx, [*_officers(act), command.chair_id, command.secretary_id], act.now)
        before = [known[key].uuid for key in _officers(act)]
        act.session.chair_id, act.session.secretary_id = command.chair_id, command.secretary_id
        after = [known[key].uuid for key in _officers(act)]
        act.enter(actions.OFFICERS, {"officers": [before, after]})


def _officers(act: Act) -> list[int]:
    return [key for key in (act.session.chair_id, act.session.secretary_id) if key is not None]


def call_off_session(actor: Actor, command: CallOffSession) -> None:
    """Calls a planned session off; its date stays in the calendar until it is called off there."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        if not leads_committee(act.standing):
            raise NotAllowed("committee_not_led")
        act.require(PLANNED)
        act.session.called_off_at = act.now
        act.enter(actions.CALLED_OFF, {"called_off": [False, True]})


def _when(tx: Session, command: PlanSession, now: datetime) -> tuple[dict[str, Any], list[Refused]]:
    """When it is: the key of a free date ahead, or the instant at which the last day ends."""
    if command.kind == CIRCULATION:
        day = today(tx, now)
        last = command.deadline
        if last is None or not day <= last <= day + LONGEST:
            return {}, [Refused("session_deadline", field="deadline")]
        end = datetime.combine(last + timedelta(days=1), time(), zone_of(organisation_zone(tx)))
        return {"deadline_at": end}, []
    free = free_dates(tx, now)
    found = next((one.id for one in free if one.uuid == command.date_uuid), None)
    if command.kind != SITTING or found is None:
        return {}, [Refused("session_date", field="date_uuid")]
    return {"date_id": found}, []


def free_dates(tx: Session, now: datetime) -> list[CommitteeDate]:
    """Dates of the committee that are not over, not called off and have no session, the next one first."""
    taken = select(CommitteeSession.date_id).where(CommitteeSession.date_id.is_not(None))
    return list(
        tx.scalars(
            select(CommitteeDate)
            .where(
                CommitteeDate.ends_at > now,
                CommitteeDate.called_off_at.is_(None),
                CommitteeDate.id.not_in(taken),
            )
            .order_by(CommitteeDate.starts_at, CommitteeDate.id)
            .limit(50)
        )
    )


def _officer_problems(tx: Session, now: datetime, chair_id: int, secretary_id: int) -> list[Refused]:
    known = standings(tx, [chair_id, secretary_id], now)
    deputies = deputies_now(tx, now)
    lenders = standings(tx, [key for key, found in deputies.items() if chair_id in found], now)
    chair, secretary = known.get(chair_id), known.get(secretary_id)
    may_lead = [chair, *lenders.values()] if chair is not None and chair.active else []
    problems = []
    if not any(one is not None and one.active and one.holds(CHAIR, [ORG]) for one in may_lead):
        problems.append(Refused("session_chair", field="chair"))
    if secretary is None or not secretary.active or not any(g.scope_key == ORG for g in secretary.grants):
        problems.append(Refused("session_secretary", field="secretary"))
    elif secretary_id == chair_id:
        problems.append(Refused("session_two_officers", field="secretary"))
    return problems

"""Whoever waits for a request asks those whose turn it is to go on: once on a working day, whoever does it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import RequestStatus
from models.nudge import Nudge
from models.policy_version import PolicyVersion
from workflows.approvals.access import roles_in
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import next_working_day
from workflows.approvals.machine import is_final
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.pool.actions import NUDGED
from workflows.approvals.pool.desk import Desk, overseers_now, sit_down
from workflows.approvals.reminding.whose import signers
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append

NOTE = 300
LEAD = "ai_governance_lead"


@dataclass(frozen=True)
class NudgeThem:
    """A friendly question to whoever has the turn."""

    request_ref: str
    note: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Nudged:
    """The request, and how many persons are told."""

    ref: str
    told: int


def nudge(actor: Actor, command: NudgeThem) -> Nudged:
    """Asks the persons whose turn it is.

    Raises Refused for whoever does not wait for it or has the turn alone, Conflict after the first one of a day.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        desk = sit_down(tx, actor, command.request_ref, in_review=False)
        if is_final(desk.request.status):
            raise Conflict("request_ended", status=desk.request.status)
        _require_waiting(desk)
        note = command.note.strip()
        if len(note) > NOTE:
            raise Refused("text_too_long", field="note", most=NOTE)
        whom = _whom(desk)
        if not whom - {desk.standing.person_id}:
            raise Refused("nudge_yourself" if whom else "nudge_nobody")
        whom -= {desk.standing.person_id}
        day = nudge_day(tx, desk)
        _require_first(tx, desk, day)
        tx.add(
            Nudge(
                request_id=desk.request.id,
                person_id=desk.standing.person_id,
                to_ids=json.dumps(sorted(whom)),
                note=note,
                day=day,
                at=desk.now,
            )
        )
        append(
            tx,
            desk.now,
            actor,
            NUDGED,
            about=about(desk.request, desk.subject),
            changes={"persons": [None, len(whom)]},
            **place(desk.request, desk.subject),
            personal={actor.uuid: {"note": note}} if note else None,
        )
        put(tx, desk.now, "seat:nudged", ("request", desk.request.uuid), f"nudge:{day}", whom)
        return Nudged(command.request_ref, len(whom))


def nudge_day(tx: Session, desk: Desk) -> date:
    """The working day a nudge counts for: one on a day off counts for the next one."""
    day, calendar = today(tx, desk.now), load_calendar(tx)
    return day if calendar.is_working_day(day) else next_working_day(day, calendar)


def _require_waiting(desk: Desk) -> None:
    me, request = desk.standing.person_id, desk.request
    if me == request.opened_by_id or me in desk.facts.team or me in desk.facts.submitters:
        return
    body = load(desk.tx.get_one(PolicyVersion, request.policy_version_id).body)
    if roles_in(desk.standing, desk.subject) & {LEAD, *body.submit_by}:
        return
    raise Refused("nudge_not_yours")


def _require_first(tx: Session, desk: Desk, day: date) -> None:
    same = select(Nudge.id).where(Nudge.request_id == desk.request.id, Nudge.day == day)
    if tx.scalars(same).first() is not None:
        raise Conflict("nudged_already")


def _whom(desk: Desk) -> frozenset[int]:
    """Who has the turn: the seats' signers, the team, and the governance lead where nobody else is left."""
    if desk.request.status == RequestStatus.IN_REVIEW:
        asked = signers(desk.tx, desk.now, desk.subject, desk.request)
        return asked or frozenset(one.person_id for one in overseers_now(desk.tx, desk.facts, desk.now))
    opener = {desk.request.opened_by_id} if desk.request.opened_by_id is not None else set()
    return frozenset(desk.facts.team | opener)

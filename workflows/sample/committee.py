"""The committee of the sample company: what waits for it, a sitting that was held, and the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_date import CommitteeDate
from models.committee_session import CommitteeSession
from models.minutes import Minutes
from models.motion import Motion
from workflows.approvals.committee import minutes, voting
from workflows.approvals.committee.agenda import AddRequests, add_requests
from workflows.approvals.committee.ballot import ballot_for
from workflows.approvals.committee.closing import CloseMotion, CloseSession, close_motion, close_session
from workflows.approvals.committee.conflicts import DeclareConflict, declare_conflict
from workflows.approvals.committee.minutes import DraftMinutes, SignMinutes, draft_minutes, sign_minutes
from workflows.approvals.committee.motions import PutMotion, put_motion
from workflows.approvals.committee.opening import OpenSession, Present, open_session
from workflows.approvals.committee.planning import PlanSession, plan_session
from workflows.approvals.committee.voters import hall_of
from workflows.approvals.committee.voting import CastVote, cast_vote
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading
from workflows.notices.dates.sittings import SetDate, set_date
from workflows.people.proof import prove
from workflows.people.standing import standing_of
from workflows.sample.stagecraft import Stage, at, pass_gates, register_system_of

HELD = 14
"""Days ago of the sitting that was held."""

DISSENT = "The bays are dark in winter and the test had no night in it."
CONFLICT = "My brother sells the cameras."


def what_waits(stage: Stage) -> None:
    """Three systems at the committee's door: one was decided at the last sitting, two have waited since."""
    company = stage.company
    for key, label, gate, days in (("vision", "v1", "design", 25), ("wages", "v1", "design", 19)):
        register_system_of(stage, key, days + 12, label)
        stage.versions[f"{key} request"] = _ready(stage, key, gate, days)
    register_system_of(stage, "energy", 90, "v2")
    pass_gates(stage, "energy", {"design": 80, "data_review": 62, "testing": 40})
    stage.versions["energy request"] = _ready(stage, "energy", "deployment", 16)
    assert company.request(stage.versions["energy request"]).status == "in_review"


def _ready(stage: Stage, key: str, gate: str, days: float) -> str:
    """Hands a gate in and lets everybody sign but the committee's chair."""
    company, name = stage.company, stage.names[key]
    ref = str(at(days, partial(company.prepare, stage.versions[key], gate, name)))
    at(days - 1, partial(company.submit, ref))
    at(days - 4, partial(company.decide, ref, but=("committee_chair",)))
    return ref


def held(stage: Stage) -> None:
    """The sitting two weeks ago: one gate approved against one vote, one member stepped back, minutes signed."""
    ref = _planned(stage, HELD + 6, stage.today - timedelta(days=HELD), (stage.versions["vision request"],))
    at(HELD, partial(_hold, stage, ref))
    at(HELD - 1, partial(_write_up, stage, ref))


def ahead(stage: Stage, day: date) -> None:
    """The next sitting, with what waits on its agenda."""
    waiting = [stage.versions[f"{key} request"] for key in ("energy", "wages")]
    _planned(stage, 5, day, tuple(waiting))


def _planned(stage: Stage, asked: float, day: date, requests: tuple[str, ...]) -> str:
    """Plans a sitting on a day: on its date where the committee has one, else on a new one."""
    company = stage.company
    title = f"Governance committee, {day.day} {day:%B}"
    dates = {row.starts_at.date(): row.uuid for row in _fresh().scalars(select(CommitteeDate))}
    uuid = dates.get(day) or at(
        asked, partial(set_date, company["tom"], SetDate(title, day, time(14), time(15, 30), "Room Elbe"))
    )
    plan = PlanSession("sitting", title, company.key("carla"), company.key("tom"), date_uuid=str(uuid))
    ref = str(at(asked - 0.1, partial(plan_session, company["tom"], plan)))
    at(asked - 0.2, partial(add_requests, company["tom"], AddRequests(ref, requests)))
    return ref


def _hold(stage: Stage, ref: str) -> None:
    company = stage.company
    names = ("carla", "maria", "rosa", "jide", "priya", "ben")
    open_session(company["carla"], OpenSession(ref, tuple(Present(company.key(name)) for name in names)))
    item = _fresh().scalars(select(AgendaItem.id).where(AgendaItem.session_id == key_of("MTG", ref))).one()
    declare_conflict(company["priya"], DeclareConflict(ref, item, CONFLICT))
    put_motion(company["carla"], PutMotion(ref, item, "approve", "That the design of Site vision may begin"))
    for name in ("maria", "jide", "ben", "carla"):
        _vote(stage, ref, item, name)
    _vote(stage, ref, item, "rosa", "against", DISSENT)
    close_motion(company["carla"], CloseMotion(ref, item, _motion(item).uuid))
    close_session(company["carla"], CloseSession(ref))


def _vote(stage: Stage, ref: str, item: int, name: str, choice: str = "for", reason: str = "") -> None:
    company, tx = stage.company, _fresh()
    motion, now = _motion(item), clock.glance()
    standing = standing_of(tx, company.key(name), now)
    assert standing is not None
    session = tx.get_one(CommitteeSession, key_of("MTG", ref))
    shown = ballot_for(tx, hall_of(tx, session), tx.get_one(AgendaItem, item), motion, standing, now)
    request = tx.get_one(AgendaItem, item).request_id
    if shown.seat_key:
        company.tick(f"REQ-{request}", name)
    vote = CastVote(
        ref, item, motion.uuid, choice, seat_key=shown.seat_key, digest=shown.digest, reason=reason
    )
    proof = prove(company[name], company.password, voting.purpose(vote))
    cast_vote(company[name], replace(vote, proof=proof))


def _write_up(stage: Stage, ref: str) -> None:
    company = stage.company
    number = draft_minutes(
        company["tom"], DraftMinutes(ref, 0, "The next sitting hears how the nights were tested.")
    )
    digest = _fresh().scalars(select(Minutes.digest).order_by(Minutes.id.desc())).first() or ""
    for name, capacity in (("tom", "secretary"), ("carla", "chair")):
        command = SignMinutes(ref, number, capacity, digest)
        proof = prove(company[name], company.password, minutes.purpose(command))
        sign_minutes(company[name], replace(command, proof=proof))


def _motion(item: int) -> Motion:
    return _fresh().scalars(select(Motion).where(Motion.item_id == item).order_by(Motion.id.desc())).all()[0]


def _fresh() -> Session:
    session = reading()
    session.rollback()
    session.expire_all()
    return session

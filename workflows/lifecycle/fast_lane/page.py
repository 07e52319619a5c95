"""Reads what the pages of the fast lane show about a version and about one of its requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.answer import Answer
from models.approval_request import ApprovalRequest
from models.enums import Origin, RequestStatus
from models.lane_review import LaneReview
from models.person import Person
from models.stage_move import StageMove
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import PREPARING_ROLES, may_see, require_standing, roles_in
from workflows.approvals.locking import request_key
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.desk import Desk, RequestHead, head_of, sit_down
from workflows.approvals.preparing.points import AskedPoint, points_of
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.frozen import team_facts
from workflows.lifecycle.fast_lane.answers import NO_PRACTICE, TYPED
from workflows.lifecycle.fast_lane.detail import kept_rules, no_dpia_of, opens_of, screens_of
from workflows.lifecycle.fast_lane.facts import judged_request, standing_stop
from workflows.lifecycle.fast_lane.no_dpia import ENTITLED
from workflows.lifecycle.fast_lane.opening import Offer, offer_of
from workflows.lifecycle.fast_lane.rules import Judged, Screens, bars, passes
from workflows.lifecycle.versions import of_subject


@dataclass(frozen=True)
class Dpia:
    """Who recorded in which role that no DPIA is due, and when."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class LanePage:
    """The one page on which a lane request is answered; `texts` by field, `asks_*` say which questions it has."""

    head: RequestHead
    version_ref: str
    revision: int
    rules: tuple[Judged, ...]
    closed: bool
    texts: Mapping[str, str]
    no_practice: bool
    screens: Screens
    tested_by: str
    supplier: str
    asks_supplier: bool
    asks_tester: bool
    asks_dpia: bool
    dpia: Dpia | None
    may_record_dpia: bool
    points: tuple[AskedPoint, ...]

    @property
    def failing(self) -> tuple[Judged, ...]:
        """The rules that send it to the full path."""
        return bars(self.rules)

    @property
    def ready(self) -> bool:
        """Whether every rule holds."""
        return passes(self.rules)


@dataclass(frozen=True)
class OfferPage:
    """What the start page says about the lane; `shown` is false where nobody asks for it."""

    offer: Offer
    shown: bool
    hand: bool


@dataclass(frozen=True)
class LaneNote:
    """That something went through the lane: the gates, the rules as they were, and what the second look found."""

    request_ref: str
    status: str
    gates: tuple[str, ...]
    rules: tuple[Judged, ...]
    verdict: str | None
    review_id: int | None
    drawn: bool


def offer_page(actor: Actor, version_id: int) -> OfferPage:
    """What the rules say about a version; raises NotFound for strangers."""
    tx, now = reading(), clock.glance()
    version = tx.get(SystemVersion, version_id)
    if version is None or not may_see(tx, actor, version.system_id):
        raise NotFound("not_found")
    system, subject = tx.get_one(AiSystem, version.system_id), tx.get_one(Subject, version.subject_id)
    found = offer_of(tx, now, version, system)
    standing = require_standing(tx, actor, now)
    team = team_facts(tx, system.id, version.id, now).team
    hand = standing.person_id in team or bool(roles_in(standing, subject) & PREPARING_ROLES)
    relevant = system.tier == "minimal" and found.shut in (None, "lane_closed")
    return OfferPage(found, relevant or bool(found.open_ref), hand)


def lane_page(actor: Actor, request_ref: str) -> LanePage:
    """One lane request as its team answers it; raises NotFound for strangers and for requests of another kind."""
    desk = sit_down(actor, request_ref)
    tx, request = desk.tx, desk.request
    if request.kind != FAST_LANE:
        raise NotFound("not_found")
    version = of_subject(tx, request.subject_id)
    system = tx.get_one(AiSystem, version.system_id)
    screens, answers = screens_of(request), _answers(tx, request.id)
    rules = judged_request(tx, desk.now, request, version, system)
    personal = next(one for one in rules if one.rule == "FL-5").code != "lane_no_personal_data"
    head, dpia = head_of(desk), _dpia(tx, request)
    return LanePage(
        head=head,
        version_ref=ref("VER", version.id),
        revision=request.revision,
        rules=rules,
        closed=standing_stop(tx) is not None,
        texts={name: answers.get(key, "") for name, key in TYPED.items()},
        no_practice=answers.get("IN-2", "") == NO_PRACTICE,
        screens=screens,
        tested_by=_email(tx, screens.tested_by),
        supplier=system.supplier,
        asks_supplier=system.origin != Origin.BUILT or system.uses_supplier,
        asks_tester=system.origin in (Origin.BUILT, Origin.ADAPTED),
        asks_dpia=personal,
        dpia=dpia,
        may_record_dpia=personal and dpia is None and head.with_team and _entitled(desk),
        points=points_of(tx, request.id),
    )


def note_of_request(actor: Actor, request_ref: str) -> LaneNote | None:
    """What the page of a request says about the lane; None for a request of another kind."""
    tx = reading()
    request = tx.get(ApprovalRequest, request_key(request_ref))
    if request is None or request.kind != FAST_LANE or not may_see(tx, actor, request.system_id):
        return None
    return _note(tx, request)


def note_of_version(actor: Actor, version_id: int) -> LaneNote | None:
    """What the page of a version says about the lane: the request that brought it through, if one did."""
    tx = reading()
    found = tx.scalars(
        select(ApprovalRequest)
        .join(StageMove, StageMove.request_id == ApprovalRequest.id)
        .where(StageMove.version_id == version_id, ApprovalRequest.kind == FAST_LANE)
        .order_by(ApprovalRequest.id.desc())
        .limit(1)
    ).first()
    return _note(tx, found) if found is not None and may_see(tx, actor, found.system_id) else None


def _note(tx: Session, request: ApprovalRequest) -> LaneNote:
    version = of_subject(tx, request.subject_id)
    rules = kept_rules(request)
    if request.status in (RequestStatus.DRAFT, RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED):
        system = tx.get_one(AiSystem, version.system_id)
        rules = judged_request(tx, clock.glance(), request, version, system)
    review = tx.scalars(select(LaneReview).where(LaneReview.request_id == request.id)).first()
    return LaneNote(
        request_ref=ref("REQ", request.id),
        status=request.status,
        gates=opens_of(request),
        rules=rules,
        verdict=review.verdict if review else None,
        review_id=review.id if review else None,
        drawn=review is not None,
    )


def _answers(tx: Session, request_id: int) -> dict[str, str]:
    rows = tx.execute(select(Answer.item_key, Answer.text).where(Answer.request_id == request_id)).all()
    return {str(key): str(text) for key, text in rows}


def _email(tx: Session, uuid: str) -> str:
    return tx.scalars(select(Person.email).where(Person.uuid == uuid)).first() or "" if uuid else ""


def _dpia(tx: Session, request: ApprovalRequest) -> Dpia | None:
    said = no_dpia_of(request)
    if said is None:
        return None
    name = tx.scalars(select(Person.name).where(Person.uuid == said.person_uuid)).first() or ""
    return Dpia(name, role_label(said.role), datetime.fromisoformat(said.at))


def _entitled(desk: Desk) -> bool:
    return bool(roles_in(desk.reader, desk.subject) & set(ENTITLED))

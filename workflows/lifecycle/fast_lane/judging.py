"""The second look at a drawn request, signed; two in the wrong lane of the last ten close it by themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.lane_review import LaneReview
from models.lane_stop import LaneStop
from models.policy import Policy
from models.role_grant import ORG
from models.subject import Subject
from workflows.approvals.access import require_sight, require_standing
from workflows.approvals.naming import about, place
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.actor import CLOCK, Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.fast_lane.facts import standing_stop
from workflows.lifecycle.fast_lane.room import lock_lane, thing
from workflows.lifecycle.fast_lane.second_line import require_second_look
from workflows.outbox import put
from workflows.people.proof import consume
from workflows.people.standing import hold, holders
from workflows.record import append

CLOSE_AFTER = 2
OF_LAST = 10
"""So many in the wrong lane of so many looked at close it."""

RIGHT, WRONG = "right", "misclassified"
STATEMENTS = {
    RIGHT: "I, {name}, as {role}, looked at {ref} ({label}) again, drawn for {month} with the seed {seed}: "
    "it was in the right lane.",
    WRONG: "I, {name}, as {role}, looked at {ref} ({label}) again, drawn for {month} with the seed {seed}: "
    "it was in the wrong lane and should have taken the full path.",
}
TOLD = ("committee_chair", "committee_member", "ai_governance_lead")


@dataclass(frozen=True)
class JudgeLane:
    """What the second look found."""

    review_id: int
    verdict: str
    reason: str
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class JudgedLane:
    """The verdict, and whether it closed the lane."""

    verdict: str
    closed: bool


def purpose(command: JudgeLane) -> str:
    """What the proof of the credential is bound to."""
    return f"lane-review:{command.review_id}:{command.verdict}"


def statement_for(name: str, role: str, request_id: int, label: str, review: LaneReview, verdict: str) -> str:
    """The exact sentence that is shown before and stored after."""
    return STATEMENTS[verdict].format(
        name=name,
        role=role_label(role),
        ref=ref("REQ", request_id),
        label=label,
        month=review.month,
        seed=review.seed,
    )


def judge_lane(actor: Actor, command: JudgeLane) -> JudgedLane:
    """Signs the second look, and closes the lane when it is one too many.

    Raises NotAllowed for whoever is not of the second line or signed or prepared anything of the sample, Conflict when
    somebody looked already, Refused beside what is missing.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, f"{command.review_id}")
        policy = lock_lane(tx)
        review, request = _locked(tx, actor, command.review_id)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        role = require_second_look(tx, now, standing, review)
        if review.verdict is not None:
            raise Conflict("lane_review_done")
        _check(command)
        used = consume(tx, actor, command.proof, purpose(command), now)
        subject = tx.get_one(Subject, request.subject_id)
        review.verdict, review.reason = command.verdict, command.reason.strip()
        review.reviewer_id, review.printed_name, review.role = standing.person_id, standing.name, role
        review.statement = statement_for(
            standing.name, role, request.id, subject.label, review, command.verdict
        )
        review.authenticated_by, review.authenticated_at, review.decided_at = used.method, used.at, now
        tx.flush()
        append(
            tx,
            now,
            actor,
            "lane:sample:judged",
            about=about(request, subject),
            changes={"verdict": [None, command.verdict], "month": [None, review.month]},
            **place(request, subject),
            personal={actor.uuid: {"reason": review.reason, "statement": review.statement}},
        )
        return JudgedLane(command.verdict, _close_if_due(tx, now, policy))


def _locked(tx: Session, actor: Actor, review_id: int) -> tuple[LaneReview, ApprovalRequest]:
    review = tx.scalars(
        select(LaneReview)
        .where(LaneReview.id == review_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if review is None:
        raise NotFound("not_found")
    request = tx.get_one(ApprovalRequest, review.request_id)
    require_sight(tx, actor, request)
    return review, request


def _check(command: JudgeLane) -> None:
    if command.verdict not in STATEMENTS:
        raise Refused("lane_verdict", field="verdict")
    if not command.reason.strip():
        raise Refused("lane_review_reason", field="reason")


def _close_if_due(tx: Session, now: datetime, policy: Policy) -> bool:
    """Closes the lane as the clock would: no person decides it. What was judged before a reopening counts no more."""
    if standing_stop(tx) is not None:
        return False
    opened = tx.scalars(select(func.max(LaneStop.reopened_at))).one()
    judged = select(LaneReview.verdict).where(LaneReview.decided_at.is_not(None))
    if opened is not None:
        judged = judged.where(LaneReview.decided_at > opened)
    last = tx.scalars(
        judged.order_by(LaneReview.decided_at.desc(), LaneReview.id.desc()).limit(OF_LAST)
    ).all()
    wrong = sum(verdict == WRONG for verdict in last)
    if wrong < CLOSE_AFTER:
        return False
    params = {"count": wrong, "of": len(last)}
    stop = LaneStop(uuid=uuid7(), closed_at=now, code="lane_stop_misclassified", params=json.dumps(params))
    tx.add(stop)
    tx.flush()
    changes = {name: [None, value] for name, value in params.items()}
    append(tx, now, CLOCK, "lane:closed", about=thing(policy), changes={"open": [True, False], **changes})
    people = [one.person_id for one in holders(tx, TOLD, {ORG}, now)]
    put(tx, now, "lane:closed", ("fast_lane", policy.uuid), f"stop:{stop.uuid}", people)
    return True

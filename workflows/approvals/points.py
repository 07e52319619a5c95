"""Answers the points of a request for changes; resubmission waits until each has one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.change_point import ChangePoint
from models.enums import Involvement, RequestStatus
from workflows.approvals.access import require_hand
from workflows.approvals.expiry import extend, require_open
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import about, place
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.record import append

MAX_ANSWER = 5_000


@dataclass(frozen=True)
class AnswerPoint:
    """What was done about one numbered point."""

    request_ref: str
    number: int
    answer: str
    submit_id: str | None = None


@dataclass(frozen=True)
class PointAnswered:
    """The point that has an answer now."""

    ref: str
    number: int


def answer_point(actor: Actor, command: AnswerPoint) -> PointAnswered:
    """Stores the answer to a point while the team has the request; whoever answers is a builder from then on.

    Raises Refused for an empty or too long answer, Conflict when the request is not with the team.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = require_hand(tx, actor, subject, request, now)
        require_open(request, now)
        if request.status != RequestStatus.CHANGES_REQUESTED:
            raise Conflict("not_with_team", status=request.status)
        answer = command.answer.strip()
        if not answer:
            raise Refused("point_answer", field="answer")
        if len(answer) > MAX_ANSWER:
            raise Refused("text_too_long", field="answer", most=MAX_ANSWER)
        point = tx.scalars(
            select(ChangePoint).where(
                ChangePoint.request_id == request.id, ChangePoint.number == command.number
            )
        ).one_or_none()
        if point is None:
            raise NotFound("not_found")
        before = point.answer or None
        point.answer, point.answered_by_id, point.answered_at = answer, standing.person_id, now
        extend(tx, request, now)
        note(tx, now, request.id, standing.person_id, Involvement.ANSWERED, f"point {point.number}")
        append(
            tx,
            now,
            actor,
            "request:point:answered",
            about=about(request, subject),
            changes={"point": [None, point.number], "answer": [before, answer]},
            **place(request, subject),
        )
        return PointAnswered(command.request_ref, point.number)

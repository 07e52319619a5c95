"""Draws the monthly sample of what went through the fast lane, once the month is over."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.lane_review import LaneReview
from models.policy import Policy
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.ids import ref, uuid7
from workflows.ground.sweeping import Swept, each
from workflows.lifecycle.fast_lane.room import lock_lane, thing
from workflows.lifecycle.fast_lane.sampling import bounds, draw, month_of
from workflows.lifecycle.fast_lane.second_line import second_line
from workflows.outbox import put
from workflows.people.days import day_of, organisation_zone
from workflows.record import append

MOST_MONTHS = 24
"""So far back a sweep that stood still draws what it missed."""


def sweep(limit: int = 200) -> Swept:
    """Draws every month that is over and was not drawn yet; a month without requests has nothing to draw."""
    return each("lane_samples", lambda tx: _find(tx, limit), _draw)


def _find(tx: Session, limit: int) -> list[int]:
    """The months as numbers, the oldest first."""
    zone = organisation_zone(tx)
    this = month_of(day_of(clock.now(tx), zone))
    approved = tx.scalars(_approved().with_only_columns(ApprovalRequest.decided_at))
    months = {month_of(day_of(at, zone)) for at in approved if at is not None}
    drawn = set(tx.scalars(select(LaneReview.month).distinct()))
    due = sorted(month for month in months - drawn if month < this)
    return [int(month.replace("-", "")) for month in due][-MOST_MONTHS:][:limit]


def _approved() -> Select[ApprovalRequest]:
    return select(ApprovalRequest).where(
        ApprovalRequest.kind == FAST_LANE, ApprovalRequest.status == RequestStatus.APPROVED.value
    )


def _draw(tx: Session, number: int) -> bool:
    month, policy = f"{number // 100:04d}-{number % 100:02d}", lock_lane(tx)
    if tx.scalars(select(LaneReview.id).where(LaneReview.month == month).limit(1)).first() is not None:
        return False
    now = clock.now(tx)
    first, after = bounds(month, organisation_zone(tx))
    rows = tx.scalars(
        _approved().where(ApprovalRequest.decided_at >= first, ApprovalRequest.decided_at < after)
    )
    found = {request.uuid: request for request in rows}
    if not found:
        return False
    seed = secrets.token_hex(16)
    drawn = [found[uuid] for uuid in draw(found, seed)]
    tx.add_all(
        LaneReview(uuid=uuid7(), request_id=one.id, month=month, seed=seed, drawn_at=now) for one in drawn
    )
    tx.flush()
    _enter(tx, now, policy, month, seed, sorted(found), drawn)
    return True


def _enter(
    tx: Session,
    now: datetime,
    policy: Policy,
    month: str,
    seed: str,
    among: list[str],
    drawn: list[ApprovalRequest],
) -> None:
    """One entry with everything that is needed to draw it again, and a word to whoever may look."""
    append(
        tx,
        now,
        CLOCK,
        "lane:sample:drawn",
        about=thing(policy),
        changes={
            "month": [None, month],
            "seed": [None, seed],
            "drawn": [None, len(drawn)],
            "of": [None, len(among)],
            "among": [None, among],
            "requests": [None, [ref("REQ", one.id) for one in drawn]],
        },
    )
    people = second_line(tx, now, [one.id for one in drawn])
    put(tx, now, "lane:sample-drawn", ("fast_lane", policy.uuid), month, people)

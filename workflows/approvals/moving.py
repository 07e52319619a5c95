"""Looks at open requests again after something they rest on has moved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, RoundCause
from workflows.approvals import turning
from workflows.approvals.calling import call
from workflows.approvals.clock import running
from workflows.approvals.content import read
from workflows.approvals.expiry import extend
from workflows.approvals.facts import seats_of
from workflows.approvals.kinds import by_team
from workflows.approvals.machine import fire
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.rounds import open_round


def look_again(tx: Session, now: datetime, request: ApprovalRequest, cause: RoundCause) -> dict[str, Any]:
    """Opens a round when the digest of a locked request in review has moved; sends it back when a must came open.

    Returns the changes for the entry of the act that moved things; empty when nothing follows.
    """
    if request.status != RequestStatus.IN_REVIEW:
        return {}
    content = read(tx, request)
    if content.open_blocking and by_team(request.kind):
        return {**send_back(tx, now, request), "open": [None, [item.key for item in content.open_blocking]]}
    seats = seats_of(tx, request.id, lock=True)
    opened = open_round(tx, now, request, seats, content, cause)
    if opened is None:
        return {}
    turning.settle(seats, now)
    call(tx, now, request, seats, request.status)
    tx.flush()
    return opened.entry()


def send_back(tx: Session, now: datetime, request: ApprovalRequest) -> dict[str, Any]:
    """Gives a locked request in review back to its team; live signatures wait for the next round's digest."""
    fire(request, "send_back")
    extend(tx, request, now)
    request.turn_since = now
    running.stop(tx, request, now, running.WITH_TEAM)
    seats = seats_of(tx, request.id, lock=True)
    turning.rest(seats)
    call(tx, now, request, seats, RequestStatus.IN_REVIEW.value)
    tx.flush()
    return {"status": [RequestStatus.IN_REVIEW.value, request.status]}


def take_tier(tx: Session, now: datetime, request: ApprovalRequest, tier: str) -> dict[str, Any]:
    """Puts a locked open request under another tier: a draft at once, one in review when it is resubmitted."""
    if request.status == RequestStatus.DRAFT:
        before, request.tier = request.tier, tier
        request.policy_version_id = policy_in_force(tx, request.gate, tier, now).id
        return {"tier": [before, tier]} if before != tier else {}
    if request.status == RequestStatus.IN_REVIEW:
        return send_back(tx, now, request)
    return {}

"""Reads requests that ended for a dry run: many at once, in a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Involvement
from models.involvement import InvolvementFact
from models.policy_version import PolicyVersion
from models.seat import Seat
from workflows.approvals.bundles import frozen_fact
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.policies.body import load
from workflows.approvals.policies.when import Situation
from workflows.approvals.simulating.past import Past
from workflows.approvals.tally import SeatState

_SEATS = select(
    Seat.request_id,
    Seat.holder_id,
    Seat.for_id,
    Seat.id,
    Seat.key,
    Seat.role,
    Seat.step,
    Seat.mode,
    Seat.status,
    Seat.decision,
    Seat.group_key,
    Seat.group_needs,
    Seat.veto,
    Seat.also,
)
"""Seats as columns, because thousands are read and none is changed; from the fourth on as `SeatState` takes them."""


@dataclass(frozen=True)
class _Around:
    """What surrounds the requests of one reading, by the request's key."""

    seats: dict[int, list[SeatState]]
    signers: dict[int, dict[int, frozenset[int]]]
    wrote: dict[int, set[int]]


def read_ended(tx: Session, requests: Sequence[ApprovalRequest]) -> dict[int, Past]:
    """What each of these decided requests froze, by its key; three statements for all of them."""
    keys = [request.id for request in requests]
    rows = tx.execute(
        select(ApprovalRequest.id, ApprovalRound.bundle, PolicyVersion.body)
        .join(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .where(ApprovalRequest.id.in_(keys))
    )
    frozen = {key: (bundle, body) for key, bundle, body in rows}
    around = _around(tx, keys)
    return {one.id: _past(tx, one, *frozen[one.id], around) for one in requests if one.id in frozen}


def _around(tx: Session, keys: Sequence[int]) -> _Around:
    seats: dict[int, list[SeatState]] = defaultdict(list)
    signers: dict[int, dict[int, frozenset[int]]] = defaultdict(dict)
    for row in tx.execute(_SEATS.where(Seat.request_id.in_(keys)).order_by(Seat.step, Seat.id)):
        also = tuple(json.loads(row.also)) if row.also != "[]" else ()
        as_stored: list[Any] = [*row[3:-1], also]
        seats[row.request_id].append(SeatState(*as_stored))
        signers[row.request_id][row.id] = frozenset(k for k in (row.holder_id, row.for_id) if k is not None)
    wrote: dict[int, set[int]] = defaultdict(set)
    facts = select(InvolvementFact.request_id, InvolvementFact.person_id).where(
        InvolvementFact.request_id.in_(keys), InvolvementFact.what == Involvement.WROTE_RECORD.value
    )
    for key, person_id in tx.execute(facts):
        wrote[key].add(person_id)
    return _Around(seats, signers, wrote)


def _past(tx: Session, request: ApprovalRequest, bundle: str, body: str, around: _Around) -> Past:
    items: dict[str, Any] = json.loads(bundle)["items"]
    return Past(
        own=load(body),
        asked={key: (item["level"], item["blocking"]) for key, item in items.items()},
        items={key: frozen_fact(item) for key, item in items.items()},
        seats=tuple(around.seats[request.id]),
        situation=_situation(tx, request),
        signers=around.signers[request.id],
        wrote=frozenset(around.wrote[request.id]),
        worklist=not by_team(request.kind),
    )


def signers_of(seat: Seat) -> frozenset[int]:
    """The persons behind a seat: who signed, and for whom."""
    return frozenset(key for key in (seat.holder_id, seat.for_id) if key is not None)


def _situation(tx: Session, request: ApprovalRequest) -> Callable[[], Situation]:
    """What is known of the subject today, at the stage from which it started then."""
    return lambda: replace(kind_of(request).situation(tx, request), stage=request.from_stage)

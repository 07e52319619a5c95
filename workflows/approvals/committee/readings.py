"""What a member reads before a session: of each request what changed, its evidence, its checks, its open points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.change_point import ChangePoint
from models.person import Person
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.kinds import kind_of
from workflows.approvals.policies.body import load
from workflows.approvals.policies.parts import Item
from workflows.approvals.policies.words import gate_label
from workflows.approvals.review import changes
from workflows.approvals.review.contents import Checks, FileMark, ItemLine
from workflows.ground.ids import ref


@dataclass(frozen=True)
class OpenPoint:
    """A point of a reviewer that nobody has answered yet."""

    number: int
    text: str
    owner: str


@dataclass(frozen=True)
class SeatState:
    """A seat in a line: its role and where it stands, as a word of the badges."""

    role: str
    state: str


@dataclass(frozen=True)
class Reading:
    """One request as it lies before the committee.

    `since` is the round against which `changed` is told; 0 when there is only one and everything is new.
    """

    ref: str
    gate: str
    label: str
    tier: str
    status: str
    system_id: int
    submitted_at: datetime | None
    due_at: datetime | None
    round_number: int
    digest: str
    note: str
    since: int
    changed: tuple[ItemLine, ...]
    same: int
    files: tuple[FileMark, ...]
    checks: Checks | None
    points: tuple[OpenPoint, ...]
    seats: tuple[SeatState, ...]


def readings(tx: Session, request_ids: Iterable[int]) -> dict[int, Reading]:
    """The readings by request, in four statements however many there are."""
    wanted = sorted(set(request_ids))
    if not wanted:
        return {}
    points, seats = _points(tx, wanted), _seats(tx, wanted)
    return {row[0].id: _reading(tx, row, points, seats) for row in _requests(tx, wanted)}


def _requests(tx: Session, wanted: list[int]) -> Sequence[Any]:
    before = aliased(ApprovalRound)
    found: Sequence[Any] = tx.execute(
        select(
            ApprovalRequest, Subject.label, PolicyVersion.body, ApprovalRound, before.number, before.bundle
        )
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .outerjoin(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .outerjoin(
            before,
            (before.request_id == ApprovalRequest.id) & (before.number == ApprovalRequest.round_number - 1),
        )
        .where(ApprovalRequest.id.in_(wanted))
    ).all()
    return found


def _reading(tx: Session, row: Any, points: Mapping[int, Any], seats: Mapping[int, Any]) -> Reading:
    request, label, policy, round_, before_number, before_bundle = row
    content = _content(tx, request, policy, round_, before_number, before_bundle) if round_ else {}
    nothing: dict[str, Any] = {"changed": (), "same": 0, "files": (), "checks": None}
    return Reading(
        ref=ref("REQ", request.id),
        gate=gate_label(request.gate),
        label=label,
        tier=request.tier,
        status=request.status,
        system_id=request.system_id,
        submitted_at=request.submitted_at,
        due_at=request.due_at,
        round_number=request.round_number,
        digest=request.digest,
        note=round_.note if round_ else "",
        since=(before_number or 0) if round_ else 0,
        points=tuple(points.get(request.id, ())),
        seats=tuple(seats.get(request.id, ())),
        **(nothing | content),
    )


def _content(
    tx: Session,
    request: ApprovalRequest,
    policy: str,
    round_: ApprovalRound,
    before_number: int | None,
    before_bundle: str | None,
) -> dict[str, Any]:
    diff = changes.difference(round_.bundle, before_bundle, _titles(tx, request, policy, round_.bundle))
    files = changes.file_marks(diff, frozenset())
    shown = changes.changed_lines(diff, None)
    return {
        "changed": shown.changed,
        "same": len(shown.same) if before_number else 0,
        "files": files,
        "checks": changes.checks(diff, files),
    }


def _titles(tx: Session, request: ApprovalRequest, policy: str, bundle: str) -> dict[str, Item]:
    body = load(policy)
    titles = {item.key: item for item in body.items}
    if json.loads(bundle)["items"].keys() - titles.keys():
        titles |= {one.item.key: one.item for one in kind_of(request).more(tx, request, body).items}
    return titles


def _points(tx: Session, wanted: list[int]) -> dict[int, list[OpenPoint]]:
    rows = tx.execute(
        select(ChangePoint, Person.name)
        .join(Person, Person.id == ChangePoint.owner_id)
        .where(ChangePoint.request_id.in_(wanted), ChangePoint.answered_at.is_(None))
        .order_by(ChangePoint.request_id, ChangePoint.number)
    )
    found: dict[int, list[OpenPoint]] = {}
    for point, owner in rows:
        found.setdefault(point.request_id, []).append(OpenPoint(point.number, point.text, owner))
    return found


def _seats(tx: Session, wanted: list[int]) -> dict[int, list[SeatState]]:
    rows = tx.scalars(select(Seat).where(Seat.request_id.in_(wanted)).order_by(Seat.step, Seat.id))
    found: dict[int, list[SeatState]] = {}
    for seat in rows:
        state = seat.decision or ("turn" if seat.status == "open" and seat.turn_since else seat.status)
        found.setdefault(seat.request_id, []).append(SeatState(seat.role, state))
    return found

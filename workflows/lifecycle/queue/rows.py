"""The lines of the queue: page by page in two statements, with whose turn each is and how long is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, case, func, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.base import UtcDateTime
from models.change_point import ChangePoint
from models.enums import SeatStatus
from models.person import Person
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.facts import view
from workflows.approvals.policies.words import gate_label
from workflows.approvals.pool.reach import lost_groups
from workflows.approvals.turns import Turn, TurnFacts, TurnSeat, turn_of
from workflows.ground.ids import ref
from workflows.lifecycle.queue.lanes import (
    REVIEWER,
    SITTING,
    STANDS,
    in_sight,
    is_late,
    lane,
    runs,
    will_miss,
)
from workflows.lifecycle.queue.wanted import QueueFilter, conditions
from workflows.people.queries import SignedIn

PAGE = 50
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Requests whose clock stands come last when the list is in the order of what is due."""


@dataclass(frozen=True)
class QueueRow:
    """One request: `due_at` only while its clock runs, `who` names whoever took or was asked to sign."""

    id: int
    ref: str
    label: str
    gate: str
    gate_label: str
    tier: str
    status: str
    lane: str
    turn: Turn
    who: str
    since: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    late: bool
    will_miss: bool
    round_number: int
    owner_id: int | None
    owner: str

    @property
    def assignable(self) -> bool:
        """Whether a seat of it waits for a signature, so that somebody can be asked."""
        return self.lane in (REVIEWER, SITTING)


def find(
    tx: Session, reader: SignedIn, wanted: QueueFilter, now: datetime, after: str = "", most: int = PAGE + 1
) -> list[QueueRow]:
    """The requests that fit, in their order, at most `most`; `after` is the key of the last one seen before."""
    return rows_of(tx, pick(reader, wanted, now, after).limit(most), now)


def rows_of(tx: Session, picked: Any, now: datetime) -> list[QueueRow]:
    """The lines of the requests that a statement picks by key and place."""
    found = tx.execute(_detail(picked, now)).all()
    seats, names = _seats(tx, [row.ApprovalRequest.id for row in found])
    return [_row(row, seats[row.ApprovalRequest.id], names, now) for row in found]


def pick(reader: SignedIn, wanted: QueueFilter, now: datetime, after: str = "") -> Select[Any]:
    """Keys of the requests that fit, in their order; what a line shows is read only for those of the page."""
    place = _place(wanted)
    statement = (
        select(ApprovalRequest.id.label("id"), place.label("place"))
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(in_sight(reader), *conditions(wanted, now))
        .order_by(place, ApprovalRequest.id)
    )
    key = int(after) if after.isascii() and after.isdecimal() and len(after) <= 18 else None
    if key is None:
        return statement
    before = aliased(ApprovalRequest)
    last = select(_place(wanted, before)).where(before.id == key).scalar_subquery()
    return statement.where(
        tuple_(place, ApprovalRequest.id) > tuple_(func.coalesce(last, _instant(NEVER)), literal(key))
    )


def by_key(keys: Sequence[int]) -> Select[Any]:
    """The requests of these keys, the least time left first."""
    return select(ApprovalRequest.id.label("id"), _place(QueueFilter()).label("place")).where(
        ApprovalRequest.id.in_(keys)
    )


def _instant(at: datetime) -> Any:
    return literal(at, UtcDateTime)


def _place(wanted: QueueFilter, request: Any = ApprovalRequest) -> Any:
    """What the list is in the order of: the due date of a running clock, or since when somebody has the turn."""
    if wanted.sort == "waiting":
        return request.turn_since
    return func.coalesce(case((runs(request), request.due_at)), _instant(NEVER))


def _detail(picked: Any, now: datetime) -> Select[Any]:
    chosen, sender = picked.subquery(), aliased(Person)
    open_points = ChangePoint.answered_at.is_(None)
    return (
        select(
            ApprovalRequest,
            Subject.label.label("label"),
            AiSystem.owner_id.label("owner_id"),
            Person.name.label("owner"),
            ApprovalRound.cause.label("cause"),
            sender.name.label("sender"),
            lane(now).label("lane"),
            is_late(now).label("late"),
            will_miss(now).label("miss"),
            _points().label("points"),
            _points(open_points).label("points_open"),
        )
        .join(chosen, chosen.c.id == ApprovalRequest.id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .outerjoin(Person, Person.id == AiSystem.owner_id)
        .outerjoin(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .outerjoin(sender, sender.id == ApprovalRound.submitter_id)
        .order_by(chosen.c.place, ApprovalRequest.id)
    )


def _points(*which: Any) -> Any:
    query = select(func.count()).select_from(ChangePoint)
    return (
        query.where(ChangePoint.request_id == ApprovalRequest.id, *which)
        .correlate(ApprovalRequest)
        .scalar_subquery()
    )


def _seats(tx: Session, ids: Sequence[int]) -> tuple[dict[int, list[Seat]], dict[int, str]]:
    """All seats by request, and by seat the name of whoever took it or was asked to sign it."""
    seats: dict[int, list[Seat]] = defaultdict(list)
    names: dict[int, str] = {}
    rows = tx.execute(
        select(Seat, Person.name)
        .outerjoin(Person, Person.id == func.coalesce(Seat.claimed_by_id, Seat.assigned_to_id))
        .where(Seat.request_id.in_(ids))
        .order_by(Seat.step, Seat.id)
    )
    for seat, name in rows:
        seats[seat.request_id].append(seat)
        names[seat.id] = name or ""
    return seats, names


def _row(row: Any, seats: Sequence[Seat], names: dict[int, str], now: datetime) -> QueueRow:
    request: ApprovalRequest = row.ApprovalRequest
    ready = [seat for seat in seats if seat.status == SeatStatus.OPEN and seat.turn_since is not None]
    turn = _turn(row, ready, seats, now)
    running = row.lane != STANDS and bool(request.due_at) and request.status == "in_review"
    return QueueRow(
        id=request.id,
        ref=ref("REQ", request.id),
        label=row.label,
        gate=request.gate,
        gate_label=gate_label(request.gate),
        tier=request.tier,
        status=request.status,
        lane=row.lane,
        turn=turn,
        who=", ".join(dict.fromkeys(names[seat.id] for seat in ready if names[seat.id])),
        since=turn.since or request.turn_since,
        submitted_at=request.first_submitted_at,
        due_at=request.due_at if running else None,
        late=bool(row.late),
        will_miss=bool(row.miss),
        round_number=request.round_number,
        owner_id=row.owner_id,
        owner=row.owner or "",
    )


def _turn(row: Any, ready: Sequence[Seat], seats: Sequence[Seat], now: datetime) -> Turn:
    """Whose turn it is, said to somebody who looks on; the reader's own turns stand on their Home."""
    request: ApprovalRequest = row.ApprovalRequest
    return turn_of(
        TurnFacts(
            status=request.status,
            turn_since=request.turn_since,
            now=now,
            on_hold=request.on_hold,
            expires_at=request.expires_at,
            detail=request.detail,
            seats=[TurnSeat(view(seat).role_label, seat.turn_since) for seat in ready],
            team=[row.owner] if row.owner else [],
            round_number=request.round_number,
            cause=row.cause or "",
            handed_in_by=row.sender or "",
            points_open=row.points_open,
            points=row.points,
            lost=[view(seat).role_label for seat in lost_groups(seats)],
        )
    )

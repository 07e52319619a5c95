"""What the review page shows of persons: seats, signatures, points, conditions, remarks, and who may not sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Said:
    """A sentence by its code, with what fills it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SignatureLine:
    """A signature as it was given; `live` while its seat still points at it, `mine` when the reader signed it."""

    uuid: str
    seat_key: str
    name: str
    role_label: str
    decision: str
    meaning: str
    statement: str
    reason: str
    round_number: int
    digest: str
    seal: str
    method: str
    at: datetime
    live: bool
    mine: bool
    wrote: str


@dataclass(frozen=True)
class SeatLine:
    """A seat: who sits in it and what they said, or whose turn it is; `note` says why it was cleared."""

    key: str
    role_label: str
    state: str
    advises: bool
    step: int
    needs: int | None
    person: str
    you: bool
    at: datetime | None
    note: Said | None


@dataclass(frozen=True)
class Barred:
    """Somebody who holds the role and may not sign, with every reason."""

    name: str
    reasons: tuple[Said, ...]


@dataclass(frozen=True)
class StandIn:
    """Somebody who may sign for a person who could, until an instant that no longer counts."""

    name: str
    delegator: str
    until: datetime


@dataclass(frozen=True)
class SeatAsk:
    """Who can sign one open seat, and who of those that hold its role cannot."""

    seat_key: str
    role_label: str
    can: tuple[str, ...]
    cannot: tuple[Barred, ...]
    stand_ins: tuple[StandIn, ...] = ()


@dataclass(frozen=True)
class WhyNot:
    """Why the reader cannot sign in one role (or at all, when `role_label` is empty)."""

    role_label: str
    reasons: tuple[Said, ...]


@dataclass(frozen=True)
class PointLine:
    """A numbered point, who raised it, who answers it, and the answer."""

    number: int
    text: str
    item: str
    owner: str
    raised_by: str
    mine: bool
    round_number: int
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ConditionLine:
    """A condition, whose it is and what became of it."""

    ref: str
    text: str
    item: str
    owner: str
    due_on: date
    status: str
    set_by: str


@dataclass(frozen=True)
class CommentLine:
    """A remark of the discussion."""

    text: str
    item: str
    by: str
    at: datetime


@dataclass(frozen=True)
class PersonChoice:
    """Somebody who can own a condition or a point."""

    id: int
    name: str


@dataclass(frozen=True)
class AdmitChoice:
    """A person with a later grant whom the reader may admit to an open seat."""

    seat_key: str
    role_label: str
    person_id: int
    name: str

"""The facts of a session as its page and its minutes tell them; read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class MemberFact:
    """A member, and whether they were here, a deputy was, or nobody."""

    person_id: int
    name: str
    roles: tuple[str, ...]
    deputies: tuple[tuple[int, str], ...]
    came_at: datetime | None
    left_at: datetime | None
    deputy: str = ""
    deputy_id: int | None = None

    @property
    def present(self) -> bool:
        """Whether the place is filled now."""
        return self.came_at is not None and self.left_at is None

    @property
    def attended(self) -> bool:
        """Whether the place was ever filled."""
        return self.came_at is not None


@dataclass(frozen=True)
class GuestFact:
    """Somebody who was here and is no member."""

    person_id: int
    name: str
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class VoteFact:
    """One vote as cast; `counts` for the last one of its place, `signature` the uuid of what it became."""

    person_id: int
    name: str
    role: str
    in_place_of: str
    choice: str
    decision: str
    seat_key: str
    reason: str
    statement: str
    method: str
    cast_at: datetime
    counts: bool
    signature: str


@dataclass(frozen=True)
class MotionFact:
    """A motion with its votes; `count` as stored when it was closed, or as it stands while it is open."""

    id: int
    uuid: str
    decision: str
    text: str
    terms: Mapping[str, Any]
    digest: str
    moved_by: str
    opened_at: datetime
    closed_at: datetime | None
    result: str
    count: Mapping[str, Any]
    applied_at: datetime | None
    votes: tuple[VoteFact, ...]

    @property
    def open(self) -> bool:
        """Whether it can be voted on."""
        return self.closed_at is None

    @property
    def dissent(self) -> tuple[VoteFact, ...]:
        """Who voted against it, with their reasons."""
        return tuple(one for one in self.votes if one.choice == "against" and one.counts)


@dataclass(frozen=True)
class ConflictFact:
    """Who declared a conflict on an item, and why."""

    person_id: int
    name: str
    reason: str
    declared_at: datetime


@dataclass(frozen=True)
class ItemFact:
    """An item with its request as it stands, the conflicts declared and the motions in their order."""

    id: int
    uuid: str
    position: int
    kind: str
    title: str
    note: str
    status: str
    decided_at: datetime | None
    request_id: int | None
    request_ref: str
    request_status: str
    gate: str
    tier: str
    due_at: datetime | None
    conflicts: tuple[ConflictFact, ...]
    motions: tuple[MotionFact, ...]

    @property
    def motion(self) -> MotionFact | None:
        """The motion that is open."""
        return next((one for one in self.motions if one.open), None)


@dataclass(frozen=True)
class SessionFacts:
    """Everything about one session."""

    id: int
    uuid: str
    ref: str
    kind: str
    title: str
    status: str
    called_off: bool
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    deadline_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    chair_id: int | None
    chair: str
    secretary_id: int | None
    secretary: str
    quorum: int
    members: tuple[MemberFact, ...]
    guests: tuple[GuestFact, ...]
    items: tuple[ItemFact, ...]
    revision: int

    @property
    def present(self) -> int:
        """How many places are filled now."""
        return sum(1 for member in self.members if member.present)

    def item(self, item_id: int) -> ItemFact | None:
        """An item of the agenda."""
        return next((one for one in self.items if one.id == item_id), None)

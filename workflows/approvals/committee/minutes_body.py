"""What minutes say: frozen when they are drafted, canonical, so that two people sign the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from workflows.ground.canonical import canonical_text

SCHEMA = "minutes/1"
Line = TypeVar("Line", "Body", "Place", "Guest", "VoteLine", "MotionLine")


@dataclass(frozen=True)
class Place:
    """A member's place: who sat in it, or nobody; `person` differs from `member` when a deputy did."""

    member: str
    roles: tuple[str, ...]
    person: str
    came_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def is_filled(self) -> bool:
        """Whether somebody sat in it."""
        return bool(self.person)


@dataclass(frozen=True)
class Guest:
    """Somebody who was there without a place."""

    name: str
    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class VoteLine:
    """One vote as it was signed; `counts` when it stood in the count, `became` the seal of the signature it became."""

    name: str
    in_place_of: str
    role_label: str
    choice: str
    decision: str
    reason: str
    cast_at: datetime
    counts: bool
    became: str


@dataclass(frozen=True)
class MotionLine:
    """One motion with its count and every vote by name."""

    text: str
    decision: str
    moved_by: str
    opened_at: datetime
    closed_at: datetime | None
    result: str
    votes_for: int
    against: int
    abstained: int
    needed: int
    voted: int
    applied: bool
    votes: tuple[VoteLine, ...]

    @property
    def dissent(self) -> tuple[VoteLine, ...]:
        """The votes that stood against what was decided, with their reasons."""
        won = {"carried": "for", "lost": "against"}.get(self.result, "")
        other = {"for": "against", "against": "for"}.get(won, "")
        return tuple(vote for vote in self.votes if vote.counts and vote.choice == other)


@dataclass(frozen=True)
class ConflictLine:
    """A member who declared a conflict and stepped back from an item."""

    name: str
    reason: str


@dataclass(frozen=True)
class ItemLine:
    """One item of the agenda and what became of it; `outcome` is the request's status when the minutes were drafted."""

    position: int
    kind: str
    title: str
    request: str
    gate: str
    status: str
    outcome: str
    note: str
    conflicts: tuple[ConflictLine, ...]
    motions: tuple[MotionLine, ...]


@dataclass(frozen=True)
class Body:
    """The whole of the minutes. `needed` members make the quorum; `quorate` when so many places were filled."""

    session: str
    session_uuid: str
    title: str
    kind: str
    organisation: str
    zone: str
    language: str
    place: str
    opened_at: datetime | None
    closed_at: datetime | None
    deadline_at: datetime | None
    chair: str
    secretary: str
    needed: int
    places: tuple[Place, ...]
    guests: tuple[Guest, ...]
    items: tuple[ItemLine, ...]
    next_title: str
    next_at: datetime | None
    remarks: str
    correction: str
    schema: str = SCHEMA

    @property
    def filled(self) -> int:
        """How many places were filled."""
        return sum(place.is_filled for place in self.places)

    @property
    def quorate(self) -> bool:
        """Whether the quorum was there."""
        return self.needed > 0 and self.filled >= self.needed


def stored(body: Body) -> str:
    """The body as canonical text."""
    return canonical_text(asdict(body))


def load(text: str) -> Body:
    """The body that a stored text holds."""
    raw: dict[str, Any] = json.loads(text)
    body = Body(**(raw | {"places": (), "guests": (), "items": ()}))
    return replace(
        _timed(body, "opened_at", "closed_at", "deadline_at", "next_at"),
        places=tuple(
            _timed(Place(**(one | {"roles": tuple(one["roles"])})), "came_at", "left_at")
            for one in raw["places"]
        ),
        guests=tuple(_timed(Guest(**one), "came_at", "left_at") for one in raw["guests"]),
        items=tuple(_item(one) for one in raw["items"]),
    )


def _item(raw: dict[str, Any]) -> ItemLine:
    return ItemLine(
        **(
            raw
            | {
                "conflicts": tuple(ConflictLine(**one) for one in raw["conflicts"]),
                "motions": tuple(_motion(one) for one in raw["motions"]),
            }
        )
    )


def _motion(raw: dict[str, Any]) -> MotionLine:
    votes = tuple(_timed(VoteLine(**one), "cast_at") for one in raw["votes"])
    return _timed(MotionLine(**(raw | {"votes": votes})), "opened_at", "closed_at")


def _timed(line: Line, *names: str) -> Line:
    """The line with its instants read from text."""
    texts = {name: getattr(line, name) for name in names}
    told: dict[str, Any] = {name: datetime.fromisoformat(text) for name, text in texts.items() if text}
    return replace(line, **told)

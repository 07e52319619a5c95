"""What Home shows: rows with the reason why each is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.approvals.turns import Turn


@dataclass(frozen=True)
class Row:
    """A request or a condition: what it is, when it is due, whose turn and why.

    `ref` is its own, `request_ref` that of its request; `text` is a condition's. `due_at` of a condition is the end
    of its last day. `aside_until` is set while the reader put it aside, `asked` when they are asked by name to sign.
    """

    ref: str
    request_ref: str
    label: str
    gate: str
    gate_label: str
    tier: str
    status: str
    due_at: datetime | None
    turn: Turn
    text: str = ""
    due_on: date | None = None
    aside_until: datetime | None = None
    asked: bool = False

    @property
    def is_condition(self) -> bool:
        """Whether it is a condition rather than a request."""
        return self.ref != self.request_ref


@dataclass(frozen=True)
class Inbox:
    """What needs the person now, the first due first. `count` is the badge: the rows and nothing else.

    `later` are the rows that the person put aside.
    """

    rows: tuple[Row, ...] = ()
    later: tuple[Row, ...] = ()

    @property
    def count(self) -> int:
        """How many things need the person."""
        return len(self.rows)

    @property
    def oldest(self) -> datetime | None:
        """Since when the longest waiting one has waited."""
        return min((row.turn.since for row in self.rows if row.turn.since), default=None)

    @property
    def first(self) -> Row | None:
        """The one that is due first."""
        return self.rows[0] if self.rows else None

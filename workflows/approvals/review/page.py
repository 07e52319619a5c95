"""The review page as a whole, frozen: every part by name, so that a template only has to set it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.approvals.clock.forecast import Forecast
from workflows.approvals.review.contents import (
    Changes,
    Checks,
    FileMark,
    FilePane,
    ItemPane,
    RoundLine,
)
from workflows.approvals.review.pool import PoolPart
from workflows.approvals.review.voices import (
    AdmitChoice,
    CommentLine,
    ConditionLine,
    PersonChoice,
    PointLine,
    Said,
    SeatAsk,
    SeatLine,
    SignatureLine,
    WhyNot,
)
from workflows.approvals.turns import Turn


@dataclass(frozen=True)
class Look:
    """What the reader has selected: an item, a file, the seat to sign in.

    `since` is the digest of a round that was read before: the difference is then shown against that round.
    """

    item: str = ""
    evidence: str = ""
    seat: str = ""
    since: str = ""


@dataclass(frozen=True)
class Choice:
    """One decision that the seat offers, with the exact sentence it signs."""

    decision: str
    label: str
    statement: str


@dataclass(frozen=True)
class Prefill:
    """A condition that an open must-item needs."""

    item: str
    title: str


@dataclass(frozen=True)
class Panel:
    """The sign panel: the seats to choose from, or the chosen one with its decisions and sentences.

    A seat to choose is its key, or key, colon and a person's key where it is signed for that person.

    `blank` is the sentence with a gap for the decision. `adopted` are conditions of earlier seats that an approval
    takes over; `latest` is the last day a condition may be due, `until` the last one that a rejection may
    name.
    """

    seat_key: str
    role_label: str
    advises: bool
    seats: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...] = ()
    recuse: Choice | None = None
    blank: tuple[str, str] = ("", "")
    digest: str = ""
    round_number: int = 0
    prefills: tuple[Prefill, ...] = ()
    adopted: tuple[ConditionLine, ...] = ()
    unchecked: tuple[FileMark, ...] = ()
    unchecked_blocks: bool = False
    against_advice: bool = False
    latest: date | None = None
    until: date | None = None
    owner_id: int | None = None
    delegator: str = ""
    lent_until: datetime | None = None

    @property
    def key(self) -> str:
        """The plain key of the chosen seat."""
        return self.seat_key.partition(":")[0]


@dataclass(frozen=True)
class NextUp:
    """How many other requests wait for the reader, and which comes first."""

    count: int
    ref: str
    label: str


@dataclass(frozen=True)
class ReviewPage:
    """The whole page."""

    ref: str
    gate: str
    gate_label: str
    label: str
    system_ref: str
    tier: str
    status: str
    on_hold: bool
    is_final: bool
    now: datetime
    due_at: datetime | None
    forecast: Forecast | None
    decided_at: datetime | None
    ended: Said | None
    asks_more: Said | None
    turn: Turn
    in_team: bool
    may_withdraw: bool
    opener: str
    round: RoundLine | None
    changes: Changes | None
    pane: ItemPane | None
    file: FilePane | None
    files: tuple[FileMark, ...]
    checks: Checks | None
    points: tuple[PointLine, ...]
    seats: tuple[SeatLine, ...]
    asks: tuple[SeatAsk, ...]
    why_not: tuple[WhyNot, ...]
    panel: Panel | None
    rounds: tuple[RoundLine, ...]
    signatures: tuple[SignatureLine, ...]
    conditions: tuple[ConditionLine, ...]
    comments: tuple[CommentLine, ...]
    recused: bool
    pool: PoolPart
    admits: tuple[AdmitChoice, ...]
    people: tuple[PersonChoice, ...]
    item_keys: tuple[str, ...]
    next: NextUp | None

    @property
    def mine(self) -> SignatureLine | None:
        """The reader's live signature, or their last word in the present round."""
        own = [line for line in self.signatures if line.mine]
        for line in reversed(own):
            if line.live or (self.round and line.round_number == self.round.number):
                return line
        return None

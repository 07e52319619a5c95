"""What the records say of a measure of oversight: how often people stepped in, and what the newest review found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.oversight.interventions import INTERVENTION
from workflows.ground import clock
from workflows.inventory.registers.content import body_of
from workflows.inventory.resources.belonging import belongs_to
from workflows.inventory.resources.rows import Row, day_of, last, number_of, rows_of, text_of
from workflows.people.days import today

YEAR: Final = timedelta(days=365)
MOST: Final = 2_000


@dataclass(frozen=True)
class Reviewed:
    """The newest review: outputs seen and overridden, errors planted and found, shares in whole percent."""

    until: date
    outputs: int
    overridden: int
    planted: int
    found: int

    @property
    def overridden_percent(self) -> int:
        """Share of outputs that were overridden."""
        return round(100 * self.overridden / self.outputs) if self.outputs else 0

    @property
    def found_percent(self) -> int:
        """Share of planted errors that were found."""
        return round(100 * self.found / self.planted) if self.planted else 0


@dataclass(frozen=True)
class Measured:
    """What the panel of a measure shows; `stepped_in` counts the last year by kind, the most frequent first."""

    stepped_in: tuple[tuple[str, int], ...]
    review: Reviewed | None
    training_until: date | None
    trained: int
    untrained: int


def measured(tx: Session, record: RegisterRecord) -> Measured:
    """The figures of a measure, from its own rows and the interventions that belong to it: two statements."""
    day, body = today(tx, clock.glance()), body_of(record.body)
    overseers = rows_of(body, "overseers")
    ends = [end for end in (day_of(row, "valid_until") for row in overseers) if end is not None]
    trained = sum(end >= day for end in ends)
    return Measured(
        stepped_in=_stepped_in(tx, record, day),
        review=_review(last(rows_of(body, "reviews"), day="until")),
        training_until=min(ends, default=None),
        trained=trained,
        untrained=len(overseers) - trained,
    )


def _stepped_in(tx: Session, record: RegisterRecord, day: date) -> tuple[tuple[str, int], ...]:
    bodies = tx.scalars(
        select(RegisterRecord.body)
        .where(belongs_to(record, INTERVENTION.key, "under"))
        .order_by(RegisterRecord.id.desc())
        .limit(MOST)
    )
    counted: Counter[str] = Counter()
    kinds = INTERVENTION.field("kind")
    for body in map(body_of, bodies):
        on = day_of(body, "on")
        if on is not None and on > day - YEAR and kinds is not None:
            counted[kinds.label_of(text_of(body, "kind"))] += 1
    return tuple(counted.most_common())


def _review(row: Row | None) -> Reviewed | None:
    until = day_of(row, "until") if row else None
    if row is None or until is None:
        return None
    keys = ("outputs", "overridden", "planted", "found")
    return Reviewed(until, *(int(number_of(row, key) or 0) for key in keys))

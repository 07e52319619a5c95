"""What runs out: contracts, certificates and reports with the day by which somebody has to act; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SOON = 60
"""Days ahead in which a paper counts as ending soon."""

ENDED, ENDING, IN_FORCE, OPEN_END = "ended", "ending", "in_force", "open_end"


@dataclass(frozen=True)
class Paper:
    """One contract, certificate or report; `act_by` is its end less the notice that has to be given."""

    kind: str
    name: str
    number: str
    starts_on: date | None
    ends_on: date | None
    act_by: date | None

    def state(self, today: date) -> str:
        """Whether it has ended, ends soon, is in force, or has no end."""
        if self.ends_on is None or self.act_by is None:
            return OPEN_END
        if self.ends_on < today:
            return ENDED
        return ENDING if self.act_by <= today + timedelta(days=SOON) else IN_FORCE

    def in_force(self, today: date) -> bool:
        """Whether it holds on that day."""
        return self.state(today) != ENDED and (self.starts_on is None or self.starts_on <= today)


def papers_of(body: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers of a supplier; of those with the same kind and name the one that ends last counts."""
    found: dict[tuple[str, str], Paper] = {}
    for row in body.get("papers") or []:
        name = " ".join(str(row.get("name") or "").split())
        if not name:
            continue
        kind, ends = str(row.get("kind") or ""), day_of(row.get("ends_on"))
        notice = row.get("notice_days")
        days = int(notice) if isinstance(notice, int | float) and 0 <= notice <= 3660 else 0
        paper = Paper(
            kind,
            name,
            str(row.get("number") or ""),
            day_of(row.get("starts_on")),
            ends,
            ends - timedelta(days=days) if ends else None,
        )
        key = (kind, name.casefold())
        if key not in found or _later(paper, found[key]):
            found[key] = paper
    return tuple(sorted(found.values(), key=lambda one: (one.act_by or date.max, one.name)))


def next_day(body: Mapping[str, Any]) -> date | None:
    """The first day by which somebody has to act on a paper, or look at the supplier again."""
    days = [paper.act_by for paper in papers_of(body) if paper.act_by]
    again = day_of(body.get("review_on"))
    return min([*days, *([again] if again else [])], default=None)


def day_of(value: Any) -> date | None:
    """A stored day; None for nothing, or for what is none."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _later(one: Paper, other: Paper) -> bool:
    return (one.ends_on or date.max) >= (other.ends_on or date.max)

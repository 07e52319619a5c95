"""How a risk is rated: likelihood times the highest impact, in four levels; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.assurance.risks.taxonomy import criteria

LEVELS = ("low", "medium", "high", "critical")
PARTS = ("organisation", "individuals", "society")
"""On whom the impact falls; the highest of them counts."""

BEFORE, AFTER = "inherent", "residual"
WORST = 5
"""An impact on persons that is never below `high`, however rare it is."""


@dataclass(frozen=True)
class Rating:
    """A place in the 5×5 picture and the level it has."""

    likelihood: int
    impact: int
    level: str

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact


def rate(likelihood: int, impacts: Mapping[str, int]) -> Rating | None:
    """The rating of a likelihood and the impacts on each part; None when nothing was rated.

    Raises ValueError for a number outside 1 to 5, so that a wrong import cannot look harmless.
    """
    if not impacts:
        return None
    for number in (likelihood, *impacts.values()):
        if not 1 <= number <= WORST:
            raise ValueError(f"{number} is not on the scale")
    impact = max(impacts.values())
    level = _band(likelihood * impact)
    if impacts.get("individuals") == WORST and LEVELS.index(level) < LEVELS.index("high"):
        level = "high"
    return Rating(likelihood, impact, level)


def rating_of(body: Mapping[str, Any], when: str) -> Rating | None:
    """The rating that a record's fields say, `inherent` or `residual`; None while it is not whole enough."""
    likelihood = _number(body.get(f"{when}_likelihood"))
    impacts = {part: _number(body.get(f"{when}_{part}")) for part in PARTS}
    given = {part: number for part, number in impacts.items() if number}
    return rate(likelihood, given) if likelihood and given else None


def present(body: Mapping[str, Any]) -> Rating | None:
    """What the risk is now: after measures where that was rated, else before them."""
    return rating_of(body, AFTER) or rating_of(body, BEFORE)


def worse(one: str, other: str) -> bool:
    """Whether the first level is above the second; an unknown level is above none."""
    return one in LEVELS and (other not in LEVELS or LEVELS.index(one) > LEVELS.index(other))


def review_due(reviewed: str, level: str) -> date | None:
    """When a risk of this level that was looked at on this day has to be looked at again."""
    if not reviewed or level not in LEVELS:
        return None
    return add_months(date.fromisoformat(reviewed), int(criteria()["review_months"][level]))


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last of its month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def authority(level: str) -> str:
    """The role that accepts a risk of this level, as the catalogue suggests."""
    return str(criteria()["acceptance_authority"][level])


def _band(score: int) -> str:
    return next(str(band["key"]) for band in criteria()["level_bands"] if band["min"] <= score <= band["max"])


def _number(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() else 0

"""The days of a month as a table of weeks; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
EARLIEST, LATEST = 2000, 2999


@dataclass(frozen=True)
class Month:
    """One month; `weeks` run from Monday to Sunday and reach into the months beside it."""

    first: date

    @property
    def key(self) -> str:
        """As it stands in an address, such as 2026-06."""
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def before(self) -> Month:
        """The month before; the earliest one is its own."""
        return Month((self.first - timedelta(days=1)).replace(day=1)) if self.first.year > EARLIEST else self

    @property
    def next(self) -> Month:
        """The month after."""
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks that cover the month."""
        monday = self.first - timedelta(days=self.first.weekday())
        found = []
        while monday <= self.last:
            found.append([monday + timedelta(days=number) for number in range(7)])
            monday += timedelta(days=7)
        return found


def month_of(text: str, today: date) -> Month:
    """The month of an address, or today's for anything that is none."""
    found = _MONTH.match(text) if text.isascii() else None
    if found and 1 <= int(found[2]) <= 12 and EARLIEST <= int(found[1]) <= LATEST - 1:
        return Month(date(int(found[1]), int(found[2]), 1))
    return Month(today.replace(day=1))

"""Working time as pure arithmetic: what lies between two instants, and when an amount of it is used up.

Everything is computed on instants in UTC, so that a day of 23 or 25 hours has exactly the working time it has.
A wall time that the spring change skips is read with the offset that held before it, as RFC 5545 does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from workflows.approvals.clock.public_days import public_days
from workflows.people.days import zone_of

LONGEST_REST = 400
"""Days without any working time after which a calendar counts as one in which nobody ever works."""

_DAY = timedelta(days=1)
Window = tuple[datetime, datetime]


class NoWorkingTime(ValueError):
    """The calendar has no working time within more than a year: nothing can be due by it."""


@dataclass(frozen=True)
class Calendar:
    """When the organisation works; raises NoWorkingTime when it never would.

    `own` are the days the organisation decided itself: True is worked although it were free, False the reverse.
    """

    zone: str = "UTC"
    opens: time = time(9)
    closes: time = time(17)
    lunch: tuple[time, time] | None = None
    weekdays: frozenset[int] = frozenset(range(5))
    country: str = ""
    subdivision: str = ""
    own: Mapping[date, bool] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)) or self.opens >= self.closes:
            raise NoWorkingTime("a calendar needs a weekday and hours on it")
        if self.lunch and not self.opens <= self.lunch[0] < self.lunch[1] <= self.closes:
            raise NoWorkingTime("the break lies inside the working hours")
        if self.lunch == (self.opens, self.closes):
            raise NoWorkingTime("a break as long as the day leaves nothing")

    @property
    def here(self) -> tzinfo:
        """The organisation's zone."""
        return zone_of(self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether people are expected to work on that day, in the organisation's zone."""
        if day in self.own:
            return self.own[day] and _exists(day, self.here)
        if day.weekday() not in self.weekdays or not _exists(day, self.here):
            return False
        return not self.country or day not in public_days(self.country, self.subdivision, day.year)

    def windows(self, day: date) -> list[Window]:
        """The stretches of that day in which time counts, as instants."""
        if not self.is_working_day(day):
            return []
        at = (self.opens, *(self.lunch or ()), self.closes)
        pairs = [(at[n], at[n + 1]) for n in range(0, len(at), 2)]
        found = [(_instant(day, a, self.here, 0), _instant(day, b, self.here, 1)) for a, b in pairs]
        return [(begin, end) for begin, end in found if begin < end]


def next_working_day(day: date, cal: Calendar) -> date:
    """The first working day after `day`; raises NoWorkingTime when none comes."""
    for _ in range(LONGEST_REST):
        day += _DAY
        if cal.windows(day):
            return day
    raise NoWorkingTime("no working day comes")


def due(start: datetime, days: int, cal: Calendar) -> datetime:
    """The end of the last of `days` working days after the day on which `start` falls, as an instant in UTC.

    The day of the start itself does not count, so that nobody has less than the days the policy promises.
    """
    if days < 1:
        raise ValueError("a due date is at least one working day away")
    day = _local_day(start, cal)
    for _ in range(days):
        day = next_working_day(day, cal)
    return cal.windows(day)[-1][1]


def worked(start: datetime, end: datetime, cal: Calendar) -> int:
    """The whole seconds of working time between two instants; none when the second is not the later one."""
    if end <= start:
        _local_day(start, cal)
        return 0
    day, last, total = _local_day(start, cal) - _DAY, _local_day(end, cal) + _DAY, timedelta(0)
    while day <= last:
        for begin, close in cal.windows(day):
            total += max(min(close, end) - max(begin, start), timedelta(0))
        day += _DAY
    return total // timedelta(seconds=1)


def add(start: datetime, seconds: int, cal: Calendar) -> datetime:
    """The first instant at which so much working time has passed since `start`, in UTC.

    No seconds give the first working instant at or after `start`. Raises NoWorkingTime when it never comes.
    """
    if seconds < 0:
        raise ValueError("working time is added, `back` takes it away")
    rest = timedelta(seconds=seconds)
    for begin, close in _ahead(_local_day(start, cal) - _DAY, cal):
        begin = max(begin, start)
        if begin >= close:
            continue
        if rest <= close - begin:
            return (begin + rest).astimezone(UTC)
        rest -= close - begin
    raise NoWorkingTime("no working time comes")


def back(end: datetime, seconds: int, cal: Calendar) -> datetime:
    """The last instant from which so much working time passes until `end`: "one hour before" in working time."""
    if seconds < 0:
        raise ValueError("working time is taken away, `add` adds it")
    rest, day, idle = timedelta(seconds=seconds), _local_day(end, cal) + _DAY, 0
    while idle <= LONGEST_REST:
        windows = cal.windows(day)
        idle = 0 if windows else idle + 1
        for begin, close in reversed(windows):
            close = min(close, end)
            if begin >= close:
                continue
            if rest <= close - begin:
                return (close - rest).astimezone(UTC)
            rest -= close - begin
        day -= _DAY
    raise NoWorkingTime("no working time was")


def _ahead(day: date, cal: Calendar) -> Iterator[Window]:
    idle = 0
    while idle <= LONGEST_REST:
        windows = cal.windows(day)
        idle = 0 if windows else idle + 1
        yield from windows
        day += _DAY


def _local_day(at: datetime, cal: Calendar) -> date:
    if at.tzinfo is None:
        raise ValueError("working time is counted from an instant with a time zone")
    return at.astimezone(cal.here).date()


def _instant(day: date, at: time, here: tzinfo, fold: int) -> datetime:
    """A wall time as an instant: of two, the first opens and the second closes."""
    first = datetime.combine(day, at, here).astimezone(UTC)
    second = datetime.combine(day, at.replace(fold=1), here).astimezone(UTC)
    return max(first, second) if fold else first


@lru_cache(maxsize=4096)
def _exists(day: date, here: tzinfo) -> bool:
    """Whether the zone had that day at all: Samoa had no 30 December 2011."""
    noon = datetime.combine(day, time(12), here)
    return noon.astimezone(UTC).astimezone(here).date() == day

"""Legal clocks: which duties to report an incident starts, and when they end; pure.

The Act counts calendar days from awareness, never working days. A clock of days ends on the day counted from the day
of awareness at the same time of day: nobody who keeps it is late under any reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

EFFECTS: tuple[tuple[str, str], ...] = (
    ("death", "Death of a person, or a link to one is suspected"),
    ("health", "Serious harm to health"),
    ("critical_infrastructure", "Serious and irreversible disruption of critical infrastructure"),
    ("fundamental_rights", "Breach of duties that protect fundamental rights"),
    ("property_environment", "Serious harm to property or the environment"),
    ("widespread", "Widespread infringement in several Member States"),
    ("personal_data", "Breach of personal data"),
    ("none", "None of these"),
)
"""Effects of an incident that the serious-incident test asks about, in our own words."""

CASE_OF = {
    "death": "death",
    "health": "general",
    "critical_infrastructure": "critical_infrastructure",
    "fundamental_rights": "general",
    "property_environment": "general",
    "widespread": "widespread_infringement",
    "personal_data": "personal_data_breach",
}
"""The case of the law data that an effect falls under."""
SERIOUS = frozenset(
    {"death", "health", "critical_infrastructure", "fundamental_rights", "property_environment"}
)
"""Effects that make an incident serious in the sense of Article 3(49)."""


@dataclass(frozen=True)
class Rule:
    """One duty to report: within so many days or hours of awareness, under which article."""

    case: str
    law: str
    article: str
    days: int = 0
    hours: int = 0

    @property
    def length(self) -> int:
        """Its length in hours of calendar time."""
        return self.days * 24 + self.hours

    def due(self, aware: datetime, zone: tzinfo) -> datetime:
        """When the report must be made at the latest."""
        if not self.days:
            return aware.astimezone(UTC) + timedelta(hours=self.hours)
        local = aware.astimezone(zone)
        # The wall clock counts: 15 days stay 15 days when the hour is changed in between.
        return (local + timedelta(days=self.days)).astimezone(UTC)


def cases_of(effects: Iterable[str]) -> tuple[str, ...]:
    """The cases that the effects fall under, each once."""
    return tuple(dict.fromkeys(CASE_OF[effect] for effect in effects if effect in CASE_OF))


def is_serious(effects: Iterable[str]) -> bool:
    """Whether one of the effects makes it a serious incident."""
    return any(effect in SERIOUS for effect in effects)


REMINDERS = ("half", "last_day", "overdue")
"""What is told about a running clock: when half of it is over, on its last day, when it is over."""


def reminders_due(started: datetime, due: datetime, now: datetime, told: Iterable[str]) -> tuple[str, ...]:
    """The reminders whose time has come and that nobody was given, the latest last."""
    times = (started + (due - started) / 2, due - timedelta(days=1), due)
    given = frozenset(told)
    return tuple(name for name, at in zip(REMINDERS, times, strict=True) if now >= at and name not in given)

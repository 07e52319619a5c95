"""What a scheme of classification says: its questions, tiers, duties, dates and clocks, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

YES_NO, MULTI, CHECKLIST = "yes_no", "multi", "checklist"
COMPUTED = "computed"
"""An outcome whose tier follows from the flags."""


@dataclass(frozen=True)
class Option:
    """One choice of a question; `screen` is the plain question of a choice that is answered by itself."""

    key: str
    label: str
    text: str = ""
    screen: str = ""
    group: str = ""
    applies_from: str = ""


@dataclass(frozen=True)
class Question:
    """One question and where each answer leads: to another question or to an outcome."""

    key: str
    text: str
    articles: tuple[str, ...]
    kind: str
    yes: str
    no: str
    yes_flag: str = ""
    no_flag: str = ""
    options: tuple[Option, ...] = ()

    @property
    def branches(self) -> bool:
        """Whether the answer decides what is asked next."""
        return self.yes != self.no

    @property
    def screened(self) -> bool:
        """Whether every choice is answered by itself with yes, no or unsure."""
        return any(option.screen for option in self.options)


@dataclass(frozen=True)
class Outcome:
    """Where a walk ends; `tier` is a tier of the scheme or COMPUTED, then `otherwise` where no flag says more."""

    key: str
    tier: str
    text: str
    otherwise: str = ""


@dataclass(frozen=True)
class TierRule:
    """One tier; a higher rank is stricter, rank 0 lies outside the scheme."""

    key: str
    label: str
    rank: int
    effect: str = ""
    articles: tuple[str, ...] = ()
    when_flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Duty:
    """One duty; `applies` maps a case (`iii`, `i`, `all`, `legacy`, `original`, `new`) to its first day."""

    key: str
    article: str
    roles: tuple[str, ...]
    tier: str
    label: str
    text: str
    evidence: tuple[str, ...] = ()
    module: str = ""
    applies: Mapping[str, date] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Moment:
    """One date of the timetable of a law."""

    key: str
    day: date
    what: str
    articles: tuple[str, ...] = ()
    changed: bool = False
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class Clock:
    """How much time a law leaves, in calendar days or hours, and what starts it."""

    key: str
    law: str
    article: str
    days: int | None
    hours: int | None
    start: str = ""


@dataclass(frozen=True)
class Scheme:
    """A whole scheme as it stands; `version` names its questionnaire."""

    key: str
    title: str
    version: str
    start: str
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    tiers: Mapping[str, TierRule]
    duties: Mapping[str, Duty] = field(default_factory=dict)
    timeline: tuple[Moment, ...] = ()
    clocks: tuple[Clock, ...] = ()
    as_of: str = ""
    basis: str = ""
    rule: str = ""
    reclassify_when: tuple[str, ...] = ()

    def is_outside(self, target: str) -> bool:
        """Whether a step is an outcome that leaves the scheme: nobody gets there by being unsure."""
        outcome = self.outcomes.get(target)
        return outcome is not None and self.rank(outcome.tier) == 0

    def rank(self, tier: str) -> int:
        """How strict a tier is; a computed or unknown one counts as strictest."""
        found = self.tiers.get(tier)
        return found.rank if found else 99

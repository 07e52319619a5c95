"""What a date is, whoever reads it: a decision, a renewal, a condition, an absence or a sitting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.role_grant import ORG
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing

DECISION, RENEWAL, CONDITION, ABSENCE, COMMITTEE = (
    "decisions",
    "renewals",
    "conditions",
    "absences",
    "committee",
)
KINDS = (DECISION, RENEWAL, CONDITION, ABSENCE, COMMITTEE)
ROOM = frozenset({"ai_governance_lead", "committee_chair"})
"""Who gives work to others and so sees everybody's absences, and who sets committee dates."""
MOST = 500
"""Dates of one kind in one answer; a month of more is nothing anybody can read."""

Account = SignedIn | Standing


@dataclass(frozen=True)
class Entry:
    """One date; `at` and `until` are instants where it has them, `on` and `last` days in the reader's zone."""

    kind: str
    uuid: str
    revision: int
    stamp: datetime
    on: date
    last: date
    label: str
    ref: str = ""
    path: str = ""
    detail: str = ""
    at: datetime | None = None
    until: datetime | None = None
    called_off: bool = False


@dataclass(frozen=True)
class Span:
    """The days that are asked for, and the instants between which they lie in the reader's zone."""

    first: date
    last: date
    begin: datetime
    end: datetime


def leads_room(account: Account) -> bool:
    """Whether the person is governance lead or chair of the whole organisation."""
    return any(grant.role in ROOM and grant.scope_key == ORG for grant in account.grants)

"""Reads what the pages of a classification show: rows, reviews, duties, and a look at what would follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.classification import Classification
from models.classification_review import ClassificationReview
from models.person import Person
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.inventory.classification_queries import ClassificationLine, classification_lines
from workflows.inventory.law.effective import questionnaire_of, scheme_as_of
from workflows.inventory.law.queries import other_schemes
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.system_queries import SystemHead
from workflows.inventory.wizard.answering import judged
from workflows.inventory.wizard.commands import RunWizard
from workflows.inventory.wizard.duties import Found, Owed, owed
from workflows.inventory.wizard.flagging import gate_tier
from workflows.inventory.wizard.other import RunLine, runs_of
from workflows.inventory.wizard.said import found_of
from workflows.inventory.wizard.storing import roles_of, stored_walk
from workflows.people.days import today


@dataclass(frozen=True)
class ReviewLine:
    """Somebody looked and found it still right."""

    number: int
    person: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class ClassificationPage:
    """Everything the page of a classification shows; `moved` says that questions were changed since."""

    head: SystemHead
    lines: tuple[ClassificationLine, ...]
    reviews: tuple[ReviewLine, ...]
    scheme: Scheme
    owed: tuple[Owed, ...]
    day: date
    moved: bool
    schemes: tuple[Scheme, ...] = ()
    runs: Mapping[str, RunLine] = field(default_factory=dict)

    @property
    def now(self) -> ClassificationLine | None:
        """The present classification."""
        return self.lines[0] if self.lines else None


@dataclass(frozen=True)
class Look:
    """What the answers would lead to; `bad` is what they still lack."""

    walk: Mapping[str, Any] | None
    tier: str
    tier_label: str
    owed: tuple[Owed, ...]
    day: date
    bad: tuple[Refused, ...]


def classification_page(account: Any, system_id: int) -> ClassificationPage:
    """The classifications of a system with what follows from the present one; five statements more than the head."""
    tx = reading()
    head, lines = classification_lines(account, system_id)
    scheme, day = scheme_as_of(tx), today(tx, clock.glance())
    duties: tuple[Owed, ...] = ()
    if lines:
        duties = owed(scheme, found_of(lines[0], head.in_use_since))
    moved = bool(lines) and lines[0].questionnaire != questionnaire_of(scheme)
    schemes = other_schemes(tx, day)
    runs = {run.scheme: run for run in runs_of(system_id)} if schemes else {}
    return ClassificationPage(head, lines, _reviews(tx, system_id), scheme, duties, day, moved, schemes, runs)


def look(head: SystemHead, command: RunWizard) -> Look:
    """What the answers lead to, without keeping anything."""
    tx = reading()
    scheme, day = scheme_as_of(tx), today(tx, clock.glance())
    walked, bad = judged(scheme, command.answers, command.common_reason, command.none_applies)
    if walked.outcome is None:
        return Look(None, "", "", (), day, tuple(bad))
    tier = command.legal_tier or gate_tier(scheme, walked.tier).value
    found = Found(
        tier=tier,
        roles=frozenset(roles_of(walked)),
        flags=walked.set_flags(),
        points=walked.chosen("Q_ANNEX3"),
        in_use_since=head.in_use_since,
        outside=scheme.rank(walked.tier) == 0,
    )
    label = scheme.tiers[walked.tier].label
    return Look(stored_walk(scheme, walked), tier, label, owed(scheme, found), day, tuple(bad))


def _reviews(tx: Session, system_id: int) -> tuple[ReviewLine, ...]:
    rows = tx.execute(
        select(Classification.number, Person.name, ClassificationReview.reason, ClassificationReview.at)
        .join(Classification, Classification.id == ClassificationReview.classification_id)
        .join(Person, Person.id == ClassificationReview.person_id)
        .where(Classification.system_id == system_id)
        .order_by(ClassificationReview.at.desc(), ClassificationReview.id.desc())
        .limit(20)
    )
    return tuple(ReviewLine(*row) for row in rows)

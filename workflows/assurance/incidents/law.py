"""The clocks of the law data as of a day, as far as incidents start them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from workflows.assurance.incidents.clocks import CASE_OF, Rule
from workflows.inventory.law.effective import scheme_as_of
from workflows.inventory.law.scheme import Clock

_IN_THE_NAME = " Art. "


def rules_as_of(tx: Session, day: date) -> dict[str, Rule]:
    """The rules in force on that day, by case: the starter content with every change entered over it."""
    return rules_from(scheme_as_of(tx, day=day).clocks)


def rules_from(clocks: Iterable[Clock]) -> dict[str, Rule]:
    """The rules of the clocks that an incident can start, by case; one without a time starts nothing."""
    cases = frozenset(CASE_OF.values())
    found = {clock.key: rule_of(clock) for clock in clocks if clock.key in cases}
    return {key: rule for key, rule in found.items() if rule.length > 0}


def rule_of(clock: Clock) -> Rule:
    """One rule; a law that carries its article in its name gives it away."""
    law, article = clock.law, clock.article
    if not article and _IN_THE_NAME in law:
        law, _, article = law.partition(_IN_THE_NAME)
    return Rule(clock.key, law, article, clock.days or 0, clock.hours or 0)

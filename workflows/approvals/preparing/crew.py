"""Who can help with a request: who could supply an item, who could sign, and what answering would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.approvals.policies.body import SeatRule
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.desk import Said
from workflows.approvals.preparing.standings import TaskLine
from workflows.approvals.rules import RequestFacts, SeatView, bars_of_submission
from workflows.people.standing import Standing, holders


@dataclass(frozen=True)
class Supplier:
    """A role that owns items, who holds it for this system, and the open items that wait for it."""

    role: str
    label: str
    people: tuple[str, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crew:
    """Everybody with a role that matters to the request, read in one statement."""

    people: Sequence[Standing]
    facts: RequestFacts

    def holding(self, role: str) -> list[Standing]:
        """Who holds the role for this subject now, by name."""
        return [one for one in self.people if one.holds(role, self.facts.scope_keys)]

    def supplier(self, role: str, items: Sequence[str] = ()) -> Supplier:
        """The role with the people who hold it."""
        return Supplier(role, role_label(role), tuple(one.name for one in self.holding(role)), tuple(items))


def crew_of(tx: Session, roles: set[str], facts: RequestFacts, at: datetime) -> Crew:
    """Everybody who holds one of these roles for the subject."""
    return Crew(holders(tx, roles, facts.scope_keys, at), facts)


def suppliers(crew: Crew, lines: Sequence[TaskLine]) -> tuple[Supplier, ...]:
    """The roles that open items wait for, in the order of the items."""
    waiting: dict[str, list[str]] = {}
    for line in lines:
        if line.is_open:
            waiting.setdefault(line.owner_role, []).append(line.key)
    return tuple(crew.supplier(role, items) for role, items in waiting.items())


def seat_view(rule: SeatRule) -> SeatView:
    """A seat that the policy asks for, as the evaluator sees it before it exists."""
    return SeatView(
        -1, rule.key, rule.role, role_label(rule.all_roles), str(rule.mode), "open", None, also=rule.also
    )


def prices(crew: Crew, reader: Standing, rules: Sequence[SeatRule], item_key: str) -> tuple[Said, ...]:
    """What the reader gives up by answering: the roles in which they could sign now and could not afterwards."""
    after = replace(crew.facts, answered={**crew.facts.answered, reader.person_id: item_key})
    lost: dict[str, SeatRule] = {}
    for rule in rules:
        seat = seat_view(rule)
        if not bars_of_submission(reader, seat, crew.facts) and bars_of_submission(reader, seat, after):
            lost.setdefault(rule.role, rule)
    return tuple(_price(crew, reader, rule) for rule in lost.values())


def _price(crew: Crew, reader: Standing, rule: SeatRule) -> Said:
    others = [one for one in crew.holding(rule.role) if one.person_id != reader.person_id]
    able = [one.name for one in others if not bars_of_submission(one, seat_view(rule), crew.facts)]
    params: Mapping[str, object] = {"role": role_label(rule.all_roles)}
    if able:
        return Said("seat_lost_others", {**params, "names": able})
    return Said("seat_lost_nobody_able" if others else "seat_lost_nobody", params)

"""Reads all that explaining a request needs, and puts it before the one evaluator; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import RequestStatus, SeatStatus
from models.person import Person
from models.seat import Seat
from workflows.approvals.content import Content, read
from workflows.approvals.evaluating import Case, Verdict, evaluate
from workflows.approvals.facts import load_facts, seats_of, state, view
from workflows.approvals.kinds import by_team
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.words import ROLES
from workflows.approvals.review.rows import Asked
from workflows.approvals.rules import Bar, RequestFacts, SeatView, bars
from workflows.approvals.submitting import with_authors
from workflows.people.standing import Standing, holders


@dataclass(frozen=True)
class Known:
    """A request with its seats and people; `people` are all with a role that reaches the subject, by name."""

    asked: Asked
    content: Content
    seats: tuple[Seat, ...]
    people: tuple[Standing, ...]
    facts: RequestFacts
    names: Mapping[int, str]
    case: Case

    @property
    def body(self) -> PolicyBody:
        """The policy that decides."""
        return self.content.body

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it."""
        return self.asked.request.status in (RequestStatus.DRAFT, *AT_WORK)

    def verdict(self) -> Verdict:
        """What the policy says of it now."""
        return evaluate(self.case)

    def against(self, person: Standing, seat: Seat) -> tuple[Bar, ...]:
        """Every reason why this person may not fill that seat."""
        return bars(person, view(seat), self.facts)

    def holding(self, seat: Seat) -> list[Standing]:
        """Who holds the role of a seat here, or all of them where it stands for several."""
        roles = (seat.role, *seat.further_roles)
        return [one for one in self.people if all(one.holds(role, self.facts.scope_keys) for role in roles)]


AT_WORK = (RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED)


def known(tx: Session, asked: Asked, now: datetime) -> Known:
    """Everything about a request that its policy asks about, as it stands now."""
    request, subject = asked.request, asked.subject
    content = read(tx, request, asked.policy)
    seats = tuple(seats_of(tx, request.id))
    facts = with_authors(load_facts(tx, subject, request, content.body, seats, now).request, content)
    people = tuple(holders(tx, ROLES, facts.scope_keys, now))
    held = {seat.holder_id for seat in seats if seat.holder_id is not None}
    names = {one.person_id: one.name for one in people}
    missing = held - names.keys()
    if missing:
        rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(missing))))
        names |= {int(key): str(name) for key, name in rows}
    return Known(asked, content, seats, people, facts, names, _case(asked, content, seats, people, facts))


def _case(
    asked: Asked,
    content: Content,
    seats: Sequence[Seat],
    people: Sequence[Standing],
    facts: RequestFacts,
) -> Case:
    scopes = facts.scope_keys
    case = Case(
        body=content.body,
        situation=content.situation,
        items=content.facts,
        more=content.more,
        wrote=frozenset(facts.wrote),
        holding=frozenset(g.role for one in people for g in one.grants if g.scope_key in scopes),
        worklist=not by_team(asked.request.kind),
    )
    if asked.request.status == RequestStatus.DRAFT:
        return replace(case, able=able_of_rules(case, people, facts))
    signers = {
        seat.id: frozenset(one for one in (seat.holder_id, seat.for_id) if one is not None) for seat in seats
    }
    return replace(
        case,
        able=able_of_seats(seats, people, facts),
        seats=tuple(state(seat) for seat in seats),
        signers=signers,
        handed_in=True,
    )


def able_of_seats(
    seats: Sequence[Seat], people: Sequence[Standing], facts: RequestFacts
) -> dict[str, frozenset[int]]:
    """Who could fill each open seat."""
    return {
        seat.key: frozenset(one.person_id for one in people if not bars(one, view(seat), facts))
        for seat in seats
        if seat.status == SeatStatus.OPEN
    }


def able_of_rules(case: Case, people: Sequence[Standing], facts: RequestFacts) -> dict[str, frozenset[int]]:
    """Who could fill each seat that the policy would ask for, before there are seats."""
    views = [
        SeatView(-1 - number, rule.key, rule.role, rule.role, str(rule.mode), "open", None, also=rule.also)
        for number, rule in enumerate(evaluate(case).rules)
    ]
    return {
        seat.key: frozenset(one.person_id for one in people if not bars(one, seat, facts)) for seat in views
    }

"""Who may not sign: section 4 of the product's rules as one pure evaluator for page, door, job and dry run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.enums import PersonKind, SeatMode, SeatStatus
from workflows.people.delegating.lent import Lent
from workflows.people.standing import Standing


@dataclass(frozen=True)
class Bar:
    """One reason why a person may not fill a seat: the rule's number, its sentence's code and parameters.

    `of_other` when the reason lies in the person for whom they would sign; `params` then holds that name.
    """

    rule: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    of_other: bool = False


@dataclass(frozen=True)
class SeatView:
    """What the evaluator needs to know of a seat."""

    id: int
    key: str
    role: str
    role_label: str
    mode: str
    status: str
    holder_id: int | None
    for_id: int | None = None
    also: tuple[str, ...] = ()
    """Further roles of a merged seat; whoever fills it holds them all."""


@dataclass(frozen=True)
class RequestFacts:
    """The facts about persons and a request; every set holds persons' keys.

    `wrote` maps a person to the roles in which they wrote a linked specialist record, `wrote_refs` to its refs.
    `holders` maps a person to the seat that their live signature fills, or that somebody signed for them.
    """

    first_submitted_at: datetime | None
    scope_keys: frozenset[str]
    submitters: Mapping[int, str] = field(default_factory=dict)
    answered: Mapping[int, str] = field(default_factory=dict)
    built: Mapping[int, str] = field(default_factory=dict)
    team: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()
    wrote: Mapping[int, frozenset[str]] = field(default_factory=dict)
    wrote_refs: Mapping[int, str] = field(default_factory=dict)
    holders: Mapping[int, int] = field(default_factory=dict)
    admitted: frozenset[tuple[int, int]] = frozenset()
    seats_from_staff_only: bool = False
    gate: str = ""


def bars(person: Standing, seat: SeatView, facts: RequestFacts) -> tuple[Bar, ...]:
    """All reasons why this person may not fill this seat now; empty means they may.

    `person` must hold the grants that are in force at the instant of the act. A seat that is not open bars nobody
    by itself: that is the request's state, not section 4.
    """
    found = [rule(person, seat, facts) for rule in RULES]
    return tuple(bar for bar in found if bar)


def bars_of_submission(person: Standing, seat: SeatView, facts: RequestFacts) -> tuple[Bar, ...]:
    """The reasons that already hold when a request is handed in: rules 1 to 3, 6 and 7."""
    return tuple(bar for bar in bars(person, seat, facts) if bar.rule != 4)


def _submitted(person: Standing, _seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 1: whoever pressed submit in any round."""
    rounds = facts.submitters.get(person.person_id)
    return Bar(1, "bar_submitted", {"rounds": rounds}) if rounds else None


def _built(person: Standing, _seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 2: whoever answered an item, attached evidence, or built the version."""
    items = facts.answered.get(person.person_id)
    if items:
        return Bar(2, "bar_answered", {"items": items})
    what = facts.built.get(person.person_id)
    return Bar(2, "bar_built", {"what": what}) if what else None


def _wrote(person: Standing, seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 2, for authors of linked specialist records: only a seat of a role in which they wrote one."""
    roles = facts.wrote.get(person.person_id)
    if roles and not roles & {seat.role, *seat.also}:
        return Bar(2, "bar_wrote", {"records": facts.wrote_refs.get(person.person_id, "")})
    return None


def _in_team(person: Standing, _seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 3: members of the system's team, the owner always."""
    return Bar(3, "bar_team") if person.person_id in facts.team else None


def _other_seat(person: Standing, seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 4: one person, one seat."""
    other = facts.holders.get(person.person_id)
    return Bar(4, "bar_other_seat") if other is not None and other != seat.id else None


def _recused(person: Standing, _seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 6: whoever recused from the request."""
    return Bar(6, "bar_recused") if person.person_id in facts.recused else None


def _inactive(person: Standing, _seat: SeatView, _facts: RequestFacts) -> Bar | None:
    """Rule 7: whoever is inactive."""
    return None if person.active else Bar(7, "bar_inactive")


def _role(person: Standing, seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Rule 7: whoever does not hold the seat's role now, or got it after the request was first submitted."""
    for role in (seat.role, *seat.also):
        grants = [g for g in person.grants if g.role == role and g.scope_key in facts.scope_keys]
        if not grants:
            return Bar(7, "bar_no_role", {"role": seat.role_label})
        if facts.first_submitted_at is None or (seat.id, person.person_id) in facts.admitted:
            continue
        if all(g.granted_at > facts.first_submitted_at for g in grants):
            return Bar(7, "bar_late_grant", {"role": seat.role_label})
    return None


def _not_staff(person: Standing, seat: SeatView, facts: RequestFacts) -> Bar | None:
    """Product section 8: a policy may keep its seats from contractors and guests."""
    if facts.seats_from_staff_only and seat.mode == SeatMode.DECIDES and person.kind != PersonKind.EMPLOYEE:
        return Bar(7, "bar_not_staff")
    return None


RULES = (_submitted, _built, _wrote, _in_team, _other_seat, _recused, _inactive, _role, _not_staff)
"""Section 4 from top to bottom; rule 5 is `bars_lent`, rule 8 is the absence of an exception."""


def bars_lent(
    delegate: Standing, delegator: Standing, lent: Lent, seat: SeatView, facts: RequestFacts, now: datetime
) -> tuple[Bar, ...]:
    """Rule 5: all reasons why the delegate may not fill this seat for the delegator now; empty means they may.

    The delegate needs no role of their own. A delegation counts when it was agreed before the request was first
    submitted and its time has come and is not over; what was lent itself cannot be lent, since roles are held by
    grants only. A reason that holds for the delegator names them.
    """
    own = [rule(delegate, seat, facts) for rule in RULES if rule is not _role]
    theirs = bars(delegator, seat, facts)
    found = [bar for bar in own if bar]
    found += [Bar(5, bar.code, {**bar.params, "name": delegator.name}, of_other=True) for bar in theirs]
    return (*found, *_not_lent(delegate, delegator, lent, seat, facts, now))


def _not_lent(
    delegate: Standing, delegator: Standing, lent: Lent, seat: SeatView, facts: RequestFacts, now: datetime
) -> list[Bar]:
    """Rule 5: what the delegation itself does not give."""
    who = {"delegator": delegator.name}
    if (lent.delegate_id, lent.delegator_id) != (delegate.person_id, delegator.person_id):
        return [Bar(5, "bar_lent_not", who)]
    found = []
    if not all(lent.covers(role, facts.gate) for role in (seat.role, *seat.also)):
        found.append(Bar(5, "bar_lent_scope", {**who, "role": seat.role_label}))
    if not lent.runs(now):
        found.append(Bar(5, "bar_lent_over" if now >= lent.ends_at or lent.ended_at else "bar_lent_not", who))
    submitted = facts.first_submitted_at
    if submitted is not None and (lent.accepted_at is None or lent.accepted_at > submitted):
        found.append(Bar(5, "bar_lent_late", who))
    return found


def breaks_independence(
    people: Collection[int], seat: SeatView, seats: tuple[SeatView, ...], facts: RequestFacts
) -> bool:
    """Whether this signature would leave no deciding seat to somebody without a record in the bundle.

    `people` are the signer and whoever they sign for: one of them is enough. Asked where the policy wants an
    independent seat. A seat that is still open may yet become the independent one.
    """
    if not facts.wrote.keys() & set(people) or seat.mode != SeatMode.DECIDES:
        return False
    for other in seats:
        if other.mode != SeatMode.DECIDES or other.id == seat.id:
            continue
        if other.status == SeatStatus.OPEN:
            return False
        if other.holder_id is not None and not facts.wrote.keys() & {other.holder_id, other.for_id}:
            return False
    return True

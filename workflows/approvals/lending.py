"""Signing for somebody else: whose seat it is, by which delegation, and what stands against it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.subject import Subject
from workflows.approvals.rules import Bar, RequestFacts, SeatView, bars_lent
from workflows.ground.refused import NotFound
from workflows.people.delegating.lent import Lent, between, lent_by
from workflows.people.standing import Standing, standing_of


@dataclass(frozen=True)
class Lender:
    """Somebody who lets another sign: their standing now, and what they lent to that person."""

    standing: Standing
    lent: tuple[Lent, ...]

    @property
    def person_id(self) -> int:
        """The key."""
        return self.standing.person_id

    @property
    def name(self) -> str:
        """The name."""
        return self.standing.name

    def best(self, role: str, gate: str, now: datetime) -> Lent:
        """The delegation that is asked about such a seat: one in force that covers it where there is one."""
        return max(
            self.lent, key=lambda one: (one.covers(role, gate) and one.runs(now), one.runs(now), one.id)
        )

    def bars(self, delegate: Standing, seat: SeatView, facts: RequestFacts, now: datetime) -> tuple[Bar, ...]:
        """Every reason why the delegate may not fill that seat for them now."""
        lent = self.best(seat.role, facts.gate, now)
        return bars_lent(delegate, self.standing, lent, seat, facts, now)

    def shows(self, subject: Subject, now: datetime) -> bool:
        """Whether the delegate may know of the subject by it; a delegation that is over still says that it is over."""
        scopes = set(json.loads(subject.scope_keys))
        return any(
            grant.scope_key in scopes and (not one.roles or grant.role in one.roles)
            for one in self.lent
            for grant in self.standing.grants
            if one.starts_at <= now
        )

    def changes(self) -> dict[str, list[Any]]:
        """What the entry of a signature says of it: whose seat was signed."""
        return {"for": [None, self.standing.uuid]}

    def personal(self) -> dict[str, dict[str, Any]]:
        """The name as signed, under the key of the person whose it is."""
        return {self.standing.uuid: {"for": self.standing.name}}


def lender_of(tx: Session, now: datetime, person_id: int | None, delegate: Standing) -> Lender | None:
    """For whom the delegate wants to sign, read under the locks; None when for nobody but themselves.

    Raises NotFound when that person never lent them anything: nobody learns who lends what to whom.
    """
    if person_id is None:
        return None
    standing = standing_of(tx, person_id, now)
    lent = tuple(between(tx, person_id, delegate.person_id)) if standing is not None else ()
    if standing is None or not lent:
        raise NotFound("not_found")
    return Lender(standing, lent)


def lending_here(
    tx: Session, now: datetime, delegate_id: int, people: Iterable[Standing]
) -> tuple[tuple[Lender, ...], tuple[Lent, ...]]:
    """Who of these people lets this person sign now, and all that any of them lends to anybody."""
    known = {one.person_id: one for one in people}
    found = tuple(lent_by(tx, now, known))
    by: dict[int, list[Lent]] = {}
    for one in found:
        if one.delegate_id == delegate_id:
            by.setdefault(one.delegator_id, []).append(one)
    lenders = [Lender(known[key], tuple(lent)) for key, lent in by.items()]
    return tuple(sorted(lenders, key=lambda one: (one.name, one.person_id))), found

"""What pages show of absences and of standing in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from models.absence import Absence
from models.delegation import Delegation
from models.person import Person
from workflows.ground import clock
from workflows.ground.transaction import reading

MOST = 200
"""Rows of a list; what is over long ago stands in the record."""


@dataclass(frozen=True)
class AwayLine:
    """One absence; `stand_ins` are those who agreed for a part of it."""

    uuid: str
    person_id: int
    name: str
    starts_on: date
    ends_on: date
    running: bool
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True)
class LendLine:
    """One delegation; `state` is asked, agreed, running, declined, ended or over."""

    uuid: str
    delegator_id: int
    delegate_id: int
    delegator: str
    delegate: str
    roles: tuple[str, ...]
    gates: tuple[str, ...]
    starts_on: date
    ends_on: date
    zone: str
    state: str
    proposed_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether something can still be done about it."""
        return self.state in ("asked", "agreed", "running")


@dataclass(frozen=True)
class OfPerson:
    """Everything about one person: absences to come, what they lend, what is lent to them, questions to them."""

    absences: tuple[AwayLine, ...]
    lends: tuple[LendLine, ...]
    borrows: tuple[LendLine, ...]

    @property
    def asked(self) -> tuple[LendLine, ...]:
        """What waits for the person's answer."""
        return tuple(line for line in self.borrows if line.state == "asked")


def of_person(person_id: int) -> OfPerson:
    """What one person sees of their own absences and of standing in, the newest first."""
    tx, now = reading(), clock.glance()
    own = or_(Delegation.delegator_id == person_id, Delegation.delegate_id == person_id)
    lines = _lines(tx, own, now)
    return OfPerson(
        _absences(tx, now, Absence.person_id == person_id),
        tuple(line for line in lines if line.delegator_id == person_id),
        tuple(line for line in lines if line.delegate_id == person_id),
    )


def away_list() -> tuple[AwayLine, ...]:
    """Everybody who is away or will be, the first to leave first; for those who have to keep things going."""
    return _absences(reading(), clock.glance())


def questions_to(person_id: int) -> tuple[LendLine, ...]:
    """What waits for this person's answer, in one statement."""
    tx, now = reading(), clock.glance()
    asked = (
        Delegation.delegate_id == person_id,
        Delegation.accepted_at.is_(None),
        Delegation.declined_at.is_(None),
        Delegation.ended_at.is_(None),
        Delegation.ends_at > now,
    )
    found = Delegation.id.in_(select(Delegation.id).where(*asked))
    return _lines(tx, found, now)


def _absences(tx: Session, now: datetime, *which: ColumnElement[bool]) -> tuple[AwayLine, ...]:
    rows = tx.execute(
        select(Absence, Person.name)
        .join(Person, Person.id == Absence.person_id)
        .where(Absence.cancelled_at.is_(None), Absence.ends_at > now, *which)
        .order_by(Absence.starts_at, Absence.id)
        .limit(MOST)
    ).all()
    people = {row.Absence.person_id for row in rows}
    lent = _lines(tx, Delegation.delegator_id.in_(sorted(people)), now) if people else ()
    return tuple(_away(row.Absence, row.name, lent, now) for row in rows)


def _away(row: Absence, name: str, lent: tuple[LendLine, ...], now: datetime) -> AwayLine:
    names = [
        line.delegate
        for line in lent
        if line.delegator_id == row.person_id
        and line.state in ("agreed", "running")
        and line.starts_on <= row.ends_on
        and line.ends_on >= row.starts_on
    ]
    running = row.starts_at <= now
    known = tuple(dict.fromkeys(names))
    return AwayLine(row.uuid, row.person_id, name, row.starts_on, row.ends_on, running, known)


def _lines(tx: Session, which: ColumnElement[bool], now: datetime) -> tuple[LendLine, ...]:
    by, to = aliased(Person), aliased(Person)
    rows = tx.execute(
        select(Delegation, by.name.label("delegator"), to.name.label("delegate"))
        .select_from(Delegation)
        .join(by, by.id == Delegation.delegator_id)
        .join(to, to.id == Delegation.delegate_id)
        .where(which)
        .order_by(Delegation.starts_at.desc(), Delegation.id.desc())
        .limit(MOST)
    )
    return tuple(_line(row.Delegation, row.delegator, row.delegate, now) for row in rows)


def _line(row: Delegation, delegator: str, delegate: str, now: datetime) -> LendLine:
    return LendLine(
        uuid=row.uuid,
        delegator_id=row.delegator_id,
        delegate_id=row.delegate_id,
        delegator=delegator,
        delegate=delegate,
        roles=tuple(json.loads(row.roles)),
        gates=tuple(json.loads(row.gates)),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        zone=row.zone,
        state=_state(row, now),
        proposed_at=row.proposed_at,
    )


def _state(row: Delegation, now: datetime) -> str:
    if row.declined_at is not None:
        return "declined"
    if row.ended_at is not None:
        return "ended"
    if row.ends_at <= now:
        return "over"
    if row.accepted_at is None:
        return "asked"
    return "running" if row.starts_at <= now else "agreed"

"""Reads the page of one record: what it says, what it satisfies, what rests on it, and whose turn it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.register_comment import RegisterComment
from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from models.register_turn import RegisterTurn
from models.role_grant import ORG
from workflows.ground import clock
from workflows.ground.ids import key_of
from workflows.ground.transaction import reading
from workflows.inventory.persons import KEEPERS
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.facts_of_record import RecordFacts, facts_of, read_record
from workflows.inventory.registers.freezing import FrozenIn, frozen_in
from workflows.inventory.registers.linked import LinkLine, links_of
from workflows.inventory.registers.offering import Somebody, people_in, somebody
from workflows.inventory.registers.own_fields import own_fields
from workflows.inventory.registers.satisfying import ItemLine, items_of
from workflows.people.days import today
from workflows.people.scopes import path_of, system_scope


@dataclass(frozen=True)
class TurnLine:
    """One open turn: who has it, why and since when."""

    person: str
    mine: bool
    code: str
    params: Mapping[str, Any]
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class CommentLine:
    """One comment."""

    person: str
    text: str
    at: datetime


@dataclass(frozen=True)
class SignedLine:
    """One signed statement; `live` while the record still says what was signed."""

    name: str
    role: str
    statement: str
    reason: str
    at: datetime
    version: int
    live: bool


@dataclass(frozen=True)
class RecordPage:
    """Everything on the page of a record."""

    facts: RecordFacts
    may_write: bool
    body: Mapping[str, Any]
    own: Mapping[str, Any]
    own_fields: tuple[Field, ...]
    people: Mapping[str, Somebody]
    links: tuple[LinkLine, ...]
    turns: tuple[TurnLine, ...]
    comments: tuple[CommentLine, ...]
    signatures: tuple[SignedLine, ...]
    items: tuple[ItemLine, ...]
    requests: tuple[FrozenIn, ...]
    extra: Any


def record_page(person: Any, one: Register, record_id: int) -> RecordPage:
    """The page of a record, in at most eleven statements beside what its register adds.

    Raises NotFound for whoever may not read it.
    """
    tx = reading()
    row = read_record(tx, person, one, record_id)
    record, system = row.RegisterRecord, row.AiSystem
    body, own = body_of(record.body), json.loads(record.own or "{}")
    added = tuple(each.field for each in own_fields(tx, one))
    links = links_of(tx, person, one, record.id)
    signatures = list(tx.scalars(_of_record(RegisterSignature, record.id)))
    day, more = today(tx, clock.glance()), one.extra
    held = (key_of("VER", link.ref) for link in links if link.outward)
    linked = frozenset(key for key in held if key is not None)
    return RecordPage(
        facts=facts_of(one, row, day),
        may_write=record.archived_at is None and _may_write(tx, person, one, system, bool(row.in_team)),
        body=body,
        own=own,
        own_fields=added,
        people=somebody(people_in((*one.fields, *added), {**body, **own})),
        links=links,
        turns=_turns(tx, person, record.id),
        comments=_comments(tx, record.id),
        signatures=tuple(_signed(record, each) for each in signatures),
        items=items_of(one, record, signatures, linked, day),
        requests=frozen_in(tx, person, record),
        extra=more(tx, record) if more is not None else None,
    )


def _may_write(tx: Session, person: Any, one: Register, system: AiSystem | None, in_team: bool) -> bool:
    """The rule of `rights.may_write`, without asking again what the session has said already."""
    if system is not None and (in_team or person.id == system.owner_id):
        return system.archived_at is None
    grants = [grant for grant in person.grants if grant.role in one.writers | KEEPERS]
    if system is None:
        return any(grant.scope_key == ORG for grant in grants)
    scopes = {ORG, system_scope(system.id)}
    if any(grant.scope_key.startswith("unit:") for grant in grants):
        scopes |= set(path_of(tx, system.unit_id))
    return system.archived_at is None and any(grant.scope_key in scopes for grant in grants)


def _of_record(model: Any, record_id: int) -> Any:
    return select(model).where(model.record_id == record_id).order_by(model.id)


def _turns(tx: Session, person: Any, record_id: int) -> tuple[TurnLine, ...]:
    rows = tx.execute(
        select(RegisterTurn, Person.name)
        .join(Person, Person.id == RegisterTurn.person_id)
        .where(RegisterTurn.record_id == record_id, RegisterTurn.done_at.is_(None))
        .order_by(RegisterTurn.id)
    )
    return tuple(
        TurnLine(
            name, turn.person_id == person.id, turn.code, json.loads(turn.params), turn.since, turn.due_at
        )
        for turn, name in rows
    )


def _comments(tx: Session, record_id: int) -> tuple[CommentLine, ...]:
    rows = tx.execute(
        select(RegisterComment, Person.name)
        .join(Person, Person.id == RegisterComment.person_id)
        .where(RegisterComment.record_id == record_id)
        .order_by(RegisterComment.id)
    )
    return tuple(CommentLine(name, comment.text, comment.at) for comment, name in rows)


def _signed(record: RegisterRecord, one: RegisterSignature) -> SignedLine:
    live = one.digest == record.digest
    return SignedLine(one.printed_name, one.role_label, one.statement, one.reason, one.at, one.number, live)

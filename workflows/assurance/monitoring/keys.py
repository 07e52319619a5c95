"""Keys with which a pipeline sends values of one indicator: shown once, kept as a hash, good for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.measure_key import MeasureKey
from models.measured_value import MeasuredValue
from models.person import Person
from workflows.assurance.monitoring.actions import KEY_MADE, KEY_REVOKED
from workflows.assurance.monitoring.entering import Entered, store
from workflows.assurance.monitoring.given import API, Given
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, Refused, Unavailable
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import line
from workflows.people.tokens import fresh_token, hashed
from workflows.record import append

MOST_KEYS = 10
LONGEST_LABEL = 80
PREFIX = "csm_"
"""Begins every key, so that a leaked one is found by those who scan for secrets."""
A_MINUTE, PER_MINUTE = timedelta(minutes=1), 600
"""So many values one indicator takes from programs in a minute."""


@dataclass(frozen=True)
class MakeKey:
    """Makes a key for one indicator."""

    record_id: int
    label: str
    submit_id: str | None = None


@dataclass(frozen=True)
class RevokeKey:
    """Ends a key at once."""

    record_id: int
    key_uuid: str
    submit_id: str | None = None


@dataclass(frozen=True)
class MadeKey:
    """The key in clear, the only time it is shown."""

    ref: str
    key: str


def make_key(actor: Actor, command: MakeKey) -> MadeKey:
    """Makes a key; whoever may enter values may. Raises Refused beside `label`, or when there are too many."""
    label = line(command.label)
    if not label or len(label) > LONGEST_LABEL:
        raise Refused("key_label", field="label")
    with transaction() as tx:
        name = _writer(tx, actor, command.record_id, command)
        live = select(func.count()).where(
            MeasureKey.record_id == command.record_id, MeasureKey.revoked_at.is_(None)
        )
        if tx.scalars(live).one() >= MOST_KEYS:
            raise Refused("keys_too_many", field="label", limit=MOST_KEYS)
        key, now = PREFIX + fresh_token(), clock.now(tx)
        row = MeasureKey(
            uuid=uuid7(),
            record_id=command.record_id,
            label=label,
            key_hash=hashed(key),
            made_by_id=actor.person_id,
            made_at=now,
        )
        tx.add(row)
        _enter(tx, now, actor, command.record_id, KEY_MADE, row.uuid)
        return MadeKey(name, key)


def revoke_key(actor: Actor, command: RevokeKey) -> str:
    """Ends a key and gives the indicator's ref; raises Conflict when it is gone already."""
    with transaction() as tx:
        name = _writer(tx, actor, command.record_id, command)
        row = tx.scalars(
            select(MeasureKey)
            .where(MeasureKey.record_id == command.record_id, MeasureKey.uuid == command.key_uuid)
            .with_for_update()
        ).one_or_none()
        if row is None or row.revoked_at is not None:
            raise Conflict("key_gone")
        row.revoked_at = now = clock.now(tx)
        _enter(tx, now, actor, command.record_id, KEY_REVOKED, row.uuid)
        return name


def send_values(key: str, record_id: int, values: tuple[Given, ...]) -> Entered:
    """A program enters values with its key; what it sends counts as the act of whoever made the key.

    Raises NotAllowed for a key that does not fit, Unavailable when too much comes at once, Several for bad values.
    """
    with transaction() as tx:
        row = tx.scalars(
            select(MeasureKey).where(
                MeasureKey.key_hash == hashed(key.strip()),
                MeasureKey.record_id == record_id,
                MeasureKey.revoked_at.is_(None),
            )
        ).one_or_none()
        owner = tx.get(Person, row.made_by_id) if row is not None else None
        if row is None or owner is None or not owner.active:
            raise NotAllowed("key_wrong")
        place = lock_place(tx, INDICATORS, record_id, 0)
        now = clock.now(tx)
        _within_rate(tx, now, record_id, len(values))
        actor = Actor(ActorKind.TOKEN, row.uuid, row.label, row.made_by_id)
        return store(tx, now, actor, place, values, API, row.made_by_id)


def _within_rate(tx: Session, now: datetime, record_id: int, more: int) -> None:
    lately = select(func.count()).where(
        MeasuredValue.record_id == record_id,
        MeasuredValue.source == API,
        MeasuredValue.entered_at > now - A_MINUTE,
    )
    if tx.scalars(lately).one() + more > PER_MINUTE:
        raise Unavailable("too_fast", limit=PER_MINUTE)


def _writer(tx: Session, actor: Actor, record_id: int, command: object) -> str:
    """The ref of the indicator, locked, when the actor may write there."""
    author = acting(tx, actor, clock.now(tx))
    place = lock_place(tx, INDICATORS, record_id, 0)
    require_reader(tx, author, INDICATORS, place.held)
    name = ref(INDICATORS.prefix, record_id)
    claim(tx, actor, command, name)
    require_writer(tx, author, INDICATORS, place.system)
    if place.held.archived_at is not None:
        raise Refused("record_archived")
    return name


def _enter(tx: Session, now: datetime, actor: Actor, record_id: int, action: str, uuid: str) -> None:
    place = lock_place(tx, INDICATORS, record_id, 0)
    append(tx, now, actor, action, about=thing(INDICATORS, place.held), changes={"key": [None, uuid]})

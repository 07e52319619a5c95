"""Reads what the page of an indicator's values shows: the values, their limits, keys, and who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.measure_key import MeasureKey
from models.measured_value import MeasuredValue
from models.person import Person
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.approvals.inbox import as_standing
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.assurance.monitoring.limits import Limits, as_decimal, limits_of
from workflows.assurance.monitoring.settling import CODES
from workflows.assurance.monitoring.standing_order import order_of
from workflows.assurance.monitoring.storing import standing_values
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.rights import may_write, require_reader, system_of
from workflows.inventory.registers.turning import turns_of

SHOWN = 60
"""So many values the page draws; the file has all of them."""


@dataclass(frozen=True)
class Shown:
    """One value as it stands; `corrected` when it stands for an earlier one."""

    period: str
    value: Decimal | None
    text: str
    state: str
    source: str
    note: str
    by: str
    at: datetime
    corrected: bool


@dataclass(frozen=True)
class Key:
    """One key that works, without its secret."""

    uuid: str
    label: str
    by: str
    made_at: datetime


@dataclass(frozen=True)
class Order:
    """The standing order to stop: who is named, what would be signed, and whether it holds now."""

    person: str
    is_mine: bool
    digest: str
    signed_by: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class ValuesPage:
    """Everything the page shows; `title` is the indicator's, `unit` stands behind each value."""

    id: int
    ref: str
    title: str
    status: str
    level: str
    unit: str
    cadence: str
    limits: Limits
    baseline: Decimal | None
    values: tuple[Shown, ...]
    system_ref: str
    version_ref: str
    label: str
    may: bool
    waits: bool
    keys: tuple[Key, ...] = ()
    order: Order | None = None


def values_page(person: Any, record_id: int, most: int = SHOWN) -> ValuesPage:
    """The values of an indicator for one reader; raises NotFound for whoever may not see it."""
    tx = reading()
    record = _record(tx, record_id)
    require_reader(tx, person, INDICATORS, record)
    body, system = body_of(record.body), system_of(tx, record.system_id)
    version = tx.get(SystemVersion, record.version_id) if record.version_id else None
    may = may_write(tx, as_standing(person), INDICATORS, system) and record.archived_at is None
    return ValuesPage(
        id=record.id,
        ref=ref(INDICATORS.prefix, record.id),
        title=record.title,
        status=record.status,
        level=record.level,
        unit=str(body.get("unit") or ""),
        cadence=str(body.get("cadence") or ""),
        limits=limits_of(body),
        baseline=as_decimal(body.get("baseline")),
        values=_values(tx, record_id, most),
        system_ref=ref("SYS", record.system_id),
        version_ref=ref("VER", version.id) if version else "",
        label=f"{system.name} {version.label}" if system and version else (system.name if system else ""),
        may=may,
        waits=any(turn.code in CODES for turn in turns_of(tx, record_id)),
        keys=_keys(tx, record_id) if may else (),
        order=_order(tx, person, record, body),
    )


def _record(tx: Session, record_id: int) -> RegisterRecord:
    record = tx.get(RegisterRecord, record_id)
    if record is None or record.register != INDICATORS.key:
        raise NotFound("not_found")
    return record


def _values(tx: Session, record_id: int, most: int) -> tuple[Shown, ...]:
    rows = standing_values(tx, record_id, most)
    names = _names(tx, {row.entered_by_id for row in rows if row.entered_by_id})
    return tuple(_shown(row, names) for row in rows)


def _shown(row: MeasuredValue, names: Mapping[int, str]) -> Shown:
    return Shown(
        row.period,
        as_decimal(row.value),
        row.value or "",
        row.state,
        row.source,
        row.note,
        names.get(row.entered_by_id or 0, ""),
        row.entered_at,
        row.corrects_id is not None,
    )


def _names(tx: Session, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _keys(tx: Session, record_id: int) -> tuple[Key, ...]:
    rows = tx.execute(
        select(MeasureKey, Person.name)
        .join(Person, Person.id == MeasureKey.made_by_id)
        .where(MeasureKey.record_id == record_id, MeasureKey.revoked_at.is_(None))
        .order_by(MeasureKey.id)
    )
    return tuple(Key(row.uuid, row.label, name, row.made_at) for row, name in rows)


def _order(tx: Session, person: Any, record: RegisterRecord, body: Mapping[str, Any]) -> Order | None:
    """The standing order an indicator asks for; None where it suspends nothing."""
    if body.get("suspends") != "yes":
        return None
    named = tx.scalars(select(Person).where(Person.uuid == str(body.get("authority") or ""))).one_or_none()
    if named is None:
        return None
    signed = order_of(tx, record)
    return Order(
        named.name,
        getattr(person, "uuid", "") == named.uuid,
        record.digest,
        signed.printed_name if signed else "",
        signed.at if signed else None,
    )

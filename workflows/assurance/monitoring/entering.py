"""Enters values of an indicator: typed, from a file, or sent by a program; judged by the limits of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.measured_value import MeasuredValue
from models.register_record import RegisterRecord
from workflows.assurance.monitoring.actions import ENTERED
from workflows.assurance.monitoring.breaching import judged
from workflows.assurance.monitoring.cadence import first_day, named_period, period_of
from workflows.assurance.monitoring.given import FORM, LONGEST_NOTE, Given
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.assurance.monitoring.kinds import LIVE
from workflows.assurance.monitoring.limits import MISSING, judge, limits_of, parse, written
from workflows.assurance.monitoring.storing import add_value, limits_text, refresh, standing_values
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import text
from workflows.people.days import today
from workflows.record import append

ENDED = "ended"


@dataclass(frozen=True)
class EnterValues:
    """Values of one indicator, with where they come from."""

    record_id: int
    values: tuple[Given, ...]
    source: str = FORM
    submit_id: str | None = None


@dataclass(frozen=True)
class Entered:
    """What was stored: state by period; what said nothing new is left out."""

    ref: str
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Fit:
    """A value that holds: its period, its number, and the one it stands for now."""

    given: Given
    period: str
    value: Decimal
    corrects: MeasuredValue | None


def enter_values(actor: Actor, command: EnterValues) -> Entered:
    """Somebody of the team, or who keeps indicators, enters values; all of them or none.

    Raises Several naming every value that does not hold, NotFound for strangers, NotAllowed for readers.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, INDICATORS, command.record_id, 0)
        record = place.held
        require_reader(tx, author, INDICATORS, record)
        claim(tx, actor, command, ref(INDICATORS.prefix, record.id))
        require_writer(tx, author, INDICATORS, place.system)
        return store(tx, clock.now(tx), actor, place, command.values, command.source, author.person_id)


def store(
    tx: Session,
    now: datetime,
    actor: Actor,
    place: Place,
    values: Sequence[Given],
    source: str,
    person_id: int | None,
) -> Entered:
    """Puts values into a locked indicator and lets follow what a broken limit brings; rights were checked before."""
    record = place.held
    if record.archived_at is not None or record.status == ENDED:
        raise Refused("value_not_here")
    name = ref(INDICATORS.prefix, record.id)
    rows = _add(tx, now, record, values, source, person_id)
    if not rows:
        return Entered(name)
    tx.flush()
    _enter(tx, now, actor, record, rows, source)
    if record.status != LIVE:
        set_status(tx, now, actor, place, LIVE)
    present = standing_values(tx, record.id)
    refresh(tx, now, record, present)
    tx.flush()
    judged(tx, now, actor, place, rows, present)
    return Entered(name, {row.period: row.state for row in rows})


def _add(
    tx: Session,
    now: datetime,
    record: RegisterRecord,
    values: Sequence[Given],
    source: str,
    person_id: int | None,
) -> list[MeasuredValue]:
    """Adds what is new among the values, each judged by the limits of now."""
    body = body_of(record.body)
    limits = limits_of(body)
    return [
        add_value(
            tx,
            now,
            record,
            fit.period,
            written(fit.value),
            judge(limits, fit.value),
            source,
            limits=limits_text(limits.as_texts()),
            note=text(fit.given.note)[:LONGEST_NOTE],
            entered_by_id=person_id,
            corrects_id=fit.corrects.id if fit.corrects else None,
        )
        for fit in _fits(body, values, standing_values(tx, record.id), today(tx, now))
    ]


def _enter(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    rows: Sequence[MeasuredValue],
    source: str,
) -> None:
    periods = sorted(row.period for row in rows)
    append(
        tx,
        now,
        actor,
        ENTERED,
        about=thing(INDICATORS, record),
        changes={
            "count": [None, len(rows)],
            "source": [None, source],
            "periods": [None, [periods[0], periods[-1]]],
            "breaches": [None, sorted(row.period for row in rows if row.state == "breach")],
        },
    )


def _fits(
    body: Mapping[str, Any],
    values: Sequence[Given],
    standing: Sequence[MeasuredValue],
    day: date,
) -> list[_Fit]:
    """What is new among the values; raises Several naming every one that does not hold."""
    known = {row.period: row for row in standing}
    fits: dict[str, _Fit] = {}
    bad: list[Refused] = []
    for given in values:
        try:
            fit = _fit(str(body.get("cadence") or ""), given, known, day)
            if fit is not None and fit.period in fits:
                raise Refused("values_twice", field="file", line=given.line, period=fit.period)
            if fit is not None:
                fits[fit.period] = fit
        except Refused as refused:
            refused.params.setdefault("line", given.line)
            bad.append(refused)
    if bad:
        raise Several(bad[:50])
    return list(fits.values())


def _fit(cadence: str, given: Given, known: Mapping[str, MeasuredValue], day: date) -> _Fit | None:
    """One value that holds, None when it says what is known; raises Refused beside its field."""
    period = named_period(cadence, given.period) if given.period.strip() else period_of(cadence, day)
    if period is None:
        raise Refused("period_unknown", field="period", example=period_of(cadence, day))
    begins = first_day(cadence, period)
    if begins is None or begins > day:
        raise Refused("period_ahead", field="period")
    value = parse(given.value)
    if value is None:
        raise Refused("value_needed", field="value")
    before = known.get(period)
    if before is None or before.state == MISSING or before.value is None:
        return _Fit(given, period, value, before)
    if before.value == written(value):
        return None
    if not given.note.strip():
        raise Refused("value_stands", field="note", period=period)
    return _Fit(given, period, value, before)

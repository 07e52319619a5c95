"""Legal clocks of an incident: started by what it says, moved with awareness, never taken away by editing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from models.legal_clock import LegalClock
from models.register_record import RegisterRecord
from workflows.assurance.incidents.actions import RESTARTED, STARTED
from workflows.assurance.incidents.clocks import Rule, cases_of
from workflows.assurance.incidents.law import rules_as_of
from workflows.assurance.incidents.register import INCIDENTS, aware_at
from workflows.assurance.incidents.standing import clocks_of
from workflows.ground.actor import Actor
from workflows.ground.canonical import instant
from workflows.ground.ids import ref, uuid7
from workflows.ground.refused import Refused
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.inventory.registers.writing import thing
from workflows.people.days import organisation_zone, zone_of
from workflows.record import append

RUNS, OVERDUE = "turn_clock_runs", "turn_clock_overdue"


def keep_clocks(
    tx: Session, now: datetime, actor: Actor, record: RegisterRecord, body: Mapping[str, Any]
) -> None:
    """Starts the clocks an incident's effects ask for and moves running ones when awareness was corrected.

    A clock stays when its effect is taken away: only a stop with evidence ends it. Raises Refused for awareness that
    lies ahead.
    """
    zone = zone_of(organisation_zone(tx))
    aware = aware_at(body, zone)
    if aware is None:
        return
    if aware > now:
        raise Refused("aware_ahead", field="aware_on")
    present = {clock.case: clock for clock in clocks_of(tx, record.id, lock=True)}
    rules = rules_as_of(tx, aware.date())
    wanted = [rules[case] for case in cases_of(body.get("effects") or ()) if case in rules]
    new = [_start(record, rule, aware, zone) for rule in wanted if rule.case not in present]
    tx.add_all(new)
    moved = [
        clock
        for clock in present.values()
        if clock.stopped_at is None and _move(clock, rules.get(clock.case), aware, zone)
    ]
    tx.flush()
    for action, changed in ((STARTED, new), (RESTARTED, moved)):
        if changed:
            _enter(tx, now, actor, record, action, changed)
    remind_owner(tx, now, record)


def remind_owner(tx: Session, now: datetime, record: RegisterRecord) -> None:
    """Gives the owner the turn about the clock that ends first; ends the turns when none runs any more."""
    running = [clock for clock in clocks_of(tx, record.id) if clock.stopped_at is None]
    if not running:
        end_turn(tx, now, record, RUNS)
        end_turn(tx, now, record, OVERDUE)
        return
    give_turn(tx, now, record, None, RUNS, said(tx, record, running[0]), running[0].due_at)


def said(tx: Session, record: RegisterRecord, clock: LegalClock) -> dict[str, str]:
    """What fills the sentence about a clock; its end as a time of the organisation."""
    due = clock.due_at.astimezone(zone_of(organisation_zone(tx)))
    return {
        "ref": ref(INCIDENTS.prefix, record.id),
        "law": clock.law,
        "article": clock.article,
        "due": f"{due.day} {due:%b %Y, %H:%M}",
    }


def _start(record: RegisterRecord, rule: Rule, aware: datetime, zone: tzinfo) -> LegalClock:
    return LegalClock(
        uuid=uuid7(),
        record_id=record.id,
        case=rule.case,
        law=rule.law,
        article=rule.article,
        hours=rule.length,
        started_at=aware,
        due_at=rule.due(aware, zone),
    )


def _move(clock: LegalClock, rule: Rule | None, aware: datetime, zone: tzinfo) -> bool:
    """Lets a running clock count from another awareness; whether it moved."""
    if rule is None or clock.started_at == aware:
        return False
    clock.started_at, clock.due_at, clock.told = aware, rule.due(aware, zone), "[]"
    return True


def _enter(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    action: str,
    clocks: Sequence[LegalClock],
) -> None:
    append(
        tx,
        now,
        actor,
        action,
        about=thing(INCIDENTS, record),
        changes={
            "cases": [None, sorted(clock.case for clock in clocks)],
            "due": [None, {clock.case: instant(clock.due_at) for clock in clocks}],
        },
    )

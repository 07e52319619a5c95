"""Changes an entry of the law data: a row that holds from its day on, and a turn for each owner it touches."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.law_entry import LawEntry
from models.role_grant import ORG
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.inventory.actions import LAW_CHANGED
from workflows.inventory.law.commands import Changed, ChangeLaw
from workflows.inventory.law.effective import (
    DATE,
    DUTY,
    KINDS,
    Entry,
    built,
    entries_in_force,
    raw_with,
    row_of,
)
from workflows.inventory.law.entries import LATEST, carried, changed, named
from workflows.inventory.law.touching import classified_systems, touched
from workflows.inventory.locks import lock_system
from workflows.inventory.obligations.looks import ask_to_look
from workflows.inventory.persons import acting
from workflows.inventory.wording import TEXT, need, text
from workflows.people.days import today
from workflows.people.standing import Standing
from workflows.record import Thing, append

KEEPERS = frozenset({"legal_counsel", "ai_governance_lead"})
"""Who may change law data: it holds for the whole organisation."""


def change_law(actor: Actor, command: ChangeLaw) -> Changed:
    """Adds the entry, with those of the duties it carries along.

    Raises NotAllowed for others than the keepers, NotFound for an unknown entry, Stale when somebody changed it since,
    Refused beside a field that does not hold.
    """
    with transaction() as tx:
        author = require_keeper(tx, actor)
        now = clock.now(tx)
        claim(tx, actor, command, command.key)
        day = command.in_force_from or today(tx, now)
        if day > LATEST:
            raise Refused("law_day_far", field="in_force_from")
        reason = need(text(command.reason), "reason", TEXT)
        entries = entries_in_force(tx, command.scheme, LATEST)
        raw = raw_with(command.scheme, entries)
        row = row_of(raw, command.kind, command.key) if command.kind in KINDS else None
        if row is None:
            raise NotFound("not_found")
        if number_of(tx, command.scheme, command.kind, command.key) != command.seen_number:
            raise Stale("law_moved")
        bodies = _bodies(command, raw, row)
        after = _with(entries, bodies)
        old, new = built(command.scheme, entries), built(command.scheme, after)
        made = [
            _add(tx, now, author, command.scheme, kind, key, body, reason, day) for kind, key, body in bodies
        ]
        _append(tx, now, actor, command, made[0], row, bodies, reason)
        found = {
            one.id: one
            for kind, key, _ in bodies
            for one in touched(kind, key, old, new, classified_systems(tx))
        }
        _ask(tx, now, actor, command, named(command.kind, row), list(found.values()))
        return Changed(len(bodies), tuple(ref("SYS", key) for key in sorted(found)))


def require_keeper(tx: Session, actor: Actor) -> Standing:
    """The standing of somebody who may change law data; raises NotAllowed for others."""
    author = acting(tx, actor, clock.now(tx))
    if not any(grant.role in KEEPERS and grant.scope_key == ORG for grant in author.grants):
        raise NotAllowed("law_not_yours")
    return author


def number_of(tx: Session, scheme: str, kind: str, key: str) -> int:
    """The number of an entry; 0 while the starter content stands."""
    highest = select(func.max(LawEntry.number)).where(
        LawEntry.scheme == scheme, LawEntry.kind == kind, LawEntry.key == key
    )
    return tx.scalars(highest).one() or 0


def _bodies(
    command: ChangeLaw, raw: dict[str, Any], row: dict[str, Any]
) -> list[tuple[str, str, dict[str, Any]]]:
    before = {key: row.get(key) for key in changed(command.kind, row, {})}
    body = changed(command.kind, row, command.fields)
    if canonical_text(before | body) == canonical_text({**before, **changed(command.kind, row, {})}):
        raise Refused("law_nothing", field="reason")
    found = [(command.kind, command.key, body)]
    if command.kind == DATE and command.carry and str(row["date"]) != body["date"]:
        moved = carried(raw, str(row["date"]), body["date"])
        found += [(DUTY, key, part) for key, part in moved.items()]
    return found


def _with(entries: tuple[Entry, ...], bodies: list[tuple[str, str, dict[str, Any]]]) -> tuple[Entry, ...]:
    """The entries with the new ones; a later change of an entry keeps what earlier ones said of other fields."""
    found = {(kind, key): body for kind, key, body in entries}
    for kind, key, body in bodies:
        found[kind, key] = canonical_text({**json.loads(found.get((kind, key), "{}")), **body})
    return tuple((kind, key, body) for (kind, key), body in sorted(found.items()))


def _add(
    tx: Session,
    now: datetime,
    author: Standing,
    scheme: str,
    kind: str,
    key: str,
    body: dict[str, Any],
    reason: str,
    day: date,
) -> LawEntry:
    rows = select(LawEntry.body).where(LawEntry.scheme == scheme, LawEntry.kind == kind, LawEntry.key == key)
    last = tx.scalars(rows.order_by(LawEntry.number.desc()).limit(1)).first()
    made = LawEntry(
        uuid=uuid7(),
        scheme=scheme,
        kind=kind,
        key=key,
        number=number_of(tx, scheme, kind, key) + 1,
        body=canonical_text({**json.loads(last or "{}"), **body}),
        reason=reason,
        in_force_from=day,
        made_by_id=author.person_id,
        made_at=now,
    )
    tx.add(made)
    tx.flush()
    return made


def _append(
    tx: Session,
    now: datetime,
    actor: Actor,
    command: ChangeLaw,
    made: LawEntry,
    row: dict[str, Any],
    bodies: list[tuple[str, str, dict[str, Any]]],
    reason: str,
) -> None:
    append(
        tx,
        now,
        actor,
        LAW_CHANGED,
        about=Thing("law", made.uuid, made.number, label=f"{command.kind} {command.key}"),
        changes={
            "entry": [canonical_text(changed(command.kind, row, {})), canonical_text(bodies[0][2])],
            "carried": [None, [key for _, key, _ in bodies[1:]]],
        },
        personal={actor.uuid: {"reason": reason}},
    )


def _ask(
    tx: Session, now: datetime, actor: Actor, command: ChangeLaw, what: str, systems: list[AiSystem]
) -> None:
    """Gives the owner of each system a turn on an obligation to look again; one per entry and change."""
    for system in sorted(systems, key=lambda one: one.id):
        lock_system(tx, system.id)
        ask_to_look(
            tx,
            now,
            actor,
            system,
            f"{command.kind} {command.key} {command.seen_number + 1}",
            f"Look at the classification: {what}",
            text(command.reason),
            f"turn_law_{command.kind}",
            {"what": what[:200]},
        )

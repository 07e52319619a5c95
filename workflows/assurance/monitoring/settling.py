"""Closes the turn about a broken limit: somebody looked into it and says what they found."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.assurance.monitoring.actions import SETTLED
from workflows.assurance.monitoring.breaching import BROKEN, LATE, REWORK
from workflows.assurance.monitoring.indicators import INDICATORS
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.rights import require_reader, require_writer
from workflows.inventory.registers.turning import end_turn, turns_of
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import TEXT, text, within
from workflows.record import append

CODES = (BROKEN, LATE, REWORK)


@dataclass(frozen=True)
class Settle:
    """Says what was found about a broken limit or a missing value."""

    record_id: int
    note: str
    submit_id: str | None = None


def settle_breach(actor: Actor, command: Settle) -> str:
    """Ends the turns about an indicator's values and keeps what was found; gives its ref.

    Raises Refused beside `note`, Conflict when nothing waits for anybody.
    """
    note = within(text(command.note), "found", TEXT)
    if not note:
        raise Refused("breach_note", field="found")
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        place = lock_place(tx, INDICATORS, command.record_id, 0)
        record, now = place.held, clock.now(tx)
        require_reader(tx, author, INDICATORS, record)
        name = ref(INDICATORS.prefix, record.id)
        claim(tx, actor, command, name)
        require_writer(tx, author, INDICATORS, place.system)
        waiting = [turn for turn in turns_of(tx, record.id) if turn.code in CODES]
        if not waiting:
            raise Conflict("breach_none")
        for code in CODES:
            end_turn(tx, now, record, code)
        append(
            tx,
            now,
            actor,
            SETTLED,
            about=thing(INDICATORS, record),
            changes={"turns": [sorted({turn.code for turn in waiting}), []]},
            personal={actor.uuid: {"reason": note}},
        )
        return name

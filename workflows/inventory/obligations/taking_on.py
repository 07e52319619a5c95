"""Takes the duties that follow from a classification on as obligations: one record each, with an owner and a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.classification_queries import present_line
from workflows.inventory.law.effective import scheme_as_of
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.locks import require_in_lists, system_ref
from workflows.inventory.obligations.register import OBLIGATIONS
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.rights import require_writer
from workflows.inventory.registers.writing import Author
from workflows.inventory.visibility import require_sight
from workflows.inventory.wizard.duties import Owed, owed
from workflows.inventory.wizard.said import found_of
from workflows.people.days import today

TOPICS = {
    "O-CA": "conformity",
    "O-REG": "registration",
    "O-DEP-REG": "registration",
    "O-COOP": "authority",
    "O-DEP-COOP": "authority",
}
"""What a duty is about, where a checklist item asks for it."""
SOON = timedelta(days=30)
"""How much time a duty leaves that applies already."""


@dataclass(frozen=True)
class TakeOn:
    """Asks to take on every duty of a system that has no obligation yet."""

    system_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class TakenOn:
    """How many obligations were made."""

    system_ref: str
    made: int


def take_on(actor: Actor, command: TakeOn) -> TakenOn:
    """Makes an obligation for each duty that is owed and not taken on.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Refused when nothing is left.
    """
    with transaction() as tx:
        standing = acting(tx, actor, clock.now(tx))
        require_sight(tx, standing, command.system_id)
        place = lock_place(tx, OBLIGATIONS, None, command.system_id)
        now = clock.now(tx)
        system = place.system
        if system is None:
            raise NotFound("not_found")
        claim(tx, actor, command, system_ref(system))
        require_in_lists(system)
        roles = require_writer(tx, standing, OBLIGATIONS, system)
        scheme, day = scheme_as_of(tx), today(tx, now)
        left = not_taken_on(tx, system, scheme)
        if not left:
            raise Refused("obligation_nothing_owed")
        owner = (
            tx.scalars(select(Person.uuid).where(Person.id == system.owner_id, Person.active)).first() or ""
        )
        for one in left:
            put_record(
                tx,
                now,
                actor,
                Author(standing.person_id, roles),
                place,
                _command(system, one, scheme, day, owner),
            )
        return TakenOn(system_ref(system), len(left))


def not_taken_on(tx: Session, system: AiSystem, scheme: Scheme) -> tuple[Owed, ...]:
    """The duties owed by a system without an obligation in the lists."""
    line = present_line(tx, system.id)
    if line is None:
        return ()
    return without(owed(scheme, found_of(line, system.in_use_since)), taken_on(tx, system.id))


def without(duties: Iterable[Owed], taken: frozenset[str]) -> tuple[Owed, ...]:
    """The duties that nobody has taken on."""
    return tuple(one for one in duties if one.duty.key not in taken)


def taken_on(tx: Session, system_id: int) -> frozenset[str]:
    """The duties that have an obligation of the system in the lists: one statement."""
    rows = tx.scalars(
        select(RegisterRecord.body).where(
            RegisterRecord.register == OBLIGATIONS.key,
            RegisterRecord.system_id == system_id,
            RegisterRecord.archived_at.is_(None),
        )
    )
    return frozenset(str(body_of(text).get("duty") or "") for text in rows) - {""}


def _command(system: AiSystem, one: Owed, scheme: Scheme, day: date, owner: str) -> SaveRecord:
    since = one.since or day
    return SaveRecord(
        register=OBLIGATIONS.key,
        system_id=system.id,
        title=f"{one.duty.label} (Art. {one.duty.article})"[:200],
        owner=owner,
        body={
            "topic": TOPICS.get(one.duty.key, "duty"),
            "law": scheme.title[:200],
            "duty": one.duty.key,
            "article": one.duty.article,
            "asks": one.duty.text,
            "applies_from": since.isoformat(),
            "due_on": max(since, day + SOON).isoformat(),
            "proofs": [{"what": what[:200]} for what in one.duty.evidence],
        },
    )

"""Asks the owner of a system to look at its classification again, and ends that when somebody did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.classification_review import ClassificationReview
from models.person import Person
from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.inventory.obligations.register import OBLIGATIONS
from workflows.inventory.registers.acting_inside import NOBODY, put_record, set_status
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.turning import end_turns, give_turn
from workflows.inventory.wizard.said import unsure_in
from workflows.people.days import today

UNSURE = "unsure"
LOOK = "look"
SOON = timedelta(days=30)
LONGEST = 300


def ask_to_look(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    cause: str,
    title: str,
    asks: str,
    code: str,
    params: Mapping[str, Any],
) -> RegisterRecord:
    """Opens an obligation to look again, one per cause, and gives the owner of the system the turn."""
    record = _standing(tx, system.id, cause)
    if record is None:
        place = lock_place(tx, OBLIGATIONS, None, system.id)
        owner = (
            tx.scalars(select(Person.uuid).where(Person.id == system.owner_id, Person.active)).first() or ""
        )
        command = SaveRecord(
            register=OBLIGATIONS.key,
            system_id=system.id,
            title=title[:200],
            owner=owner,
            body={
                "topic": LOOK,
                "duty": cause[:80],
                "asks": asks[:4000],
                "due_on": (today(tx, now) + SOON).isoformat(),
            },
        )
        record = put_record(tx, now, actor, NOBODY, place, command)
    give_turn(tx, now, record, system.owner_id, code, {**params, "system": system.name})
    return record


def classified(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    _before: str | None,
    _after: str,
    classification: Classification,
) -> None:
    """A classification answers every look that was asked for; what it leaves open asks for the next."""
    wizard = body_of(classification.wizard or "{}")
    if classification.questionnaire:
        end_looks(tx, now, actor, system, f"Classified anew as number {classification.number}.")
    questions = unsure_in(wizard)
    if questions:
        said = " · ".join(questions)
        ask_to_look(
            tx,
            now,
            actor,
            system,
            UNSURE,
            "Find out what the classification leaves open",
            said,
            "turn_unsure",
            {"questions": said[:LONGEST]},
        )


def confirmed(
    tx: Session, now: datetime, actor: Actor, system: AiSystem, _review: ClassificationReview
) -> None:
    """A look that changed nothing ends what was asked, save open questions: they stay open."""
    end_looks(tx, now, actor, system, "Looked at, and found still right.", but=UNSURE)


def end_looks(tx: Session, now: datetime, actor: Actor, system: AiSystem, done: str, but: str = "") -> None:
    """Sets every look of a system to met and ends its turns."""
    for record in _looks(tx, system.id):
        if body_of(record.body).get("duty") == but:
            continue
        place = lock_place(tx, OBLIGATIONS, record.id, system.id)
        set_status(tx, now, actor, place, "met", {"done": done})
        end_turns(tx, now, record)


def _standing(tx: Session, system_id: int, cause: str) -> RegisterRecord | None:
    return next((one for one in _looks(tx, system_id) if body_of(one.body).get("duty") == cause[:80]), None)


def _looks(tx: Session, system_id: int) -> list[RegisterRecord]:
    return list(
        tx.scalars(
            select(RegisterRecord)
            .where(
                RegisterRecord.register == OBLIGATIONS.key,
                RegisterRecord.system_id == system_id,
                RegisterRecord.level == LOOK,
                RegisterRecord.status.in_(("open", "in_work")),
                RegisterRecord.archived_at.is_(None),
            )
            .order_by(RegisterRecord.id)
        )
    )

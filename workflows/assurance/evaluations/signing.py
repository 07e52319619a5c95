"""Who may sign an independent validation: a validator outside the team who did not build the version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.assurance.evaluations.needs import VALIDATION
from workflows.assurance.evaluations.validations import SIGNED_AS, VALIDATIONS
from workflows.ground.refused import Refused
from workflows.inventory.frozen import team_facts
from workflows.inventory.registers.attesting import Purpose, purpose_for
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.filling import empty
from workflows.people.standing import Standing

FINAL = "final"
ROLE = "model_validator"
ASKED = ("scope", "independence", "examined", "repeated", "finished_on", "conclusion", "why")
"""What a statement has to say before anybody signs it."""

STATEMENT = (
    "I validated what {ref} “{title}” is about, as {role} and independently of whoever built it. "
    "It says what I looked at, what I found and what I conclude."
)


def may_sign(tx: Session, now: datetime, standing: Standing, record: RegisterRecord) -> None:
    """Raises Refused for team and builders, and for a statement that is not final or not whole."""
    open_fields = open_fields_of(record)
    if record.status != FINAL:
        raise Refused("validation_not_final")
    if open_fields:
        raise Refused("validation_open", fields=", ".join(open_fields))
    facts = team_facts(tx, record.system_id, record.version_id or 0, now)
    if standing.person_id in facts.team:
        name = tx.scalars(select(AiSystem.name).where(AiSystem.id == record.system_id)).first()
        raise Refused("validation_team", system=name or "")
    if standing.person_id in facts.builders:
        raise Refused("validation_builder", what=facts.builders[standing.person_id])


def open_fields_of(record: RegisterRecord) -> list[str]:
    """The labels of fields that a signed statement needs and that are empty."""
    body = body_of(record.body)
    fields = [field for key in ASKED if (field := VALIDATIONS.field(key)) is not None]
    return [field.label for field in fields if empty(field, body.get(field.key))]


VALIDATED = purpose_for(
    Purpose(VALIDATION, SIGNED_AS, "Independent validation", STATEMENT, frozenset({ROLE}), guard=may_sign)
)

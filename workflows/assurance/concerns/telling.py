"""Whose turn a concern is: those who look into concerns, and never whoever raised it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.role_grant import ORG
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.approvals.reminding.levels import LEAD, reach
from workflows.assurance.concerns.register import CONCERNS
from workflows.ground.ids import ref
from workflows.inventory.registers.turning import give_turn
from workflows.people.scopes import scope_keys_of
from workflows.people.standing import holders

FIRST = "concerns_officer"
"""Who is asked first; without one, the incident managers, then whoever leads the governance."""
THEN = "incident_manager"


def call_handlers(
    tx: Session, now: datetime, record: RegisterRecord, code: str, but: int | None = None
) -> None:
    """Gives the turn to the owner of a concern, or to everybody who looks into concerns here."""
    said = {"ref": ref(CONCERNS.prefix, record.id)}
    people = [record.owner_id] if record.owner_id else _handlers(tx, now, record, but)
    for person_id in people:
        give_turn(tx, now, record, person_id, code, said)


def _handlers(tx: Session, now: datetime, record: RegisterRecord, but: int | None) -> list[int]:
    scopes = [ORG]
    if record.system_id != ORGANISATION:
        system = tx.get_one(AiSystem, record.system_id)
        scopes = list(scope_keys_of(tx, system.id, system.unit_id))
    for role in (FIRST, THEN):
        found = [one.person_id for one in holders(tx, [role], scopes, now) if one.person_id != but]
        if found:
            return found
    return sorted(reach(tx, now, LEAD, scopes).person_ids - {but})

"""Adopts starter risks from the catalogue: each becomes a record that is then thought through, none is ticked off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.assurance.risks.taxonomy import KnownRisk, known_risk, known_risks
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.inventory.locks import require_in_lists
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring
from workflows.inventory.registers.acting_inside import put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import readable_clause, require_writer
from workflows.inventory.registers.writing import Author
from workflows.inventory.visibility import require_sight

LONGEST_TITLE = 200


@dataclass(frozen=True)
class AdoptRisks:
    """Takes starter risks over for a system; 0 is the organisation."""

    system_id: int
    keys: tuple[str, ...]
    submit_id: str | None = None


@dataclass(frozen=True)
class Adopted:
    """The refs of the records that were made, in the order of the catalogue."""

    refs: tuple[str, ...]


@dataclass(frozen=True)
class Starter:
    """A starter risk as it is offered: `here` are the refs of records of that kind that are there already."""

    risk: KnownRisk
    here: tuple[str, ...]


def adopt_risks(actor: Actor, command: AdoptRisks) -> Adopted:
    """Makes a record of each chosen starter risk, all or none.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Refused when nothing was chosen or a
    key is unknown.
    """
    one = declaring.of("risk")
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        if command.system_id != ORGANISATION:
            require_sight(tx, author, command.system_id)
        place = lock_place(tx, one, None, command.system_id)
        now = clock.now(tx)
        held = claim(tx, actor, command, "")
        roles = require_writer(tx, author, one, place.system)
        if place.system is not None:
            require_in_lists(place.system)
        made = []
        for risk in _chosen(command.keys):
            wanted = SaveRecord(
                "risk",
                system_id=command.system_id,
                title=risk.label[:LONGEST_TITLE],
                body=starting_body(risk),
            )
            home = Place(None, place.system, place.concerned)
            record = put_record(tx, now, actor, Author(author.person_id, roles), home, wanted)
            made.append(ref(one.prefix, record.id))
        held.settle(made[0])
        return Adopted(tuple(made))


def starting_body(risk: KnownRisk) -> Mapping[str, Any]:
    """What a starter risk says to begin with; its rating is where thinking starts, so only one part has it."""
    return {
        "kind": "risk",
        "category": risk.key,
        "description": risk.text,
        "sources": list(risk.sources),
        "objectives": list(risk.objectives),
        "controls": list(risk.controls),
        "inherent_likelihood": str(risk.likelihood),
        "inherent_organisation": str(risk.impact),
        "treatment_reason": "; ".join(risk.measures),
        "indicators": [{"indicator": name} for name in risk.indicators],
    }


def starters(person: Any, system_id: int) -> tuple[Starter, ...]:
    """All starter risks, each with the records of its kind that the reader sees there already; one statement."""
    rows = reading().execute(
        select(RegisterRecord.id, RegisterRecord.body)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register == "risk",
            RegisterRecord.system_id == system_id,
            RegisterRecord.archived_at.is_(None),
            readable_clause(person, (declaring.of("risk"),)),
        )
        .order_by(RegisterRecord.id)
    )
    here: dict[str, list[str]] = {}
    for key, body in rows:
        here.setdefault(str(body_of(body).get("category") or ""), []).append(ref("RISK", key))
    return tuple(Starter(risk, tuple(here.get(risk.key, ()))) for risk in known_risks())


def _chosen(keys: tuple[str, ...]) -> list[KnownRisk]:
    if not keys:
        raise Refused("risk_none_chosen", field="keys")
    for key in keys:
        if known_risk(key) is None:
            raise Refused("risk_unknown", field="keys")
    return [risk for risk in known_risks() if risk.key in keys]

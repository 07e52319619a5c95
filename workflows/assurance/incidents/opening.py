"""Opens an incident by rule, when a limit of an indicator is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.measured_value import MeasuredValue
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.assurance.incidents.register import CLOSED, INCIDENT, INCIDENTS
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.inventory.registers import declaring
from workflows.inventory.registers.acting_inside import NOBODY, put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.linking import add_link
from workflows.inventory.registers.locks import Place
from workflows.people.days import organisation_zone, zone_of


@dataclass(frozen=True)
class Cause:
    """Why the rule opens an incident: the indicator, and what it said."""

    record: RegisterRecord
    ref: str
    value: str
    period: str
    severity: str

    @staticmethod
    def from_value(record: RegisterRecord, value: MeasuredValue, body: Mapping[str, Any]) -> Cause:
        """The cause that a value breaking a limit is."""
        name = ref(declaring.of(record.register).prefix, record.id)
        severity = str(body.get("severity") or "moderate")
        return Cause(record, name, value.value or "", value.period, severity)


def open_by_rule(
    tx: Session, now: datetime, actor: Actor, place: Place, cause: Cause
) -> RegisterRecord | None:
    """Opens an incident about the indicator's version; None while an earlier one of the same indicator is open."""
    if place.system is None or _open_one(tx, cause.record):
        return None
    local = now.astimezone(zone_of(organisation_zone(tx)))
    command = SaveRecord(
        INCIDENT,
        system_id=place.system.id,
        version_id=cause.record.version_id,
        title=f"{cause.record.title}: limit broken"[:200],
        body={
            "what": f"{cause.ref} {cause.record.title}: {cause.value} in {cause.period} breaks a limit.",
            "kind": "breach_of_limit",
            "severity": cause.severity,
            "aware_on": local.date().isoformat(),
            "aware_time": f"{local:%H:%M}",
            "noticed_by": "monitoring",
        },
    )
    new = Place(None, place.system, place.concerned)
    incident = put_record(tx, now, actor, NOBODY, new, command)
    _link(tx, now, incident, cause.record)
    return incident


def _link(tx: Session, now: datetime, incident: RegisterRecord, indicator: RegisterRecord) -> None:
    relation = INCIDENTS.relation("indicator")
    assert relation is not None
    name = ref(declaring.of(indicator.register).prefix, indicator.id)
    add_link(tx, now, None, incident, relation, ("record", indicator.id, indicator.uuid, name, 0))


def _open_one(tx: Session, indicator: RegisterRecord) -> bool:
    """Whether an incident of this indicator is open: a limit that stays broken is one incident, not one a week."""
    return (
        tx.scalars(
            select(RegisterRecord.id)
            .join(RegisterLink, RegisterLink.record_id == RegisterRecord.id)
            .where(
                RegisterRecord.register == INCIDENT,
                RegisterRecord.status != CLOSED,
                RegisterRecord.archived_at.is_(None),
                RegisterLink.relation == "indicator",
                RegisterLink.target_kind == "record",
                RegisterLink.target_id == indicator.id,
                RegisterLink.removed_at.is_(None),
            )
        ).first()
        is not None
    )

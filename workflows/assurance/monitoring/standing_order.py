"""Stops a version by a standing order: a named person signed beforehand that a broken limit stops it.

The stop is that person's, under the sentence they signed with their own credential. It works only while the indicator
says what they signed, and while they still hold a role that may stop this version.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.access import roles_in
from workflows.assurance.monitoring.kinds import INDICATOR
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.inventory.registers.attesting import Purpose, purpose_for
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.stopping import Signer, stop
from workflows.lifecycle.suspending import emergency_roles
from workflows.lifecycle.versions import of_subject
from workflows.people.standing import Standing, standing_of
from workflows.record import Thing, append

STANDING_ORDER = "standing_order"
MAY_ORDER = frozenset(
    {
        "human_overseer",
        "product_owner",
        "operations_lead",
        "security_ciso",
        "incident_manager",
        "ai_governance_lead",
        "top_management",
    }
)
"""Roles that a policy may let stop a version; which of them may is asked of the policy in force each time."""


def named_person_only(_tx: Session, _now: datetime, signer: Standing, record: RegisterRecord) -> None:
    """Raises Refused for anybody but the person whose authority the indicator names."""
    if body_of(record.body).get("authority") != signer.uuid:
        raise Refused("order_not_yours")
    if body_of(record.body).get("suspends") != "yes":
        raise Refused("order_suspends_nothing")


ORDER = purpose_for(
    Purpose(
        INDICATOR,
        STANDING_ORDER,
        "Standing order to stop",
        "As {role} I order: a value that breaks a limit of {ref} “{title}” stops its version at once, on my authority.",
        MAY_ORDER,
        guard=named_person_only,
    )
)


def order_of(tx: Session, record: RegisterRecord) -> RegisterSignature | None:
    """The standing order that holds for what the indicator says now; None while nobody signed it."""
    return tx.scalars(
        select(RegisterSignature)
        .where(
            RegisterSignature.record_id == record.id,
            RegisterSignature.purpose == STANDING_ORDER,
            RegisterSignature.digest == record.digest,
        )
        .order_by(RegisterSignature.id.desc())
        .limit(1)
    ).one_or_none()


def stop_by_rule(
    tx: Session, now: datetime, actor: Actor, place: Place, said: Mapping[str, Any]
) -> str | None:
    """Stops the indicator's version on the signed authority; gives the ref of the stop, None where it does not work."""
    record, system = place.record, place.system
    if record is None or system is None or record.version_id is None:
        return None
    order = order_of(tx, record)
    if order is None:
        return None
    found = tx.get_one(SystemVersion, record.version_id)
    subject = tx.get_one(Subject, found.subject_id)
    version = of_subject(tx, subject.id, lock=True)
    if version.suspension_id is not None or version.stage not in LIVE:
        return None
    person = standing_of(tx, order.person_id, now)
    if person is None or not person.active:
        return None
    may = order.role in emergency_roles(tx, system, now) and order.role in roles_in(person, subject)
    if not may:
        return None
    return _stop(tx, now, actor, (subject, version, system), order, said)


def _stop(
    tx: Session,
    now: datetime,
    actor: Actor,
    what: tuple[Subject, SystemVersion, AiSystem],
    order: RegisterSignature,
    said: Mapping[str, Any],
) -> str:
    subject, version, system = what
    reason = f"{said['ref']}: {said['value']} ({said['period']}). {order.reason}".strip()
    signer = Signer(
        order.person_id, order.printed_name, order.role, reason, order.statement, order.authenticated_by
    )
    stopped = stop(tx, now, actor, subject, version, system, signer)
    append(
        tx,
        now,
        actor,
        "version:suspended",
        about=Thing(
            "version", version.uuid, version.revision, ref=ref("VER", version.id), label=subject.label
        ),
        changes=stopped.changes() | {"standing_order": [None, order.uuid], "indicator": [None, said["ref"]]},
        request_uuid=stopped.confirmation.uuid,
        request_ref=ref("REQ", stopped.confirmation.id),
        system_uuid=system.uuid,
    )
    return ref("SUS", stopped.suspension.id)

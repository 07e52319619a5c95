"""Judges whether a revision lies inside the envelope that was signed with its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.inventory.artefacts import live_artefacts
from workflows.inventory.body_days import day_in
from workflows.inventory.envelopes.rules import why_outside
from workflows.inventory.registers.content import body_of
from workflows.inventory.revisions.register import INSIDE, REVISIONS
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.resting.differing import artefacts_of
from workflows.lifecycle.resting.marking import newest_bundle
from workflows.people.days import today

Reason = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Judged:
    """A revision judged: its version and system, its envelope, and every reason why it lies outside."""

    version: SystemVersion
    system: AiSystem
    envelope_ref: str
    envelope: Mapping[str, Any]
    reasons: tuple[Reason, ...]

    @property
    def needs_confirmation(self) -> bool:
        """Whether somebody who did not make it has to confirm it; a system without tier counts as high."""
        return (self.system.tier or "high") not in ("minimal", "limited")


def judged(tx: Session, now: datetime, record: RegisterRecord) -> Judged:
    """Judges a revision by what stands there now."""
    version = tx.get_one(SystemVersion, record.version_id)
    system = tx.get_one(AiSystem, version.system_id)
    found = _envelopes(tx, record)
    body, day = body_of(record.body), today(tx, now)
    if len(found) != 1:
        code = "revision_several_envelopes" if found else "revision_no_envelope"
        return Judged(version, system, "", {}, ((code, {}),))
    envelope, name = found[0], ref("CEN", found[0].id)
    reasons = [*_standing(tx, version, envelope, name), *_shape(tx, version, body, day)]
    made_on = day_in(body, "made_on") or day
    said = body_of(envelope.body)
    reasons += why_outside(said, body, made_on, _earlier(tx, record, envelope))
    return Judged(version, system, name, said, tuple(reasons))


def _standing(tx: Session, version: SystemVersion, envelope: RegisterRecord, name: str) -> list[Reason]:
    if envelope.version_id != version.id:
        return [("envelope_other_version", {"ref": name})]
    if envelope.archived_at is not None or envelope.status != "proposed":
        return [("envelope_closed", {"ref": name})]
    bundle = newest_bundle(tx, version.subject_id)
    if bundle is None or artefacts_of(bundle).get(f"envelope {name}") != envelope.digest:
        return [("envelope_not_signed", {"ref": name})]
    return []


def _shape(tx: Session, version: SystemVersion, body: Mapping[str, Any], day: date) -> list[Reason]:
    found: list[Reason] = []
    if version.stage not in LIVE:
        found.append(("revision_not_running", {}))
    if body.get("artefact") not in live_artefacts(tx, version.id):
        found.append(("revision_artefact_unknown", {"artefact": body.get("artefact", "")}))
    if (day_in(body, "made_on") or day) > day:
        found.append(("revision_day_ahead", {}))
    return found


def _envelopes(tx: Session, record: RegisterRecord) -> list[RegisterRecord]:
    return list(
        tx.scalars(
            select(RegisterRecord)
            .join(RegisterLink, RegisterLink.target_id == RegisterRecord.id)
            .where(
                RegisterLink.record_id == record.id,
                RegisterLink.relation == INSIDE,
                RegisterLink.removed_at.is_(None),
                RegisterRecord.register == "envelope",
            )
        )
    )


def _earlier(tx: Session, record: RegisterRecord, envelope: RegisterRecord) -> list[date]:
    """The days of the other revisions that are in force inside this envelope."""
    rows = tx.scalars(
        select(RegisterRecord.body)
        .join(RegisterLink, RegisterLink.record_id == RegisterRecord.id)
        .where(
            RegisterLink.relation == INSIDE,
            RegisterLink.target_id == envelope.id,
            RegisterLink.removed_at.is_(None),
            RegisterRecord.register == REVISIONS.key,
            RegisterRecord.status == "in_force",
            RegisterRecord.id != record.id,
        )
    )
    days = (day_in(body_of(text), "made_on") for text in rows)
    return [day for day in days if day is not None]

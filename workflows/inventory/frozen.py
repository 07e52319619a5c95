"""What approvals freeze of the inventory: digests over content, never over titles or people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ScalarSelect, Select, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.artefact import Artefact
from models.classification import Classification
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from models.team_member import TeamMember
from models.version_builder import VersionBuilder
from workflows.ground.canonical import digest

_TEXTS = (
    "purpose",
    "business_reason",
    "users",
    "affected_persons",
    "decisions_influenced",
    "data_categories",
    "autonomy",
    "who_may_stop",
    "origin",
    "supplier",
    "uses_supplier",
    "serves_customers",
    "in_use_since",
)
"""Fields of a system that its digest covers; a change of one of them raises `content_version`."""

SYSTEM_CONTENT = frozenset(_TEXTS)


@dataclass(frozen=True)
class TeamFacts:
    """Who is barred for belonging to a system or having built a version; keys of persons."""

    team: frozenset[int]
    builders: Mapping[int, str]


@dataclass(frozen=True)
class SubjectFacts:
    """A version as a bundle names it; `artefacts` maps names to digests or releases."""

    uuid: str
    label: str
    artefacts: Mapping[str, str]

    def frozen(self) -> dict[str, Any]:
        """The part that the bundle carries."""
        return {"uuid": self.uuid, "label": self.label, "artefacts": dict(self.artefacts)}


def system_digest(system: AiSystem) -> str:
    """SHA-256 over what is said about a system."""
    return digest({"schema": "system/1"} | {name: getattr(system, name) for name in _TEXTS})


def classification_content(classification: Classification) -> dict[str, Any]:
    """What a classification says, as its digest covers it."""
    content = {
        "schema": "classification/1",
        "legal_tier": classification.legal_tier,
        "legal_reason": classification.legal_reason,
        "internal_tier": classification.internal_tier,
        "internal_reason": classification.internal_reason,
        "operator_roles": json.loads(classification.operator_roles),
        "answers": json.loads(classification.answers or "{}"),
        "override_reason": classification.override_reason or "",
    }
    if not classification.questionnaire:
        return content
    said = {"questionnaire": classification.questionnaire, "wizard": json.loads(classification.wizard)}
    return content | {"schema": "classification/2"} | said


def system_record(tx: Session, system_id: int) -> dict[str, Any]:
    """The system as a linked record: kind, uuid, version of its content and digest; NoResultFound without it."""
    system = tx.get_one(AiSystem, system_id)
    return {
        "kind": "system",
        "uuid": system.uuid,
        "version": system.content_version,
        "digest": system_digest(system),
    }


def classification_record(tx: Session, system_id: int) -> dict[str, Any] | None:
    """The present classification as a linked record with its author; None while there is none."""
    present = present_classification(tx, system_id)
    if present is None:
        return None
    return {
        "kind": "classification",
        "uuid": present.uuid,
        "version": present.number,
        "digest": present.digest,
    }


def present_classification(tx: Session, system_id: int) -> Classification | None:
    """The newest classification of a system, or None."""
    return tx.scalars(
        select(Classification)
        .where(Classification.system_id == system_id)
        .order_by(Classification.number.desc())
        .limit(1)
    ).first()


def team_facts(tx: Session, system_id: int, version_id: int, at: datetime) -> TeamFacts:
    """The team at an instant and the version's builders, in one statement; the owner is always of the team."""
    builders: dict[int, str] = {}
    team = set()
    for part, person_id, what, _ in sorted(
        tx.execute(union_all(*team_rows(system_id, version_id, at))).all()
    ):
        if part == "team":
            team.add(person_id)
        else:
            builders[person_id] = f"{builders[person_id]}, {what}" if person_id in builders else what
    return TeamFacts(team=frozenset(team), builders=builders)


def team_rows(
    system_id: int, version_id: int | ScalarSelect[int], at: datetime
) -> list[Select[*tuple[Any, ...]]]:
    """Selects of (`team` or `built`, person, what they did, empty), to be read in one statement with others."""
    nothing = literal("")
    return [
        select(literal("team"), AiSystem.owner_id, nothing, nothing).where(AiSystem.id == system_id),
        select(literal("team"), TeamMember.person_id, nothing, nothing).where(
            TeamMember.system_id == system_id,
            TeamMember.added_at <= at,
            or_(TeamMember.ended_at.is_(None), TeamMember.ended_at > at),
        ),
        select(literal("built"), VersionBuilder.person_id, VersionBuilder.what, nothing).where(
            VersionBuilder.version_id == version_id
        ),
    ]


def subject_facts(tx: Session, version_id: int) -> SubjectFacts:
    """The version with its live artefacts, components and envelopes, in one statement.

    Raises NoResultFound when there is no such version.
    """
    rows = tx.execute(union_all(_own_artefacts(version_id), _components(version_id), _envelopes(version_id)))
    uuid = label = ""
    artefacts: dict[str, str] = {}
    for row in rows:
        uuid, label = row.uuid or uuid, row.label or label
        if row.value is not None:
            artefacts[f"{row.register} {_ref_of(row)}" if row.register else row.name] = row.value
    if not uuid:
        tx.get_one(SystemVersion, version_id)
    return SubjectFacts(uuid=uuid, label=label, artefacts=dict(sorted(artefacts.items())))


IN_SUBJECT = {"component": "COMP", "envelope": "CEN"}
"""Registers whose records belong to a version the way its artefacts do, with the prefix of their refs."""


def _ref_of(row: Any) -> str:
    return f"{IN_SUBJECT[row.register]}-{row.record_id}"


def _own_artefacts(version_id: int) -> Select[*tuple[Any, ...]]:
    live = (Artefact.version_id == SystemVersion.id) & Artefact.removed_at.is_(None)
    return (
        select(
            SystemVersion.uuid.label("uuid"),
            SystemVersion.label.label("label"),
            Artefact.name.label("name"),
            Artefact.value.label("value"),
            literal("").label("register"),
            cast(literal(0), BigInteger).label("record_id"),
        )
        .outerjoin(Artefact, live)
        .where(SystemVersion.id == version_id)
    )


def _components(version_id: int) -> Select[*tuple[Any, ...]]:
    return (
        _record_row()
        .join(RegisterLink, RegisterLink.record_id == RegisterRecord.id)
        .where(
            RegisterRecord.register == "component",
            RegisterRecord.archived_at.is_(None),
            RegisterLink.target_kind == "version",
            RegisterLink.target_id == version_id,
            RegisterLink.removed_at.is_(None),
        )
    )


def _envelopes(version_id: int) -> Select[*tuple[Any, ...]]:
    return _record_row().where(
        RegisterRecord.register == "envelope",
        RegisterRecord.version_id == version_id,
        RegisterRecord.status == "proposed",
        RegisterRecord.archived_at.is_(None),
    )


def _record_row() -> Select[*tuple[Any, ...]]:
    return select(
        literal("").label("uuid"),
        literal("").label("label"),
        literal("").label("name"),
        RegisterRecord.digest.label("value"),
        RegisterRecord.register.label("register"),
        RegisterRecord.id.label("record_id"),
    )

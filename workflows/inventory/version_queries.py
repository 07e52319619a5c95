"""Reads one version as its page shows it: artefacts, builders and where it runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models.artefact import Artefact
from models.deployment import Deployment
from models.environment import Environment
from models.person import Person
from models.system_version import SystemVersion
from models.version_builder import VersionBuilder
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.system_queries import SystemHead, VersionLine, system_head


@dataclass(frozen=True)
class ArtefactLine:
    """An artefact with its dates; `removed_at` is empty while it counts."""

    name: str
    value: str
    added_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True)
class DeploymentLine:
    """Where and when a version ran, and what the deploy check said when it started."""

    id: int
    ref: str
    environment: str
    environment_ref: str
    purpose: str
    artefact: str
    allowed: bool
    code: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class VersionPage:
    """One version."""

    id: int
    ref: str
    label: str
    description: str
    number: int
    stage: str
    stage_since: datetime
    suspended: bool
    adopted: bool
    outdated: tuple[tuple[str, dict[str, Any]], ...]
    cleared_until: date | None
    rollback_until: date | None
    born_stage: str
    predecessor_ref: str | None
    archived_at: datetime | None
    archived_reason: str
    revision: int
    artefacts: tuple[ArtefactLine, ...]
    builders: tuple[tuple[str, str], ...]
    deployments: tuple[DeploymentLine, ...]
    suspension_id: int | None = None
    created_at: datetime | None = None

    @property
    def line(self) -> VersionLine:
        """The version as lists of its system show it."""
        return VersionLine(
            ref=self.ref,
            label=self.label,
            description=self.description,
            stage=self.stage,
            stage_since=self.stage_since,
            suspended=self.suspended,
            outdated=bool(self.outdated),
            adopted=self.adopted,
            cleared_until=self.cleared_until,
            archived_at=self.archived_at,
            runs_in=(),
            id=self.id,
            number=self.number,
            born_stage=self.born_stage,
            rollback_until=self.rollback_until,
            suspension_id=self.suspension_id,
            changed=self.outdated,
            created_at=self.created_at,
        )

    @property
    def live_artefacts(self) -> tuple[ArtefactLine, ...]:
        """The artefacts that count now."""
        return tuple(artefact for artefact in self.artefacts if artefact.removed_at is None)


def version_page(account: Any, version_id: int) -> tuple[SystemHead, VersionPage]:
    """The head of its system and the version, in at most seven statements; NotFound for whoever may not see it."""
    tx = reading()
    row = tx.get(SystemVersion, version_id)
    if row is None:
        raise NotFound("not_found")
    head = system_head(account, row.system_id, tx)
    artefacts = tx.scalars(
        select(Artefact)
        .where(Artefact.version_id == row.id)
        .order_by(Artefact.removed_at.is_not(None), Artefact.name, Artefact.id.desc())
    )
    return head, VersionPage(
        id=row.id,
        ref=ref("VER", row.id),
        label=row.label,
        description=row.description,
        number=row.number,
        stage=row.stage,
        stage_since=row.stage_since,
        suspended=row.suspension_id is not None,
        adopted=row.adopted,
        outdated=_reasons(row.outdated),
        cleared_until=row.cleared_until,
        rollback_until=row.rollback_until,
        born_stage=row.born_stage,
        predecessor_ref=ref("VER", row.predecessor_id) if row.predecessor_id else None,
        archived_at=row.archived_at,
        archived_reason=row.archived_reason,
        revision=row.revision,
        artefacts=tuple(ArtefactLine(a.name, a.value, a.added_at, a.removed_at) for a in artefacts),
        builders=_builders(row.id),
        deployments=deployments_of(version_id),
        suspension_id=row.suspension_id,
        created_at=row.created_at,
    )


def _builders(version_id: int) -> tuple[tuple[str, str], ...]:
    """Who built a version, and what they did."""
    rows = reading().execute(
        select(Person.name, VersionBuilder.what)
        .join(Person, Person.id == VersionBuilder.person_id)
        .where(VersionBuilder.version_id == version_id)
        .order_by(Person.name, VersionBuilder.what)
    )
    return tuple((name, what) for name, what in rows)


def deployments_of(version_id: int) -> tuple[DeploymentLine, ...]:
    """Where a version runs and ran, the newest first; the caller has checked that it may be seen."""
    rows = reading().execute(
        select(Deployment, Environment.id.label("env"), Environment.name, Environment.purpose)
        .join(Environment, Environment.id == Deployment.environment_id)
        .where(Deployment.version_id == version_id)
        .order_by(Deployment.id.desc())
        .limit(200)
    )
    return tuple(
        DeploymentLine(
            id=found.id,
            ref=ref("DEP", found.id),
            environment=name,
            environment_ref=ref("ENV", key),
            purpose=purpose,
            artefact=found.artefact,
            allowed=found.answer == "allow",
            code=found.answer_code,
            started_at=found.started_at,
            ended_at=found.ended_at,
        )
        for found, key, name, purpose in rows
    )


def _reasons(stored: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What changed after approval, as codes with their parameters."""
    found = json.loads(stored or "[]")
    return tuple((str(one["code"]), dict(one.get("params", {}))) for one in found)

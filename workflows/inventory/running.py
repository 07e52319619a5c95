"""Reads environments and what ran where on a day: the question an auditor asks first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from models.ai_system import AiSystem
from models.deployment import Deployment
from models.environment import Environment
from models.organisation import Organisation
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.days import day_of, zone_of

MOST = 500
EARLIEST, LATEST = date(1950, 1, 1), date(2999, 12, 31)
"""Days one can ask about; beyond them calendars run out."""


@dataclass(frozen=True)
class EnvironmentLine:
    """An environment; `running` counts the versions the reader may see there."""

    id: int
    ref: str
    name: str
    purpose: str
    pilot_people: str
    ends_on: date | None
    registered_at: datetime
    archived_at: datetime | None
    running: int = 0


@dataclass(frozen=True)
class RunningLine:
    """A version that ran in an environment, from when to when."""

    deployment_id: int
    system_ref: str
    system: str
    tier: str | None
    version_ref: str
    version: str
    environment_ref: str
    environment: str
    purpose: str
    artefact: str
    allowed: bool
    code: str
    started_at: datetime
    ended_at: datetime | None


def list_environments(account: Any) -> tuple[EnvironmentLine, ...]:
    """All environments, those in the lists first; one statement."""
    count = (
        select(func.count(Deployment.id))
        .join(SystemVersion, SystemVersion.id == Deployment.version_id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(
            Deployment.environment_id == Environment.id,
            Deployment.ended_at.is_(None),
            visible_system_ids_clause(account),
        )
        .correlate(Environment)
        .scalar_subquery()
    )
    rows = reading().execute(
        select(Environment, count.label("running"))
        .order_by(Environment.archived_at.is_not(None), func.lower(Environment.name))
        .limit(MOST)
    )
    return tuple(_environment(row, running) for row, running in rows)


def environment_page(account: Any, environment_id: int) -> tuple[EnvironmentLine, tuple[RunningLine, ...]]:
    """An environment with what runs and ran there that the reader may see; NotFound for an unknown one."""
    row = reading().get(Environment, environment_id)
    if row is None:
        raise NotFound("not_found")
    lines = _lines(account, Environment.id == environment_id)
    return _environment(row, sum(1 for line in lines if line.ended_at is None)), lines


def open_environments() -> tuple[tuple[int, str, str], ...]:
    """Key, name and purpose of the environments one can choose."""
    rows = reading().execute(
        select(Environment.id, Environment.name, Environment.purpose)
        .where(Environment.archived_at.is_(None))
        .order_by(func.lower(Environment.name))
        .limit(MOST)
    )
    return tuple((key, name, purpose) for key, name, purpose in rows)


def running_on(account: Any, day: date, purpose: str = "production") -> tuple[RunningLine, ...]:
    """What the reader may see of what ran on a day, at any moment of it, in environments of that purpose.

    The day is a day where the organisation is.
    """
    if not EARLIEST <= day <= LATEST:
        return ()
    zone = zone_of(reading().scalars(select(Organisation.zone)).first())
    begin = datetime.combine(day, time.min, zone)
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    return _lines(
        account,
        Environment.purpose == purpose,
        Deployment.started_at < end,
        or_(Deployment.ended_at.is_(None), Deployment.ended_at > begin),
    )


def today_here() -> date:
    """The calendar day where the organisation is, to draw a page."""
    return day_of(clock.glance(), reading().scalars(select(Organisation.zone)).first())


def _lines(account: Any, *conditions: ColumnElement[bool]) -> tuple[RunningLine, ...]:
    rows = reading().execute(
        select(Deployment, SystemVersion, AiSystem, Environment)
        .join(SystemVersion, SystemVersion.id == Deployment.version_id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .join(Environment, Environment.id == Deployment.environment_id)
        .where(visible_system_ids_clause(account), *conditions)
        .order_by(Deployment.ended_at.is_not(None), AiSystem.name_key, AiSystem.id, Deployment.id.desc())
        .limit(MOST)
    )
    return tuple(
        RunningLine(
            deployment_id=found.id,
            system_ref=ref("SYS", system.id),
            system=system.name,
            tier=system.tier,
            version_ref=ref("VER", version.id),
            version=version.label,
            environment_ref=ref("ENV", environment.id),
            environment=environment.name,
            purpose=environment.purpose,
            artefact=found.artefact,
            allowed=found.answer == "allow",
            code=found.answer_code,
            started_at=found.started_at,
            ended_at=found.ended_at,
        )
        for found, version, system, environment in rows
    )


def _environment(row: Environment, running: int = 0) -> EnvironmentLine:
    return EnvironmentLine(
        id=row.id,
        ref=ref("ENV", row.id),
        name=row.name,
        purpose=row.purpose,
        pilot_people=row.pilot_people,
        ends_on=row.ends_on,
        registered_at=row.registered_at,
        archived_at=row.archived_at,
        running=running,
    )

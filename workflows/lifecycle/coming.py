"""What is coming up for a person: approvals that lapse, conditions of others, pilots that end, own grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Select, String, cast, literal, null, select, union_all

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.base import BigKey
from models.condition import Condition
from models.deployment import Deployment
from models.enums import EnvironmentPurpose
from models.environment import Environment
from models.person import Person
from models.system_version import SystemVersion
from workflows.approvals.policies.words import role_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.people.days import day_of
from workflows.people.queries import SignedIn

WITHIN = timedelta(days=60)
MOST = 12

LAPSES, ROLLBACK, CONDITION, PILOT, ACCESS, GRANT = (
    "lapses",
    "rollback",
    "condition",
    "pilot",
    "access",
    "grant",
)


@dataclass(frozen=True)
class Ahead:
    """Something with a day; `ref` opens it, and is empty where there is no page for it."""

    what: str
    day: date
    text: str = ""
    ref: str = ""


def coming_up(account: SignedIn) -> tuple[Ahead, ...]:
    """The next days that matter to whoever is signed in, in one statement."""
    day = day_of(clock.glance(), account.zone)
    rows = reading().execute(union_all(*(select(part.subquery()) for part in _parts(account, day))))
    found = [
        Ahead(what, on, text or "", ref(prefix, key) if prefix else "")
        for what, prefix, key, text, on in rows
    ]
    found += [
        Ahead(GRANT, grant.ends_on, role_label(grant.role))
        for grant in account.grants
        if grant.ends_on is not None and day <= grant.ends_on <= day + WITHIN
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.what, one.text))[:MOST])


def _parts(account: SignedIn, day: date) -> list[Select[Any]]:
    seen, last = visible_system_ids_clause(account), day + WITHIN
    label = AiSystem.name + " " + SystemVersion.label
    version = (AiSystem, AiSystem.id == SystemVersion.system_id)
    lives = SystemVersion.archived_at.is_(None)
    return [
        _part(LAPSES, "VER", SystemVersion.id, label, SystemVersion.cleared_until, last, day)
        .join(*version)
        .where(seen, lives, SystemVersion.stage != "retirement"),
        _part(ROLLBACK, "VER", SystemVersion.id, label, SystemVersion.rollback_until, last, day)
        .join(*version)
        .where(seen, lives, SystemVersion.stage != "retirement"),
        _part(CONDITION, "REQ", Condition.request_id, Condition.text, Condition.due_on, last, day)
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(seen, Condition.status == "open", Condition.owner_id != account.id),
        _part(PILOT, "VER", SystemVersion.id, label, Environment.ends_on, last, day)
        .join(Deployment, Deployment.version_id == SystemVersion.id)
        .join(Environment, Environment.id == Deployment.environment_id)
        .join(*version)
        .where(
            seen,
            Deployment.ended_at.is_(None),
            Environment.archived_at.is_(None),
            Environment.purpose == EnvironmentPurpose.PILOT.value,
        ),
        _part(ACCESS, "", null(), literal(""), Person.ends_on, last, day).where(Person.id == account.id),
    ]


def _part(what: str, prefix: str, key: Any, text: Any, on: Any, last: date, day: date) -> Select[Any]:
    return (
        select(
            literal(what).label("what"),
            literal(prefix).label("prefix"),
            cast(key, BigKey).label("key"),
            cast(text, String).label("text"),
            on.label("day"),
        )
        .where(on >= literal(day, Date), on <= literal(last, Date))
        .order_by(on, cast(key, BigKey))
        .limit(MOST)
    )

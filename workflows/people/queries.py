"""What a request asks first: whose session is this, and is the organisation set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, true
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.delegation import Delegation
from models.organisation import Organisation
from models.person import Person
from models.person_session import PersonSession
from models.register_turn import RegisterTurn
from models.role import Role
from models.role_grant import RoleGrant
from models.unit import Unit
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.people.days import day_of
from workflows.people.limits import RENEWAL_GRACE, SEEN_EVERY, limits
from workflows.people.standing import Grant, has_access, in_force
from workflows.people.tokens import hashed


@dataclass(frozen=True)
class SignedIn:
    """The person a session stands for; `roles` holds key, label and scope in words of each grant in force."""

    id: int
    uuid: str
    name: str
    email: str
    kind: str
    is_administrator: bool
    roles: tuple[tuple[str, str, str], ...]
    grants: tuple[Grant, ...]
    theme: str
    density: str
    zone: str
    session_id: int
    session_uuid: str
    signed_in_at: datetime
    authenticated_at: datetime
    organisation: str
    is_sample: bool
    seen_long_ago: bool
    questions: int = 0
    """How many people ask them to stand in and wait for the answer."""
    turns: int = 0
    """How many things in the registers wait for them."""


WHOLE = "Whole organisation"
"""How the scope of a grant without unit and system is called."""


def signed_in_by_token(token: str, now: datetime | None = None) -> SignedIn | None:
    """Whom a token stands for, in one statement; None when unknown, ended, idle, too old, or the person may not.

    Without `now` the instant is the database's, brought along by the same statement.
    """
    tx = reading()
    rows = tx.execute(_statement(tx, hashed(token))).all()
    if not rows:
        return None
    first = rows[0]
    at = now or (clock.shift(first.moment) if first.moment else clock.glance())
    if not _is_open(first, hashed(token), at):
        return None
    return _signed_in(rows, at)


def _questions() -> Any:
    """How many questions to stand in wait for the person of the row."""
    waiting = (Delegation.accepted_at, Delegation.declined_at, Delegation.ended_at)
    return (
        select(func.count())
        .select_from(Delegation)
        .where(
            Delegation.delegate_id == Person.id,
            Delegation.ends_at > clock.glance(),
            *(column.is_(None) for column in waiting),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _turns() -> Any:
    """How many turns about records of registers the person of the row has."""
    return (
        select(func.count())
        .select_from(RegisterTurn)
        .where(RegisterTurn.person_id == Person.id, RegisterTurn.done_at.is_(None))
        .correlate(Person)
        .scalar_subquery()
    )


def _statement(tx: Session, mark: str) -> Any:
    """Session, person, organisation and grants by join; PostgreSQL adds its clock."""
    moment = func.clock_timestamp() if tx.get_bind().dialect.name == "postgresql" else literal(None)
    return (
        select(
            PersonSession,
            Person,
            Organisation,
            RoleGrant,
            Role.label,
            Unit.name,
            AiSystem.name,
            _questions().label("questions"),
            _turns().label("turns"),
            moment.label("moment"),
        )
        .join(Person, Person.id == PersonSession.person_id)
        .outerjoin(Organisation, true())
        .outerjoin(RoleGrant, and_(RoleGrant.person_id == Person.id, RoleGrant.revoked_at.is_(None)))
        .outerjoin(Role, Role.key == RoleGrant.role)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .outerjoin(AiSystem, AiSystem.id == RoleGrant.system_id)
        .where(
            or_(PersonSession.token_hash == mark, PersonSession.former_hash == mark),
            PersonSession.ended_at.is_(None),
            PersonSession.epoch == Person.session_epoch,
            Person.active,
        )
        .order_by(RoleGrant.id)
        .execution_options(populate_existing=True)
    )


def _is_open(row: Any, mark: str, at: datetime) -> bool:
    held, person, organisation = row.PersonSession, row.Person, row.Organisation
    if held.token_hash != mark and (held.renewed_at is None or at - held.renewed_at > RENEWAL_GRACE):
        return False
    bounds = limits()
    if at - held.last_seen_at >= bounds.idle or at - held.signed_in_at >= bounds.absolute:
        return False
    return has_access(person.active, person.ends_on, day_of(at, organisation.zone if organisation else None))


def _signed_in(rows: Any, at: datetime) -> SignedIn:
    held, person, organisation = rows[0].PersonSession, rows[0].Person, rows[0].Organisation
    day = day_of(at, organisation.zone if organisation else None)
    now_held = [
        row for row in rows if row.RoleGrant and in_force(row.RoleGrant.starts_on, row.RoleGrant.ends_on, day)
    ]
    return SignedIn(
        id=person.id,
        uuid=person.uuid,
        name=person.name,
        email=person.email,
        kind=person.kind,
        is_administrator=person.is_administrator,
        roles=tuple((row.RoleGrant.role, row[4] or row.RoleGrant.role, _scope(row)) for row in now_held),
        grants=tuple(_grant(row.RoleGrant) for row in now_held),
        theme=person.theme,
        density=person.density,
        zone=person.zone or (organisation.zone if organisation else "UTC"),
        session_id=held.id,
        session_uuid=held.uuid,
        signed_in_at=held.signed_in_at,
        authenticated_at=held.authenticated_at,
        organisation=organisation.name if organisation else "",
        is_sample=bool(organisation and organisation.is_sample),
        seen_long_ago=at - held.last_seen_at >= SEEN_EVERY,
        questions=rows[0].questions,
        turns=rows[0].turns,
    )


def _grant(row: RoleGrant) -> Grant:
    return Grant(row.id, row.role, row.scope_key, row.granted_at, row.starts_on, row.ends_on)


def _scope(row: Any) -> str:
    """Where a grant of the reader's own reaches, in words."""
    return scope_words(row.RoleGrant.scope_key, row[5], row[6])


def scope_words(scope_key: str, unit_name: str | None = None, system_name: str | None = None) -> str:
    """A scope as people read it; a system without a name is called by its ref."""
    kind, _, key = scope_key.partition(":")
    if kind == "unit":
        return unit_name or f"unit {key}"
    if kind == "system":
        return f"{ref('SYS', int(key))} {system_name or ''}".strip()
    return WHOLE


@dataclass(frozen=True)
class OrganisationNow:
    """The organisation as pages name it."""

    name: str
    zone: str
    language: str
    is_sample: bool


def organisation() -> OrganisationNow | None:
    """The organisation, or None before set-up."""
    found = reading().scalars(select(Organisation)).first()
    if found is None:
        return None
    return OrganisationNow(found.name, found.zone, found.language, found.is_sample)


def setup_finished() -> bool:
    """Whether the organisation has been set up, which happens once."""
    return reading().scalars(select(Organisation.id)).first() is not None


def nobody_yet() -> bool:
    """Whether no person exists at all: only then does a start print a set-up code."""
    return reading().scalars(select(Person.id).limit(1)).first() is None

"""Who belongs to the committee: holders of the charter's roles for the whole organisation, each with deputies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.committee_deputy import CommitteeDeputy
from models.committee_session import CommitteeSession
from models.role_grant import ORG
from workflows.approvals.committee.charter import charter
from workflows.ground.canonical import canonical_text
from workflows.people.days import today
from workflows.people.standing import Standing, holders


@dataclass(frozen=True)
class Member:
    """One member with the charter's roles they hold, in its order, and the keys of their deputies."""

    person_id: int
    name: str
    roles: tuple[str, ...]
    deputies: tuple[int, ...] = ()


def members_now(tx: Session, now: datetime) -> tuple[Member, ...]:
    """Everybody who would be a member of a session opened now, in the order of the charter."""
    roles = charter().roles
    deputies = deputies_now(tx, now)
    found = [_member(person, deputies) for person in holders(tx, roles, [ORG], now)]
    return tuple(sorted(found, key=lambda one: (roles.index(one.roles[0]), one.name, one.person_id)))


def _member(person: Standing, deputies: dict[int, tuple[int, ...]]) -> Member:
    held = tuple(role for role in charter().roles if person.holds(role, [ORG]))
    return Member(person.person_id, person.name, held, deputies.get(person.person_id, ()))


def deputies_now(tx: Session, now: datetime) -> dict[int, tuple[int, ...]]:
    """The keys of the deputies of each member that are in force on the day."""
    found: dict[int, tuple[int, ...]] = {}
    for row in deputy_rows(tx, now):
        found[row.member_id] = (*found.get(row.member_id, ()), row.deputy_id)
    return found


def deputy_rows(tx: Session, now: datetime, ahead: bool = False) -> Sequence[CommitteeDeputy]:
    """The deputies in force on the day; `ahead` also gives those that begin later."""
    day = today(tx, now)
    rows = select(CommitteeDeputy).where(
        CommitteeDeputy.ended_at.is_(None),
        or_(CommitteeDeputy.ends_on.is_(None), CommitteeDeputy.ends_on >= day),
    )
    if not ahead:
        rows = rows.where(CommitteeDeputy.starts_on <= day)
    return tx.scalars(rows.order_by(CommitteeDeputy.id)).all()


def fixed(members: Iterable[Member]) -> str:
    """The members as a session keeps them from its opening on."""
    return canonical_text([{**asdict(member)} for member in members])


def members_of(session: CommitteeSession) -> tuple[Member, ...]:
    """The members as they were fixed at the opening; empty before."""
    return tuple(
        Member(one["person_id"], one["name"], tuple(one["roles"]), tuple(one["deputies"]))
        for one in json.loads(session.members)
    )

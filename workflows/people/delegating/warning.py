"""What both should know before they agree: nothing here is refused, it only will not work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.absence import Absence
from models.enums import PersonKind
from models.person import Person
from models.role import Role
from workflows.people.delegating.dates import span
from workflows.people.delegating.proposing import Offer, require_offer
from workflows.people.standing import Standing, standings


@dataclass(frozen=True)
class Warned:
    """A sentence by its code, with what fills it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def warnings(tx: Session, now: datetime, offer: Offer, zone: str) -> tuple[Warned, ...]:
    """What stands in the way of an offer as far as people, roles and days say; raises Refused as the act would."""
    known = standings(tx, (offer.delegator_id, offer.delegate_id), now)
    delegate = require_offer(tx, offer, known, zone)
    found = [Warned("warn_late", {"name": delegate.name})]
    found += _absent(tx, offer, delegate, zone)
    if delegate.kind != PersonKind.EMPLOYEE:
        found.append(Warned("warn_outsider", {"name": delegate.name}))
    last = tx.scalars(select(Person.ends_on).where(Person.id == delegate.person_id)).first()
    if last is not None and last < offer.ends_on:
        found.append(Warned("warn_access", {"name": delegate.name, "ends_on": last}))
    labels = dict(tx.execute(select(Role.key, Role.label)).all())
    for grant in known[offer.delegator_id].grants:
        counts = not offer.roles or grant.role in offer.roles
        if counts and grant.ends_on is not None and grant.ends_on < offer.ends_on:
            role = labels.get(grant.role, grant.role)
            found.append(Warned("warn_role_ends", {"role": role, "ends_on": grant.ends_on}))
    return tuple(found)


def _absent(tx: Session, offer: Offer, delegate: Standing, zone: str) -> list[Warned]:
    begin, end = span(offer.starts_on, offer.ends_on, zone)
    rows = tx.scalars(
        select(Absence)
        .where(
            Absence.person_id == delegate.person_id,
            Absence.cancelled_at.is_(None),
            Absence.starts_at < end,
            Absence.ends_at > begin,
        )
        .order_by(Absence.starts_at)
    )
    return [
        Warned("warn_absent", {"name": delegate.name, "starts_on": row.starts_on, "ends_on": row.ends_on})
        for row in rows
    ]

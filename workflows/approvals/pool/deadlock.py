"""How close every role is to a deadlock: its holders beside the policies in force that need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import SeatMode
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.words import gate_label, tier_label
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.people.roster import RoleRow, roster


@dataclass(frozen=True)
class Narrow:
    """A policy that one more loss of a holder would shut, or that is shut already."""

    gate: str
    tier: str
    gate_label: str
    tier_label: str
    needs: int


@dataclass(frozen=True)
class RoleLine:
    """A role, its holders, and the policies in force that are one person from deadlock because of it."""

    role: RoleRow
    narrow: tuple[Narrow, ...]

    @property
    def lonely(self) -> bool:
        """Whether one person's leaving would leave some gate without anybody to sign, or the role without holder."""
        return self.role.count == 1 or (self.role.count > 0 and bool(self.narrow))


def role_lines() -> list[RoleLine]:
    """All roles as the page of roles shows them, in a fixed number of statements."""
    bodies = bodies_in_force(reading())
    return [RoleLine(role, narrow_for(role.key, role.count, bodies)) for role in roster()]


def narrow_for(role: str, holders: int, bodies: Iterable[PolicyBody]) -> tuple[Narrow, ...]:
    """The policies for which this role has no holder to spare; pure."""
    found = []
    for body in bodies:
        needs = needed(body).get(role, 0)
        if needs and holders < needs + 1:
            found.append(Narrow(body.gate, body.tier, gate_label(body.gate), tier_label(body.tier), needs))
    return tuple(found)


def needed(body: PolicyBody) -> Mapping[str, int]:
    """How many different persons of each role have to approve under a policy; seats that only advise do not count."""
    count: Counter[str] = Counter()
    groups: set[str] = set()
    for seat in body.seats:
        if seat.mode != SeatMode.DECIDES:
            continue
        if seat.group_key is None:
            count[seat.role] += 1
        elif seat.group_key not in groups:
            groups.add(seat.group_key)
            count[seat.role] += seat.needs or 0
    return count


def bodies_in_force(tx: Session) -> list[PolicyBody]:
    """The policy of every gate and tier that is in force now, in one statement."""
    newest = (
        select(PolicyVersion.policy_id, func.max(PolicyVersion.number).label("number"))
        .where(PolicyVersion.in_force_from <= clock.glance())
        .group_by(PolicyVersion.policy_id)
        .subquery()
    )
    texts = tx.scalars(
        select(PolicyVersion.body)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .join(
            newest,
            (newest.c.policy_id == PolicyVersion.policy_id) & (newest.c.number == PolicyVersion.number),
        )
        .order_by(Policy.id)
    )
    return [load(text) for text in texts]

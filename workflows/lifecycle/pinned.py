"""Keeps a rejection from being loosened away: a new request also asks what the rejected one's policy asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Level, RequestStatus, SeatMode
from models.policy_version import PolicyVersion
from workflows.approvals.kinds import More
from workflows.approvals.policies.body import PolicyBody, SeatRule, load
from workflows.approvals.policies.when import AskedItem, Situation, items_for, seats_for
from workflows.ground.ids import ref

DAYS = 90
"""So long after a rejection the same gate of the same version asks for both policies."""


@dataclass(frozen=True)
class _Unit:
    """A seat, or a group of them: how many of how many have to sign."""

    roles: tuple[str, ...]
    needs: int
    rules: tuple[SeatRule, ...]


def pinned(tx: Session, now: datetime, subject_id: int, gate: str) -> dict[str, Any]:
    """What a request that is opened now has to remember: rejected requests of the last days with their policies.

    It is part of what is signed, and says why the request asks more than its own policy.
    """
    rows = tx.execute(
        select(ApprovalRequest.id, ApprovalRequest.policy_version_id)
        .where(
            ApprovalRequest.subject_id == subject_id,
            ApprovalRequest.gate == gate,
            ApprovalRequest.status == RequestStatus.REJECTED.value,
            ApprovalRequest.decided_at > now - timedelta(days=DAYS),
        )
        .order_by(ApprovalRequest.id)
    ).all()
    if not rows:
        return {}
    refs = ", ".join(ref("REQ", key) for key, _ in rows)
    return {
        "pinned": sorted({version for _, version in rows}),
        "why": {"code": "asked_after_rejection", "params": {"refs": refs, "days": DAYS}},
    }


def asked_before(tx: Session, request: ApprovalRequest, body: PolicyBody, situation: Situation) -> More:
    """Every must-item and deciding seat of the pinned policies that this request's own policy asks less of."""
    versions = json.loads(request.detail).get("pinned", ())
    texts = tx.scalars(
        select(PolicyVersion.body).where(PolicyVersion.id.in_(versions)).order_by(PolicyVersion.id)
    )
    more = More()
    for text in texts if versions else ():
        more = together(more, stricter(load(text), body, situation, more))
    return more


def together(first: More, second: More) -> More:
    """Both, each item and seat once; the second says how."""
    items = {asked.item.key: asked for asked in (*first.items, *second.items)}
    seats = {rule.key: rule for rule in (*first.seats, *second.seats)}
    return More(tuple(items.values()), tuple(seats.values()))


def stricter(then: PolicyBody, body: PolicyBody, situation: Situation, more: More) -> More:
    """What `then` asks and `body` with `more` does not, or asks more mildly; pure."""
    here = more.after(items_for(body, situation))
    strict = {a.item.key for a in here if _is_strict(a)}
    musts = {a.item.key for a in here if a.level is Level.MUST}
    items = tuple(
        asked
        for asked in items_for(then, situation)
        if asked.level is Level.MUST and asked.item.key not in (strict if asked.item.blocking else musts)
    )
    have = _units((*seats_for(body, situation), *more.seats))
    seats: list[SeatRule] = []
    for unit in _units(seats_for(then, situation)):
        same = next((one for one in have if one.roles == unit.roles), None)
        if same is None:
            seats += _renamed(unit, unit.needs, len(unit.rules))
        elif same.needs < unit.needs:
            lacking = unit.needs - same.needs
            seats += _renamed(unit, lacking, max(len(unit.rules) - len(same.rules), lacking))
    return More(items, tuple(seats))


def _is_strict(asked: AskedItem) -> bool:
    return asked.level is Level.MUST and asked.item.blocking


def _units(rules: Sequence[SeatRule]) -> list[_Unit]:
    """The deciding seats by the roles that fill them; several units of the same roles count together."""
    groups: dict[str, list[SeatRule]] = {}
    for rule in rules:
        if rule.mode is SeatMode.DECIDES:
            groups.setdefault(rule.group_key or rule.key, []).append(rule)
    found: dict[tuple[str, ...], _Unit] = {}
    for group in groups.values():
        roles = tuple(sorted({rule.all_roles for rule in group}))
        needs = (group[0].needs or 0) if group[0].group_key else 1
        before = found.get(roles, _Unit(roles, 0, ()))
        found[roles] = _Unit(roles, before.needs + needs, (*before.rules, *group))
    return list(found.values())


def _renamed(unit: _Unit, needs: int, seats: int) -> list[SeatRule]:
    """So many seats of a unit under keys of their own, as a group where not all of them have to sign."""
    name = f"before.{unit.rules[0].group_key or unit.rules[0].key}"[:50]
    whole = needs == seats
    return [
        replace(
            rule,
            key=f"{name}.{number}",
            when=None,
            scope=(),
            group_key=None if whole else name,
            needs=None if whole else needs,
            alternative=rule.alternative and not whole,
            veto=rule.veto and not whole,
        )
        for number, rule in enumerate(unit.rules[:seats], start=1)
    ]

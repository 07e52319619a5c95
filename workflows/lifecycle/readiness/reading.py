"""Reads how ready a version is for its next gate, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES
from models.policy_version import PolicyVersion
from models.system_version import SystemVersion
from workflows.approvals.bundles import ItemContent
from workflows.approvals.content import read
from workflows.approvals.kinds import LinkedRecord, by_team
from workflows.approvals.locking import request_key
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.when import AskedItem, items_for
from workflows.approvals.policies.words import gate_label
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.judging import judge
from workflows.inventory.visibility import sees
from workflows.lifecycle.doors import next_gate
from workflows.lifecycle.readiness.lines import ReadyLine, line
from workflows.lifecycle.readiness.outside import lacking_outside
from workflows.lifecycle.satisfiers import records_for
from workflows.lifecycle.versions import situation_of, state_of
from workflows.people.scopes import scope_keys_of
from workflows.people.standing import holders


@dataclass(frozen=True)
class Readiness:
    """How ready a version is; `shut` says by code why no gate can be prepared for now, and then there are no lines."""

    version_ref: str
    system_ref: str
    gate: str
    gate_label: str
    request_ref: str
    lines: tuple[ReadyLine, ...]
    shut: str = ""
    shut_params: Mapping[str, Any] | None = None

    @property
    def open(self) -> tuple[ReadyLine, ...]:
        """What still has to be done, what stops the gate first."""
        return tuple(sorted((one for one in self.lines if one.is_open), key=lambda one: not one.stops))

    @property
    def done(self) -> tuple[ReadyLine, ...]:
        """What is finished."""
        return tuple(one for one in self.lines if not one.is_open)

    @property
    def stopping(self) -> int:
        """How many open items stop the gate."""
        return sum(1 for one in self.lines if one.stops)


def readiness(person: Any, version_id: int) -> Readiness:
    """How ready a version is for the gate that is asked for, or else for the next one.

    Raises NotFound for whoever may not see it.
    """
    tx, now = reading(), clock.glance()
    row = tx.execute(
        select(SystemVersion, AiSystem)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(SystemVersion.id == version_id)
    ).one_or_none()
    if row is None or not sees(tx, person, row[1].id):
        raise NotFound("not_found")
    version, system = row
    request = _open_request(tx, version)
    gate = request.gate if request is not None else next_gate(state_of(version, system)) or ""
    names = (ref("VER", version.id), ref("SYS", system.id), gate, gate_label(gate) if gate else "")
    if not gate or version.archived_at is not None:
        return Readiness(*names, "", (), "no_next_gate", {})
    try:
        asked, contents, records = _asked(tx, now, version, system, request, gate)
    except Refused as refused:
        return Readiness(*names, "", (), refused.code, refused.params)
    day = request.opened_at.date() if request is not None else now.date()
    lines = _lines(tx, now, version, system, asked, contents, records, day)
    return Readiness(*names, ref("REQ", request.id) if request else "", lines)


def item_readiness(request_ref: str, key: str) -> ReadyLine | None:
    """How one item of a request stands towards the registers, for its editor; None when no record answers it.

    The caller has shown that its reader may see the request.
    """
    tx, now = reading(), clock.glance()
    request = tx.get_one(ApprovalRequest, request_key(request_ref))
    row = tx.execute(
        select(SystemVersion, AiSystem)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(SystemVersion.subject_id == request.subject_id)
    ).one_or_none()
    if row is None or not by_team(request.kind):
        return None
    version, system = row
    body = load(tx.get_one(PolicyVersion, request.policy_version_id).body)
    asked = [one for one in items_for(body, situation_of(version, system)) if one.item.key == key]
    day = request.opened_at.date()
    found = _lines(tx, now, version, system, asked, {}, {}, day, with_people=False)
    return found[0] if found and found[0].lacking else None


def _open_request(tx: Session, version: SystemVersion) -> ApprovalRequest | None:
    """The request that the team works on: the one handed over to it, else the newest."""
    found = tx.scalars(
        select(ApprovalRequest)
        .where(
            ApprovalRequest.subject_id == version.subject_id,
            ApprovalRequest.status.in_([str(status.value) for status in OPEN_STATUSES]),
        )
        .order_by(ApprovalRequest.id.desc())
    )
    return next((one for one in found if by_team(one.kind)), None)


Asked = tuple[Sequence[AskedItem], Mapping[str, ItemContent], Mapping[str, Sequence[LinkedRecord]]]


def _asked(
    tx: Session,
    now: datetime,
    version: SystemVersion,
    system: AiSystem,
    request: ApprovalRequest | None,
    gate: str,
) -> Asked:
    """The items, what a request answers of them, and the records that satisfy them."""
    if request is not None:
        content = read(tx, request)
        return content.asked, {item.key: item for item in content.items}, content.records
    body = load(policy_in_force(tx, gate, system.tier, now).body)
    asked = items_for(body, situation_of(version, system))
    # Nobody has asked yet: the records are judged as a request opened at this instant would judge them.
    would_be = ApprovalRequest(
        kind="gate", gate=gate, subject_id=version.subject_id, system_id=system.id, opened_at=now
    )
    return asked, {}, records_for(tx, would_be, [one.item for one in asked])


def _lines(
    tx: Session,
    now: datetime,
    version: SystemVersion,
    system: AiSystem,
    asked: Sequence[AskedItem],
    contents: Mapping[str, ItemContent],
    records: Mapping[str, Sequence[LinkedRecord]],
    asked_on: date,
    with_people: bool = True,
) -> tuple[ReadyLine, ...]:
    keys = [one.item.key for one in asked if not records.get(one.item.key)]
    judged = judge(tx, keys, system.id, version.id, asked_on)
    scopes = scope_keys_of(tx, system.id, system.unit_id) if with_people else []
    roles = {one.item.owner_role for one in asked}
    people = holders(tx, roles, scopes, now) if with_people else []
    where = {"system": ref("SYS", system.id), "version": ref("VER", version.id)}
    return tuple(
        line(
            one,
            contents.get(one.item.key),
            records.get(one.item.key, ()),
            judged.get(one.item.key),
            [person.name for person in people if person.holds(one.item.owner_role, scopes)],
            where,
            lacking_outside(one.item.key, system, where),
        )
        for one in asked
    )

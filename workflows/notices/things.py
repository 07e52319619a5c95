"""What a fact is about: its ref, the page where it is looked at, and the request whose state decides if it matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.committee_session import CommitteeSession
from models.condition import Condition
from models.delegation import Delegation
from models.emergency_pass import EmergencyPass
from models.endpoint import Endpoint
from models.person import Person
from models.register_record import RegisterRecord
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.inventory.registers import declaring


@dataclass(frozen=True)
class Matter:
    """The thing behind a fact, as a notice names it."""

    ref: str
    path: str
    request: ApprovalRequest | None = None
    system_id: int | None = None
    params: dict[str, str] = field(default_factory=dict)


def matter(tx: Session, kind: str, uuid: str) -> Matter | None:
    """The thing of that kind and uuid; None for one that is not known here."""
    find = _FINDERS.get(kind)
    return find(tx, uuid) if find else None


def _request(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(ApprovalRequest).where(ApprovalRequest.uuid == uuid)).first()
    return about_request(found) if found else None


def about_request(found: ApprovalRequest) -> Matter:
    """A request as a notice names it."""
    name = ref("REQ", found.id)
    params = {"ref": name, "gate": found.gate.replace("_", " "), "status": found.status.replace("_", " ")}
    return Matter(name, f"/requests/{name}", found, found.system_id, params)


def _version(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(SystemVersion).where(SystemVersion.uuid == uuid)).first()
    return _plain("VER", found.id, "versions", found.system_id) if found else None


def _system(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(AiSystem).where(AiSystem.uuid == uuid)).first()
    return _plain("SYS", found.id, "systems", found.id) if found else None


def _plain(prefix: str, key: int, folder: str, system_id: int) -> Matter:
    name = ref(prefix, key)
    return Matter(name, f"/{folder}/{name}", None, system_id, {"ref": name})


def _condition(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(Condition).where(Condition.uuid == uuid)).first()
    if found is None:
        return None
    system_id = tx.scalars(
        select(ApprovalRequest.system_id).where(ApprovalRequest.id == found.request_id)
    ).one()
    return _plain("COND", found.id, "conditions", system_id)


def _version_of(tx: Session, version_id: int) -> Matter:
    found = tx.get_one(SystemVersion, version_id)
    return _plain("VER", found.id, "versions", found.system_id)


def _pass(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(EmergencyPass).where(EmergencyPass.uuid == uuid)).first()
    return _version_of(tx, found.version_id) if found else None


def _suspension(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(Suspension).where(Suspension.uuid == uuid)).first()
    return _version_of(tx, found.version_id) if found else None


def _delegation(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(Delegation.id).where(Delegation.uuid == uuid)).first()
    return Matter("", "/absence") if found else None


def _person(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(Person.id).where(Person.uuid == uuid)).first()
    return Matter("", "/") if found else None


def _endpoint(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(Endpoint).where(Endpoint.uuid == uuid)).first()
    return Matter(found.name, f"/admin/webhooks/{found.id}", params={"ref": found.name}) if found else None


def _fast_lane(_tx: Session, _uuid: str) -> Matter | None:
    return Matter("", "/fast-lane")


def _session(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(CommitteeSession.id).where(CommitteeSession.uuid == uuid)).first()
    name = ref("MTG", found) if found else ""
    return Matter(name, f"/committee/{name}", params={"ref": name}) if found else None


def _register_record(tx: Session, uuid: str) -> Matter | None:
    found = tx.scalars(select(RegisterRecord).where(RegisterRecord.uuid == uuid)).first()
    if found is None:
        return None
    one = declaring.of(found.register)
    name = ref(one.prefix, found.id)
    return Matter(name, f"/registers/{one.area}/{name}", None, found.system_id or None, {"ref": name})


_FINDERS: dict[str, Callable[[Session, str], Matter | None]] = {
    "request": _request,
    "version": _version,
    "system": _system,
    "condition": _condition,
    "pass": _pass,
    "emergency_pass": _pass,
    "suspension": _suspension,
    "delegation": _delegation,
    "person": _person,
    "endpoint": _endpoint,
    "committee_session": _session,
    "fast_lane": _fast_lane,
    "register_record": _register_record,
}

"""Says on each version which frozen records differ now: the mark goes when the record is again as it was approved."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Gate, RequestStatus, Stage
from models.register_record import RegisterRecord
from models.stage_move import StageMove
from models.system_version import SystemVersion
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground.ids import ref
from workflows.inventory.registers import declaring
from workflows.lifecycle.effects import REFRESHES
from workflows.lifecycle.resting.differing import artefacts_of, records_of
from workflows.lifecycle.resting.present import digests_at

RECORD, COMPONENT = "outdated_record", "outdated_component"
KINDS = ("gate", FAST_LANE)
_SETTLES = sorted({gate.value for gate in REFRESHES} - {Gate.REWORK.value} | {FAST_LANE})
"""Gates whose approval was given over the whole present content."""


@dataclass(frozen=True)
class Rests:
    """An approved request that froze a record: what it froze, and when it was decided."""

    subject_id: int
    digest: str


def mark_record(tx: Session, now: datetime, record: RegisterRecord) -> None:
    """Sets or takes away the mark of one record on every version whose approvals rest on it.

    The newest approval that froze the record counts. What had moved before a later approval of the version is
    settled by it, because it was given over the present content.
    """
    one = declaring.of(record.register)
    name = ref(one.prefix, record.id)
    resting = {row.subject_id: row for row in _resting(tx, record)}
    for version in _locked(tx, resting):
        frozen = resting[version.subject_id]
        code, params = _cause(record, one, name)
        if _differs(tx, record, frozen, _refreshed_at(tx, version.id)):
            _set(version, now, code, params)
        else:
            _unset(version, code, name)


def mark_component(tx: Session, now: datetime, record: RegisterRecord, version_ids: Iterable[int]) -> None:
    """Sets or takes away the mark of a component on versions it was linked to, or is no longer linked to."""
    one = declaring.of(record.register)
    name = ref(one.prefix, record.id)
    key = f"{record.register} {name}"
    for version in _by_key(tx, version_ids):
        bundle = newest_bundle(tx, version.subject_id)
        if bundle is None:
            continue
        frozen, present = artefacts_of(bundle).get(key), _linked_digest(tx, record, version.id)
        code, params = _cause(record, one, name)
        if frozen != present:
            _set(version, now, code, params)
        else:
            _unset(version, code, name)


def _cause(record: RegisterRecord, one: declaring.Register, name: str) -> tuple[str, dict[str, Any]]:
    if record.register == "component":
        return COMPONENT, {"ref": name, "name": record.title}
    return RECORD, {"ref": name, "what": one.one}


def _differs(tx: Session, record: RegisterRecord, frozen: Rests, since: datetime | None) -> bool:
    """Whether the record differs now from what was frozen, and from what stood there at the last approval."""
    if record.archived_at is not None:
        return since is None or record.archived_at > since
    if record.digest == frozen.digest:
        return False
    return since is None or digests_at(tx, [record.uuid], since).get(record.uuid) != record.digest


def _resting(tx: Session, record: RegisterRecord) -> list[Rests]:
    """The approved requests that froze the record, the oldest first."""
    found = []
    for subject_id, text in _approved(tx, record.uuid):
        bundle = json.loads(text)
        for (_, uuid), (_, digest, _) in records_of(bundle).items():
            if uuid == record.uuid:
                found.append(Rests(subject_id, digest))
    return found


def _approved(tx: Session, needle: str) -> list[tuple[int, str]]:
    rows = tx.execute(
        select(ApprovalRequest.subject_id, ApprovalRound.bundle)
        .join(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .where(
            ApprovalRequest.status == RequestStatus.APPROVED.value,
            ApprovalRequest.kind.in_(KINDS),
            ApprovalRound.bundle.contains(needle, autoescape=True),
        )
        .order_by(ApprovalRequest.decided_at, ApprovalRequest.id)
    )
    return [(subject_id, bundle) for subject_id, bundle in rows]


def newest_bundle(tx: Session, subject_id: int) -> dict[str, Any] | None:
    """What the newest approval over the whole content of a version froze; None while there is none."""
    text = tx.scalars(
        select(ApprovalRound.bundle)
        .join(ApprovalRequest, ApprovalRequest.round_id == ApprovalRound.id)
        .where(
            ApprovalRequest.subject_id == subject_id,
            ApprovalRequest.status == RequestStatus.APPROVED.value,
            ApprovalRequest.kind.in_(KINDS),
            ApprovalRequest.gate.in_(_SETTLES),
        )
        .order_by(ApprovalRequest.decided_at.desc(), ApprovalRequest.id.desc())
        .limit(1)
    ).first()
    return None if text is None else dict(json.loads(text))


def _linked_digest(tx: Session, record: RegisterRecord, version_id: int) -> str | None:
    from workflows.inventory.frozen import subject_facts

    name = ref(declaring.of(record.register).prefix, record.id)
    return subject_facts(tx, version_id).artefacts.get(f"{record.register} {name}")


def _refreshed_at(tx: Session, version_id: int) -> datetime | None:
    """When the version's present content was approved last."""
    return tx.scalars(
        select(func.max(StageMove.at, type_=StageMove.at.type)).where(
            StageMove.version_id == version_id,
            StageMove.gate.in_(_SETTLES),
        )
    ).one_or_none()


def _locked(tx: Session, subjects: Iterable[int]) -> list[SystemVersion]:
    return _versions(tx, SystemVersion.subject_id.in_(sorted(subjects)))


def _by_key(tx: Session, keys: Iterable[int]) -> list[SystemVersion]:
    return _versions(tx, SystemVersion.id.in_(sorted(keys)))


def _versions(tx: Session, which: Any) -> list[SystemVersion]:
    return list(
        tx.scalars(
            select(SystemVersion)
            .where(which, SystemVersion.archived_at.is_(None), SystemVersion.stage != Stage.RETIREMENT.value)
            .order_by(SystemVersion.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _set(version: SystemVersion, now: datetime, code: str, params: dict[str, Any]) -> None:
    causes = _others(version, code, params["ref"])
    causes.append({"code": code, "params": params})
    version.outdated = json.dumps(causes, ensure_ascii=False)
    version.outdated_since = version.outdated_since or now


def _unset(version: SystemVersion, code: str, name: str) -> None:
    causes = _others(version, code, name)
    version.outdated = json.dumps(causes, ensure_ascii=False)
    if not causes:
        version.outdated_since = None


def _others(version: SystemVersion, code: str, name: str) -> list[dict[str, Any]]:
    return [
        one for one in json.loads(version.outdated) if one["code"] != code or one["params"].get("ref") != name
    ]

"""Finds systems, versions, requests, evidence and records by text or digest: what the reader may see, ten of each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.artefact import Artefact
from models.blob import Blob
from models.evidence import Evidence
from models.subject import Subject
from models.suspension import Suspension
from models.system_version import SystemVersion
from workflows.approvals.policies.words import GATES, gate_label, stage_label
from workflows.ground.ids import parse_ref, ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.finding import find_records, knows_record
from workflows.inventory.visibility import visible_requests_clause, visible_system_ids_clause
from workflows.inventory.wording import name_key
from workflows.people.queries import SignedIn

MOST = 10
MOST_WORDS = 6
LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """One thing found: its ref, its name, and where it stands."""

    ref: str
    title: str
    note: str
    state: str = ""


@dataclass(frozen=True)
class Found:
    """What was found, by group; a group that reached `MOST` may have more."""

    query: str
    systems: tuple[Hit, ...] = ()
    versions: tuple[Hit, ...] = ()
    requests: tuple[Hit, ...] = ()
    evidence: tuple[Hit, ...] = ()
    records: tuple[Hit, ...] = ()

    @property
    def count(self) -> int:
        """How many things are shown."""
        groups = (self.systems, self.versions, self.requests, self.evidence, self.records)
        return sum(len(hits) for hits in groups)


def clean(typed: str) -> str:
    """What somebody typed, without what no name can hold, and not longer than a name."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in typed[: LONGEST * 2])
    return " ".join(unicodedata.normalize("NFC", kept).split())[:LONGEST]


def jump(account: SignedIn, typed: str) -> str | None:
    """The ref that was typed, when there is such a thing and the reader may see it; else None."""
    found = parse_ref(clean(typed))
    if found is None:
        return None
    prefix, key = found
    if prefix not in _SYSTEM_OF:
        return ref(prefix, key) if knows_record(account, prefix, key) else None
    where = _SYSTEM_OF[prefix](key).where(
        visible_requests_clause(account) if prefix == "REQ" else visible_system_ids_clause(account)
    )
    return ref(prefix, key) if reading().scalars(where).first() is not None else None


def search(account: SignedIn, typed: str) -> Found:
    """Everything visible in which every word stands, at most ten of each kind, in five statements."""
    query = clean(typed)
    words = query.casefold().split()[:MOST_WORDS]
    if not words:
        return Found(query)
    seen = visible_system_ids_clause(account)
    requests = _requests(visible_requests_clause(account), words)
    return Found(
        query,
        _systems(seen, words),
        _versions(seen, words),
        requests,
        _evidence(seen, words),
        _records(account, words),
    )


def _systems(seen: ColumnElement[bool], words: list[str]) -> tuple[Hit, ...]:
    rows = reading().scalars(
        select(AiSystem)
        .where(seen, *(_named(word, AiSystem.purpose, AiSystem.supplier) for word in words))
        .order_by(AiSystem.archived_at.is_not(None), AiSystem.name_key, AiSystem.id)
        .limit(MOST)
    )
    return tuple(
        Hit(ref("SYS", one.id), one.name, one.purpose, "archived" if one.archived_at else "") for one in rows
    )


def _versions(seen: ColumnElement[bool], words: list[str]) -> tuple[Hit, ...]:
    fits = [
        or_(
            _named(word, SystemVersion.label, SystemVersion.description),
            exists().where(
                Artefact.version_id == SystemVersion.id, _has(word, Artefact.name, Artefact.value)
            ),
        )
        for word in words
    ]
    rows = reading().execute(
        select(SystemVersion, AiSystem.name)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(seen, *fits)
        .order_by(SystemVersion.id.desc())
        .limit(MOST)
    )
    return tuple(
        Hit(ref("VER", one.id), f"{name} {one.label}", stage_label(one.stage), _state(one))
        for one, name in rows
    )


def _requests(seen: ColumnElement[bool], words: list[str]) -> tuple[Hit, ...]:
    fits = [
        or_(_has(word, Subject.label), ApprovalRequest.gate.in_(_gates(word)), ApprovalRequest.digest == word)
        for word in words
    ]
    rows = reading().execute(
        select(ApprovalRequest, Subject.label)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(seen, *fits)
        .order_by(ApprovalRequest.id.desc())
        .limit(MOST)
    )
    return tuple(Hit(ref("REQ", one.id), label, gate_label(one.gate), one.status) for one, label in rows)


def _evidence(seen: ColumnElement[bool], words: list[str]) -> tuple[Hit, ...]:
    fits = [
        or_(
            _has(word, Evidence.filename, Evidence.title, Evidence.url),
            and_(
                literal(len(word) > 5), Blob.sha256.startswith(word.removeprefix("sha256:"), autoescape=True)
            ),
        )
        for word in words
    ]
    rows = reading().execute(
        select(Evidence.id, Evidence.filename, Evidence.title, Evidence.url, AiSystem.name)
        .join(AiSystem, AiSystem.id == Evidence.system_id)
        .outerjoin(Blob, Blob.id == Evidence.blob_id)
        .where(seen, Evidence.archived_at.is_(None), *fits)
        .order_by(Evidence.id.desc())
        .limit(MOST)
    )
    return tuple(
        Hit(ref("EV", key), title or name or url or "", system) for key, name, title, url, system in rows
    )


def _records(account: SignedIn, words: list[str]) -> tuple[Hit, ...]:
    return tuple(
        Hit(one.ref, one.title, _note(one.one, one.system), "archived" if one.archived else "")
        for one in find_records(account, words, MOST)
    )


def _note(one: str, system: str) -> str:
    return f"{one}, {system}" if system else one


def _named(word: str, *columns: Any) -> ColumnElement[bool]:
    """Whether the word stands in the system's name, folded or as written, or in one of the columns."""
    found, folded = _has(word, AiSystem.name, *columns), name_key(word)
    return or_(found, AiSystem.name_key.contains(folded, autoescape=True)) if folded else found


def _has(word: str, *columns: Any) -> ColumnElement[bool]:
    """Whether the word stands in one of the columns, whatever the case; its own wildcards mean themselves."""
    return or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))


def _gates(word: str) -> list[str]:
    return [str(gate) for gate in GATES if word in gate_label(gate).lower()]


def _state(version: SystemVersion) -> str:
    if version.archived_at:
        return "archived"
    if version.suspension_id:
        return "suspended"
    return "outdated" if version.outdated_since else ""


def _of_system(key: int) -> Select[Any]:
    return select(AiSystem.id).where(AiSystem.id == key)


def _of_version(key: int) -> Select[Any]:
    joined = select(AiSystem.id).join(SystemVersion, SystemVersion.system_id == AiSystem.id)
    return joined.where(SystemVersion.id == key)


def _of_request(key: int) -> Select[Any]:
    joined = select(ApprovalRequest.id).outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
    return joined.where(ApprovalRequest.id == key)


def _of_evidence(key: int) -> Select[Any]:
    return select(AiSystem.id).join(Evidence, Evidence.system_id == AiSystem.id).where(Evidence.id == key)


def _of_suspension(key: int) -> Select[Any]:
    joined = select(AiSystem.id).join(SystemVersion, SystemVersion.system_id == AiSystem.id)
    return joined.join(Suspension, Suspension.version_id == SystemVersion.id).where(Suspension.id == key)


_SYSTEM_OF = {
    "SYS": _of_system,
    "VER": _of_version,
    "REQ": _of_request,
    "EV": _of_evidence,
    "SUS": _of_suspension,
}
"""How the system behind a ref is found."""

"""Takes evidence in: the bytes first, before any lock; the row inside the act's transaction."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.answer_evidence import AnswerEvidence
from models.approval_request import ApprovalRequest
from models.blob import Blob
from models.enums import EvidenceKind
from models.evidence import Evidence
from workflows.approvals.evidence.access import sees_system
from workflows.approvals.evidence.content import StoredBlob
from workflows.approvals.evidence.staging import StagedFile, stage_upload
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, NotFound, Refused

__all__ = ["MAX_FILES", "StagedFile", "add_file", "add_link", "checked_url", "counts", "stage_upload"]

MAX_FILES = 40
"""Live pieces of evidence one checklist item of a request can carry."""
MAX_TITLE = 200
MAX_URL = 2000
BARE_LINK = "text/uri-list"
"""Media type of a link without a copy."""
_HOST = re.compile(r"^[^\s/?#@]+$")


@dataclass(frozen=True)
class _Place:
    """Where a piece of evidence is put forward, under which title, and what it replaces."""

    system_id: int
    request_uuid: str | None
    item_key: str
    title: str
    replaces_id: int | None


def add_file(
    tx: Session,
    now: datetime,
    actor: Actor,
    *,
    system_id: int,
    staged: StagedFile,
    request_uuid: str | None = None,
    item_key: str = "",
    title: str = "",
    replaces_id: int | None = None,
) -> Evidence:
    """Makes the evidence of a staged file; with `replaces_id` it is the next version of that evidence.

    Raises NotFound for a system the actor may not see, Conflict when somebody replaced it before.
    """
    place = _Place(system_id, request_uuid, item_key, title.strip(), replaces_id)
    row = _new(tx, now, actor, EvidenceKind.FILE, place)
    _give_bytes(tx, now, row, staged)
    return _added(tx, row)


def add_link(
    tx: Session,
    now: datetime,
    actor: Actor,
    *,
    system_id: int,
    url: str,
    copy: StagedFile | None = None,
    request_uuid: str | None = None,
    item_key: str = "",
    title: str = "",
    replaces_id: int | None = None,
) -> Evidence:
    """Makes the evidence of a link; only with an uploaded `copy` of what it showed does it count as evidence.

    Nothing is fetched from the address, now or later: the server would reach places the person cannot.
    """
    place = _Place(system_id, request_uuid, item_key, title.strip(), replaces_id)
    row = _new(tx, now, actor, EvidenceKind.LINK, place)
    row.url = checked_url(url)
    if copy is not None:
        _give_bytes(tx, now, row, copy)
        row.fetched_at = now
    return _added(tx, row)


def checked_url(url: str, field: str = "url") -> str:
    """A web address people can open, stripped; raises Refused beside `field`."""
    address = url.strip()
    if len(address) > MAX_URL:
        raise Refused("link_too_long", field=field, limit=MAX_URL)
    with suppress(ValueError):
        parts = urlsplit(address)
        if "@" in parts.netloc:
            raise Refused("link_with_password", field=field)
        plain = address.isprintable() and not re.search(r"[\s\\]", address)
        if plain and parts.scheme in ("http", "https") and parts.hostname and _HOST.match(parts.netloc):
            return address
    raise Refused("link_not_web", field=field)


def counts(evidence: Evidence) -> bool:
    """Whether it satisfies a blocking item: it has bytes, and they were not removed."""
    return evidence.blob is not None and evidence.blob.removed_at is None


def _allow(tx: Session, actor: Actor, place: _Place) -> None:
    if actor.person_id is None:
        raise Refused("persons_only")
    if not sees_system(tx, actor, place.system_id):
        raise NotFound("not_found")
    if len(place.title) > MAX_TITLE:
        raise Refused("evidence_title_too_long", field="title", limit=MAX_TITLE)
    if place.request_uuid is None or place.replaces_id is not None:
        return
    if attached(tx, place.request_uuid, place.item_key) >= MAX_FILES:
        raise Refused("evidence_too_many", field="file", limit=MAX_FILES)


def attached(tx: Session, request_uuid: str, item_key: str) -> int:
    """How many live pieces of evidence an item of a request carries."""
    return tx.scalars(
        select(func.count())
        .select_from(AnswerEvidence)
        .join(ApprovalRequest, ApprovalRequest.id == AnswerEvidence.request_id)
        .where(
            ApprovalRequest.uuid == request_uuid,
            AnswerEvidence.item_key == item_key,
            AnswerEvidence.removed_at.is_(None),
        )
    ).one()


def _new(tx: Session, now: datetime, actor: Actor, kind: EvidenceKind, place: _Place) -> Evidence:
    _allow(tx, actor, place)
    return Evidence(
        uuid=uuid7(),
        kind=kind.value,
        title=place.title,
        filename="",
        media_type=BARE_LINK,
        size=0,
        system_id=place.system_id,
        request_uuid=place.request_uuid,
        item_key=place.item_key,
        added_by_id=actor.person_id,
        added_at=now,
        replaces_id=place.replaces_id,
        version=_next_version(tx, place.system_id, place.replaces_id),
    )


def _next_version(tx: Session, system_id: int, replaces_id: int | None) -> int:
    if replaces_id is None:
        return 1
    old = tx.get(Evidence, replaces_id)
    if old is None or old.system_id != system_id:
        raise Refused("evidence_other_system", field="file")
    if tx.scalars(select(Evidence.id).where(Evidence.replaces_id == replaces_id)).first() is not None:
        raise Conflict("evidence_replaced_already", field="file")
    return old.version + 1


def _give_bytes(tx: Session, now: datetime, row: Evidence, staged: StagedFile) -> None:
    row.blob_id = _blob_id(tx, now, staged.stored)
    row.filename, row.media_type, row.size = staged.filename, staged.media_type, staged.stored.size


def _blob_id(tx: Session, now: datetime, stored: StoredBlob) -> int:
    known = select(Blob).where(Blob.sha256 == stored.sha256)
    found = tx.scalars(known).one_or_none()
    if found is None:
        # Two people may bring the same new bytes at the same moment: both get the one row. (Asked first, because
        # the append-only trigger of SQLite refuses an insert that meets an existing row, and has one writer anyway.)
        dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
        tx.execute(
            dialect.insert(Blob)
            .values(sha256=stored.sha256, size=stored.size, store_key=stored.key, created_at=now)
            .on_conflict_do_nothing(index_elements=[Blob.sha256])
        )
        found = tx.scalars(known).one()
    if found.removed_at is not None:
        raise Refused("evidence_removed", field="file", reason=found.removed_reason)
    return found.id


def _added(tx: Session, row: Evidence) -> Evidence:
    tx.add(row)
    tx.flush()
    tx.refresh(row, ["blob"])
    return row

"""Reads evidence for pages: what it is, its versions, where it is used, and its bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.evidence import Evidence
from models.person import Person
from workflows.approvals.evidence import access, showing, store
from workflows.approvals.evidence.content import Chunks
from workflows.approvals.evidence.intake import counts
from workflows.approvals.evidence.naming import shown_name
from workflows.approvals.evidence.preview_doc import PreviewDoc
from workflows.approvals.evidence.sniff import says_otherwise
from workflows.approvals.evidence.uses import Use, uses_of
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading

MAX_USABLE = 50
"""Rows of the reuse picker; a longer list is narrowed by typing, not by scrolling."""


@dataclass(frozen=True)
class EvidenceRow:
    """One version of a piece of evidence as lists and pages show it.

    `name` has turning marks made visible; `filename` is the name as given. `sha256` is empty for a bare link.
    """

    id: int
    ref: str
    uuid: str
    kind: str
    name: str
    filename: str
    title: str
    url: str | None
    fetched_at: datetime | None
    media_type: str
    size: int
    sha256: str
    version: int
    added_by: str
    added_by_id: int
    added_at: datetime
    system_id: int
    counts: bool
    mismatch: bool
    removed_at: datetime | None
    removed_reason: str | None
    archived_at: datetime | None


@dataclass(frozen=True)
class EvidencePage:
    """Everything the page of one piece of evidence shows; `versions` from the newest to the first."""

    row: EvidenceRow
    versions: tuple[EvidenceRow, ...]
    uses: tuple[Use, ...]
    preview: PreviewDoc

    @property
    def newest(self) -> EvidenceRow:
        """The version nothing has replaced."""
        return self.versions[0]


@dataclass(frozen=True)
class EvidenceBody:
    """A file on its way out: checked bytes in chunks, with all that its headers need."""

    filename: str
    media_type: str
    size: int
    sha256: str
    chunks: Chunks


def evidence_page(actor: Actor, evidence_ref: str) -> EvidencePage:
    """The page of one piece of evidence; raises NotFound when there is none or the actor may not see it."""
    tx = reading()
    found = _visible(tx, actor, evidence_ref)
    versions = _versions(tx, found)
    rows = rows_of(tx, versions)
    row = next(one for one in rows if one.id == found.id)
    uses = uses_of(tx, actor, [one.id for one in rows])
    return EvidencePage(row, rows, uses, showing.shown(found))


def evidence_preview(actor: Actor, evidence_ref: str) -> tuple[EvidenceRow, PreviewDoc]:
    """One piece of evidence with its preview; raises NotFound."""
    tx = reading()
    found = _visible(tx, actor, evidence_ref)
    return rows_of(tx, [found])[0], showing.shown(found)


def evidence_file(actor: Actor, evidence_ref: str) -> EvidenceBody:
    """The bytes as they were put forward; raises NotFound, Refused when they were removed, or Unavailable."""
    found = _visible(reading(), actor, evidence_ref)
    if found.blob is None:
        raise NotFound("not_found")
    if found.blob.removed_at is not None:
        raise Refused("evidence_removed", reason=found.blob.removed_reason)
    chunks = store.current().open(found.blob.store_key)
    return EvidenceBody(found.filename, found.media_type, found.size, found.blob.sha256, chunks)


def evidence_picture(actor: Actor, evidence_ref: str) -> showing.Picture:
    """The picture itself, when its structure proves it to be one; raises NotFound otherwise."""
    return showing.picture(_visible(reading(), actor, evidence_ref))


def evidence_sheet(actor: Actor, evidence_ref: str, number: int) -> showing.Picture:
    """One page of a document drawn as a picture; raises NotFound for a page that is not shown."""
    return showing.sheet(_visible(reading(), actor, evidence_ref), number)


def usable_evidence(tx: Session, system_ids: Iterable[int], text: str = "") -> tuple[EvidenceRow, ...]:
    """The newest versions put forward for these systems that could be used again, newest first, at most 50.

    `text` narrows by name or title. The caller names only systems that the actor may see.
    """
    newer = aliased(Evidence)
    wanted = (
        select(Evidence)
        .where(
            Evidence.system_id.in_(list(system_ids)),
            Evidence.archived_at.is_(None),
            ~exists().where(newer.replaces_id == Evidence.id),
        )
        .order_by(Evidence.id.desc())
        .limit(MAX_USABLE)
    )
    for word in text.split()[:8]:
        wanted = wanted.where(or_(_has(Evidence.filename, word), _has(Evidence.title, word)))
    found = [one for one in tx.scalars(wanted) if one.blob is None or counts(one)]
    return rows_of(tx, found)


def rows_of(tx: Session, found: Iterable[Evidence]) -> tuple[EvidenceRow, ...]:
    """Rows for a list, in the order given; one statement for all names."""
    pieces = list(found)
    wanted = {one.added_by_id for one in pieces}
    people = tx.scalars(select(Person).where(Person.id.in_(wanted))) if wanted else ()
    names = {person.id: person.name for person in people}
    return tuple(_row(one, names.get(one.added_by_id, "")) for one in pieces)


def _row(one: Evidence, added_by: str) -> EvidenceRow:
    blob = one.blob
    return EvidenceRow(
        id=one.id,
        ref=ref("EV", one.id),
        uuid=one.uuid,
        kind=one.kind,
        name=shown_name(one.filename or one.title or one.url or ""),
        filename=one.filename,
        title=shown_name(one.title),
        url=one.url,
        fetched_at=one.fetched_at,
        media_type=one.media_type,
        size=one.size,
        sha256=blob.sha256 if blob else "",
        version=one.version,
        added_by=added_by,
        added_by_id=one.added_by_id,
        added_at=one.added_at,
        system_id=one.system_id,
        counts=counts(one),
        mismatch=says_otherwise(one.filename, one.media_type),
        removed_at=blob.removed_at if blob else None,
        removed_reason=blob.removed_reason if blob else None,
        archived_at=one.archived_at,
    )


def _visible(tx: Session, actor: Actor, evidence_ref: str) -> Evidence:
    key = key_of("EV", evidence_ref)
    found = tx.get(Evidence, key) if key is not None and key < 2**63 else None
    if found is None or not access.sees(tx, actor, found):
        raise NotFound("not_found")
    return found


def _versions(tx: Session, found: Evidence) -> list[Evidence]:
    """All versions that are linked to this one, newest first."""
    links = tx.execute(
        select(Evidence.id, Evidence.replaces_id).where(
            Evidence.system_id == found.system_id,
            or_(Evidence.replaces_id.is_not(None), Evidence.id == found.id),
        )
    )
    before: dict[int, int | None] = {link.id: link.replaces_id for link in links}
    after = {old: key for key, old in before.items() if old is not None}
    newest = found.id
    while newest in after:
        newest = after[newest]
    chain = [newest]
    while (old := before.get(chain[-1])) is not None:
        chain.append(old)
    rows = {one.id: one for one in tx.scalars(select(Evidence).where(Evidence.id.in_(chain)))}
    return [rows[key] for key in chain]


def _has(column: ColumnElement[str] | object, word: str) -> ColumnElement[bool]:
    return func.lower(column).contains(word.lower(), autoescape=True)

"""Reads the technical file of a system: its documents by type, the points of Annex IV, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.assurance.technical_file.annex import POINTS, Point
from workflows.assurance.technical_file.completeness import Wholeness, folded, wholeness
from workflows.assurance.technical_file.parts import AUDIENCES, DocType, is_asked, traits_of
from workflows.assurance.technical_file.register import ISSUED, TECHDOC
from workflows.assurance.technical_file.types import ANNEX_IV, BUILDING, TYPES
from workflows.assurance.technical_file.types_later import LATER
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Body
from workflows.inventory.registers.rights import may_write, readable_clause
from workflows.inventory.resources.rows import day_of, rows_of, says_something, text_of
from workflows.inventory.system_queries import SystemHead, system_head
from workflows.people.days import organisation_zone, today
from workflows.people.standing import standing_of

GONE: Final = "replaced"
MOST: Final = 1_000


@dataclass(frozen=True)
class Document:
    """One document of the file."""

    ref: str
    title: str
    status: str
    status_label: str
    doc_type: str
    edition: str
    as_of: date | None
    review_on: date | None
    whole: Wholeness
    body: Body
    version: int
    digest: str
    changed_at: datetime

    @property
    def is_issued(self) -> bool:
        """Whether it was issued."""
        return self.status == ISSUED


@dataclass(frozen=True)
class Place:
    """A type of document with what the file holds of it; the first is the newest."""

    type: DocType
    documents: tuple[Document, ...]

    @property
    def is_whole(self) -> bool:
        """Whether an issued document has something under every section."""
        return any(one.is_issued and one.whole.is_whole for one in self.documents)


@dataclass(frozen=True)
class Held:
    """Another record that speaks of a point of Annex IV."""

    ref: str
    area: str
    register: str
    one: str
    title: str
    status: str
    version: int
    digest: str


@dataclass(frozen=True)
class Covered:
    """A point of Annex IV: whether its section is written, and what else speaks of it."""

    point: Point
    is_written: bool
    documents: tuple[Document, ...]
    records: tuple[Held, ...]


@dataclass(frozen=True)
class TechnicalFile:
    """Everything the page of the file shows, for one audience or for all."""

    head: SystemHead
    zone: str
    today: date
    audience: str
    building: tuple[Place, ...]
    later: tuple[Place, ...]
    annex: tuple[Covered, ...]
    records: tuple[Held, ...]
    may_write: bool

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document of the file, in the order of the types."""
        return tuple(one for place in (*self.building, *self.later) for one in place.documents)

    @property
    def written(self) -> int:
        """Points of Annex IV that are written."""
        return sum(one.is_written for one in self.annex)

    @property
    def to_write(self) -> tuple[Place, ...]:
        """Types asked before release of which no issued document is whole."""
        return tuple(place for place in self.building if not place.is_whole)


def technical_file(account: Any, system_id: int, audience: str = "") -> TechnicalFile:
    """The file of a system; NotFound for whoever may not see it. `audience` keeps only documents written for it."""
    tx = reading()
    head = system_head(account, system_id, tx)
    wanted = audience if audience in dict(AUDIENCES) else ""
    rows = _rows(tx, account, system_id)
    documents = [_document(row) for row in rows if row.register == TECHDOC.key and row.status != GONE]
    if wanted:
        documents = [one for one in documents if wanted in (one.body.get("audience") or ())]
    held = tuple(_held(row) for row in rows if row.register != TECHDOC.key)
    return TechnicalFile(
        head=head,
        zone=organisation_zone(tx),
        today=today(tx, clock.glance()),
        audience=wanted,
        building=_places(head, BUILDING, documents),
        later=_places(head, LATER, documents),
        annex=_annex(documents, held),
        records=held,
        may_write=_writes(tx, account, head),
    )


def _rows(tx: Session, account: Any, system_id: int) -> Sequence[RegisterRecord]:
    """Every live record about the system that the points of Annex IV speak of: one statement."""
    spoken = {key for point in POINTS for key in point.registers}
    registers = [one.key for one in declaring.known() if one.key in spoken or one.key == TECHDOC.key]
    return tx.scalars(
        select(RegisterRecord)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.system_id == system_id,
            RegisterRecord.register.in_(registers),
            RegisterRecord.archived_at.is_(None),
            readable_clause(account),
        )
        .order_by(RegisterRecord.id.desc())
        .limit(MOST)
    ).all()


def _writes(tx: Session, account: Any, head: SystemHead) -> bool:
    standing = standing_of(tx, account.id, clock.glance())
    if standing is None or head.archived_at is not None:
        return False
    return may_write(tx, standing, TECHDOC, tx.get_one(AiSystem, head.id))


def _places(head: SystemHead, types: tuple[DocType, ...], documents: Sequence[Document]) -> tuple[Place, ...]:
    """The types asked of such a system, and those it has documents of all the same."""
    origin = str(head.facts["origin"])
    traits = traits_of(origin, head.operator_roles, head.flags, head.in_use_since is not None)
    places = (Place(one, tuple(d for d in documents if d.doc_type == one.key)) for one in types)
    return tuple(place for place in places if place.documents or is_asked(place.type, traits))


def _annex(documents: Sequence[Document], held: Sequence[Held]) -> tuple[Covered, ...]:
    cover = next((one for one in documents if one.doc_type == ANNEX_IV and one.is_issued), None)
    cover = cover or next((one for one in documents if one.doc_type == ANNEX_IV), None)
    written = _written(cover.body if cover else {})
    return tuple(
        Covered(
            point,
            folded(point.heading) in written,
            tuple(one for one in documents if one.doc_type in point.doc_types),
            tuple(one for one in held if one.register in point.registers),
        )
        for point in POINTS
    )


def _written(body: Mapping[str, Any]) -> frozenset[str]:
    rows = rows_of(body, "sections")
    return frozenset(folded(text_of(row, "heading")) for row in rows if says_something(text_of(row, "text")))


def _document(row: RegisterRecord) -> Document:
    body = body_of(row.body)
    return Document(
        ref=ref(TECHDOC.prefix, row.id),
        title=row.title,
        status=row.status,
        status_label=TECHDOC.status_label(row.status),
        doc_type=text_of(body, "doc_type"),
        edition=text_of(body, "edition"),
        as_of=day_of(body, "as_of"),
        review_on=day_of(body, "review_on"),
        whole=wholeness(body),
        body=body,
        version=row.content_version,
        digest=row.digest,
        changed_at=row.changed_at,
    )


def _held(row: RegisterRecord) -> Held:
    one = declaring.of(row.register)
    return Held(
        ref=ref(one.prefix, row.id),
        area=one.area,
        register=one.key,
        one=one.one,
        title=row.title,
        status=one.status_label(row.status),
        version=row.content_version,
        digest=row.digest,
    )


LABELS: Final = {one.key: one.label for one in TYPES}

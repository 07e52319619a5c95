"""Reads a system's card: as its own people see it, and as everybody does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.organisation import Organisation
from models.public_card import PublicCard
from models.register_record import RegisterRecord
from workflows.approvals.policies.words import role_label
from workflows.assurance.cards.opening import OPEN
from workflows.assurance.cards.register import CARD, OPENERS, SHOWN
from workflows.assurance.oversight.register import OVERSIGHT
from workflows.assurance.transparency.methods import METHOD
from workflows.assurance.transparency.register import NOTICE
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.attesting import statement_of
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.rights import may_write, roles_of
from workflows.inventory.resources.rows import text_of
from workflows.inventory.system_queries import SystemHead, VersionLine, system_head, versions_of
from workflows.people.standing import Standing, standing_of

BESIDE: Final = (OVERSIGHT, NOTICE, METHOD)
"""Registers whose records a card shows to the system's own people."""


@dataclass(frozen=True)
class Beside:
    """A record that the card leads to."""

    ref: str
    area: str
    title: str
    one: str
    status: str
    changed_at: datetime


@dataclass(frozen=True)
class CardText:
    """The card as it is written now: fields that say something, in order, and those that do not."""

    ref: str
    record_id: int
    title: str
    status: str
    version: int
    digest: str
    fields: tuple[tuple[str, str, str], ...]
    empty: tuple[str, ...]


@dataclass(frozen=True)
class PublicText:
    """A card as everybody reads it: what was signed, and since when it is open."""

    slug: str
    title: str
    organisation: str
    language: str
    fields: tuple[tuple[str, str, str], ...]
    version: int
    digest: str
    opened_at: datetime


@dataclass(frozen=True)
class CardPage:
    """Everything the page of a card shows."""

    head: SystemHead
    zone: str
    versions: tuple[VersionLine, ...]
    card: CardText | None
    public: PublicText | None
    beside: tuple[Beside, ...]
    may_write: bool
    may_open: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether everybody reads what is written now."""
        return bool(self.public and self.card and self.public.digest == self.card.digest)


def card_page(account: Any, system_id: int) -> CardPage:
    """The card of a system with what stands behind it; NotFound for whoever may not see the system."""
    tx = reading()
    head = system_head(account, system_id, tx)
    organisation = tx.scalars(select(Organisation)).one()
    records = _records(tx, system_id)
    row = next((one for one in records if one.register == CARD.key and one.status != "replaced"), None)
    system = tx.get_one(AiSystem, system_id)
    reader = standing_of(tx, account.id, clock.glance())
    writes = reader is not None and not head.archived_at and may_write(tx, reader, CARD, system)
    roles = _openers(tx, reader, system) if row is not None and not head.archived_at else ()
    return CardPage(
        head=head,
        zone=organisation.zone,
        versions=versions_of(tx, system_id),
        card=_text(row) if row is not None else None,
        public=_public(tx.execute(_open(PublicCard.system_id == system_id)).one_or_none()),
        beside=tuple(_beside(one) for one in records if one.register != CARD.key),
        may_write=writes,
        may_open=roles,
        statements=tuple(statement_of(OPEN, CARD, row, role) for role, _ in roles) if row is not None else (),
    )


def public_card(slug: str) -> PublicText:
    """The open card under an address, as it was signed; NotFound when there is none or it was closed."""
    found = _public(reading().execute(_open(PublicCard.slug == slug[:80])).one_or_none())
    if found is None:
        raise NotFound("not_found")
    return found


def open_cards() -> tuple[PublicText, ...]:
    """All open cards by title, for everybody."""
    rows = reading().execute(_open().limit(500)).all()
    found = [one for one in (_public(row) for row in rows) if one is not None]
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def _open(*more: Any) -> Any:
    return (
        select(PublicCard, Organisation.name, Organisation.language)
        .join(Organisation, Organisation.id == 1)
        .where(PublicCard.closed_at.is_(None), *more)
        .order_by(PublicCard.id)
    )


def _records(tx: Session, system_id: int) -> list[RegisterRecord]:
    wanted = [CARD.key, *(one.key for one in BESIDE)]
    return list(
        tx.scalars(
            select(RegisterRecord)
            .where(
                RegisterRecord.system_id == system_id,
                RegisterRecord.register.in_(wanted),
                RegisterRecord.archived_at.is_(None),
            )
            .order_by(RegisterRecord.register, RegisterRecord.id.desc())
            .limit(200)
        )
    )


def _openers(tx: Session, reader: Standing | None, system: AiSystem) -> tuple[tuple[str, str], ...]:
    held = roles_of(tx, reader, system) & OPENERS if reader is not None else frozenset()
    return tuple((role, role_label(role)) for role in sorted(held))


def _text(row: RegisterRecord) -> CardText:
    body = body_of(row.body)
    return CardText(
        ref=ref(CARD.prefix, row.id),
        record_id=row.id,
        title=row.title,
        status=row.status,
        version=row.content_version,
        digest=row.digest,
        fields=_fields(body),
        empty=tuple(field.label for field in SHOWN if not text_of(body, field.key)),
    )


def _fields(body: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (field.key, field.label, text_of(body, field.key)) for field in SHOWN if text_of(body, field.key)
    )


def _public(found: Any) -> PublicText | None:
    if found is None:
        return None
    card, organisation, language = found
    body = json.loads(card.body)
    return PublicText(
        slug=card.slug,
        title=body["title"],
        organisation=organisation,
        language=language,
        fields=_fields(body["fields"]),
        version=body["version"],
        digest=body["digest"],
        opened_at=card.opened_at,
    )


def _beside(row: RegisterRecord) -> Beside:
    one: Register = declaring.of(row.register)
    return Beside(
        ref=ref(one.prefix, row.id),
        area=one.area,
        title=row.title,
        one=one.one,
        status=one.status_label(row.status),
        changed_at=row.changed_at,
    )

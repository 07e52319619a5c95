"""What a record says in the form that approvals freeze, and its digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_link import RegisterLink
from workflows.ground.canonical import digest
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.filling import empty

Frozen = tuple[tuple[str, str], ...]
"""Frozen links: relation and uuid of the target, in order."""


def kept(body: Mapping[str, Any]) -> str:
    """Fields as they are stored: the same fields give the same text."""
    return json.dumps(dict(body), sort_keys=True, ensure_ascii=False, allow_nan=False)


def body_of(text: str) -> dict[str, Any]:
    """The fields of a record from their stored form."""
    found: dict[str, Any] = json.loads(text)
    return found


def content_digest(one: Register, uuid: str, status: str, body: Mapping[str, Any], links: Frozen) -> str:
    """SHA-256 over what a record says; titles, owners, dates of review and live fields are not in it."""
    said = {
        field.key: body[field.key]
        for field in one.fields
        if not field.live and not empty(field, body.get(field.key))
    }
    return digest(
        {
            "schema": "register/1",
            "register": one.key,
            "uuid": uuid,
            "status": status,
            "fields": _exact(said),
            "links": [list(link) for link in links],
        }
    )


def _exact(value: Any) -> Any:
    """A value with every fraction as decimal text: a digest holds no float, which may read differently elsewhere."""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, Mapping):
        return {key: _exact(part) for key, part in value.items()}
    return [_exact(part) for part in value] if isinstance(value, list | tuple) else value


def frozen_links(tx: Session, one: Register, record_id: int) -> Frozen:
    """The live links of a record that its digest covers."""
    keys = [relation.key for relation in one.relations if relation.frozen]
    if not keys:
        return ()
    rows = tx.execute(
        select(RegisterLink.relation, RegisterLink.target_uuid).where(
            RegisterLink.record_id == record_id,
            RegisterLink.relation.in_(keys),
            RegisterLink.removed_at.is_(None),
        )
    )
    return tuple(sorted((relation, uuid) for relation, uuid in rows))


def searchable(one: Register, title: str, body: Mapping[str, Any]) -> Iterable[str]:
    """The texts of a record that a search looks through."""
    yield title
    for field in one.fields:
        value = body.get(field.key)
        if field.kind in ("line", "text", "link_url", "digest") and value:
            yield str(value)
        elif field.kind == "choice" and value:
            yield field.label_of(value)
        elif field.kind == "rows":
            yield from (
                str(row.get(column.key) or "")
                for row in value or ()
                for column in field.columns
                if column.kind in ("line", "text")
            )

"""Reads the classifications of a system, each with its author."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.classification import Classification
from models.person import Person
from workflows.ground.transaction import reading
from workflows.inventory.system_queries import SystemHead, system_head


@dataclass(frozen=True)
class ClassificationLine:
    """One classification with its author."""

    number: int
    legal_tier: str
    legal_reason: str
    internal_tier: str
    internal_reason: str
    operator_roles: tuple[str, ...]
    flags: tuple[str, ...]
    answers: Mapping[str, str]
    override_reason: str
    author: str
    author_roles: tuple[str, ...]
    digest: str
    at: datetime
    questionnaire: str = ""
    wizard: Mapping[str, Any] = field(default_factory=dict)
    statement: str = ""
    authenticated_at: datetime | None = None


def classification_lines(account: Any, system_id: int) -> tuple[SystemHead, tuple[ClassificationLine, ...]]:
    """The head and all classifications, the newest first; one statement more than the head."""
    tx = reading()
    head = system_head(account, system_id, tx)
    rows = tx.execute(
        select(Classification, Person.name)
        .join(Person, Person.id == Classification.author_id)
        .where(Classification.system_id == system_id)
        .order_by(Classification.number.desc())
    )
    return head, tuple(_classification_line(row, name) for row, name in rows)


def present_line(tx: Session, system_id: int) -> ClassificationLine | None:
    """The present classification of a system; the caller has checked that it may be seen."""
    row = tx.execute(
        select(Classification, Person.name)
        .join(Person, Person.id == Classification.author_id)
        .where(Classification.system_id == system_id)
        .order_by(Classification.number.desc())
        .limit(1)
    ).one_or_none()
    return _classification_line(*row) if row is not None else None


def _classification_line(row: Classification, author: str) -> ClassificationLine:
    return ClassificationLine(
        number=row.number,
        legal_tier=row.legal_tier,
        legal_reason=row.legal_reason,
        internal_tier=row.internal_tier,
        internal_reason=row.internal_reason,
        operator_roles=tuple(json.loads(row.operator_roles)),
        flags=tuple(json.loads(row.flags)),
        answers=json.loads(row.answers),
        override_reason=row.override_reason,
        author=author,
        author_roles=tuple(json.loads(row.author_roles)),
        digest=row.digest,
        at=row.at,
        questionnaire=row.questionnaire,
        wizard=json.loads(row.wizard or "{}"),
        statement=row.statement,
        authenticated_at=row.authenticated_at,
    )

"""Notes the facts about persons and a request that section 4 reads later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.enums import Involvement
from models.involvement import InvolvementFact


def note(
    tx: Session, now: datetime, request_id: int, person_id: int, what: Involvement, about: str, role: str = ""
) -> None:
    """Stores one fact once; what was stored before stays as it is."""
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    tx.execute(
        dialect.insert(InvolvementFact)
        .values(request_id=request_id, person_id=person_id, what=what.value, about=about, role=role, at=now)
        .on_conflict_do_nothing()
    )

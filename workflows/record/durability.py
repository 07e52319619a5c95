"""Whether a commit of this database survives a power cut."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

FULL = 2


def commits_are_durable(session: Session) -> bool:
    """Reads the settings that decide it; changes nothing."""
    if session.get_bind().dialect.name == "postgresql":
        settings = [session.scalars(text(f"SHOW {name}")).one() for name in ("synchronous_commit", "fsync")]
        return "off" not in settings
    level: int = session.scalars(text("PRAGMA synchronous")).one()
    return level >= FULL

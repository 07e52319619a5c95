"""Whether the database itself holds the running account to append-only, or only asks it to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

KEPT_FOR_GOOD = ("record_entry", "record_seal", "signature", "approval_round", "policy_version", "stage_move")


@dataclass(frozen=True)
class Enforcement:
    """What stands between the running account and a changed row of the kept tables.

    `triggers_missing` names tables without their triggers; `may_lift` tells that the account could remove them.
    """

    triggers_missing: tuple[str, ...]
    may_lift: bool


def look(session: Session) -> Enforcement:
    """Reads the catalogue of the database; changes nothing."""
    if session.get_bind().dialect.name == "postgresql":
        return _on_postgresql(session)
    found = set(session.scalars(text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")))
    # Whoever may write the file of SQLite may also drop its triggers.
    return Enforcement(tuple(t for t in KEPT_FOR_GOOD if t not in found), may_lift=True)


def _on_postgresql(session: Session) -> Enforcement:
    guarded = set(
        session.scalars(
            text(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            )
        )
    )
    owns = session.scalars(
        text(
            "SELECT bool_or(pg_has_role(current_user, c.relowner, 'USAGE')) FROM pg_class c "
            "WHERE c.relname = 'record_entry' AND c.relkind = 'r'"
        )
    ).one()
    return Enforcement(tuple(t for t in KEPT_FOR_GOOD if t not in guarded), may_lift=bool(owns))

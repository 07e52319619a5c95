"""Signatures are held against the entries that name them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from models.base import db
from tests.fixtures.company import Company
from tests.fixtures.record import lift, one
from workflows.record.queries import Filters, page
from workflows.record.verify import verify

EDITS = (
    ("UPDATE signature SET reason = 'I was forced' WHERE id = 2", "reason"),
    ("UPDATE signature SET seal = 'x' WHERE id = 2", "seal"),
    ("UPDATE signature SET printed_name = 'Somebody Else' WHERE id = 2", "printed_name"),
    ("UPDATE signature SET round_id = 1 WHERE id = 2", "round_id"),
    ("UPDATE signature SET signed_at = '2020-01-01 00:00:00.000000' WHERE id = 2", "signed_at"),
)


def signed_entries() -> list[int]:
    """Numbers of the entries of signatures, oldest first."""
    lines = page(Filters(), limit=500).lines
    return sorted(line.n for line in lines if line.action.endswith(":signed"))


def freely(statement: str, **values: object) -> None:
    """Edits signatures as somebody who rules the database."""
    db.session.remove()
    with db.engine.connect() as connection:
        lift(connection)
        with connection.begin():
            for name in ("append_only", "no_removal", "no_truncate", "no_replace"):
                table = " ON signature" if connection.dialect.name == "postgresql" else ""
                connection.execute(text(f"DROP TRIGGER IF EXISTS signature_{name}{table}"))
            connection.execute(text(statement), values)
    db.engine.dispose()


def found() -> tuple[int | None, str]:
    """Where verification found the first fault, and which."""
    first = verify().first
    assert first is not None
    return first.n, first.code


@pytest.mark.both_databases
def test_a_signature_that_was_edited_moved_removed_or_put_in_is_found(company: Company) -> None:
    version = company.system()
    company.classify(version, "minimal")
    company.pass_gate(version, "design")
    company.pass_gate(version, "data_review")
    entries = signed_entries()
    assert len(entries) >= 2
    assert verify().exit_code == 0

    for edit, column in EDITS:
        before = one(f"SELECT {column} FROM signature WHERE id = 2")
        freely(edit)
        assert found() == (entries[1], "record_row_altered"), column
        freely(f"UPDATE signature SET {column} = :before WHERE id = 2", before=before)
        assert verify().exit_code == 0

    with db.engine.connect() as connection:
        names = [column["name"] for column in connection.dialect.get_columns(connection, "signature")]
    columns = ", ".join(name for name in names if name not in ("id", "uuid"))
    freely(f"INSERT INTO signature (uuid, {columns}) SELECT 'forged', {columns} FROM signature WHERE id = 1")
    assert found() == (None, "record_row_without_entry")

    freely("DELETE FROM signature WHERE id = 2")
    assert found() == (entries[1], "record_row_missing")

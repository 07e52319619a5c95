"""Holds the rows of other columns against the digests that entries committed to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from workflows.record.commitments import Committed, registered
from workflows.record.report import Finding, Findings

_BATCH = 500


class Holding:
    """Collects commitments entry by entry and compares them in batches, in constant memory."""

    def __init__(self, connection: Connection, findings: Findings) -> None:
        self._connection = connection
        self._findings = findings
        self._tables = registered()
        self._waiting: dict[str, dict[str, tuple[int, str]]] = {key: {} for key in self._tables}
        self._held = dict.fromkeys(self._tables, 0)

    def take(self, n: int, changes: dict[str, Any]) -> None:
        """Notes what entry `n` committed to."""
        for key in self._tables:
            if key not in changes:
                continue
            named = _named(changes[key])
            if named is None:
                self._findings.add(Finding("record_commitment_unreadable", n, what=key))
                continue
            self._waiting[key][named[0]] = (n, named[1])
            if len(self._waiting[key]) >= _BATCH:
                self._compare(key)

    def finish(self) -> None:
        """Compares the rest and looks for rows that no entry named."""
        for key, table in self._tables.items():
            self._compare(key)
            rows = table.count(self._connection)
            if rows != self._held[key]:
                self._findings.add(
                    Finding("record_row_without_entry", None, str(self._held[key]), str(rows), key)
                )

    def _compare(self, key: str) -> None:
        waiting, self._waiting[key] = self._waiting[key], {}
        if not waiting:
            return
        now = _digests(self._tables[key], self._connection, list(waiting))
        for uuid, (n, expected) in waiting.items():
            found = now.get(uuid)
            self._held[key] += found is not None
            if found != expected:
                code = "record_row_missing" if found is None else "record_row_altered"
                self._findings.add(Finding(code, n, expected, found or "", f"{key} {uuid}"))


def _digests(table: Committed, connection: Connection, uuids: list[str]) -> dict[str, str]:
    """The digests of these rows; one that cannot even be read (somebody edited a date) gets none that could match."""
    try:
        return dict(table.digests(connection, uuids))
    except (ValueError, TypeError, ArithmeticError):
        if len(uuids) == 1:
            return {uuids[0]: "unreadable"}
    return {uuid: found for one in uuids for uuid, found in _digests(table, connection, [one]).items()}


def _named(change: Any) -> tuple[str, str] | None:
    """Uuid and digest of `[before, {"uuid": …, "sha256": …}]`, or None when it is written otherwise."""
    try:
        return str(change[1]["uuid"]), str(change[1]["sha256"])
    except (LookupError, TypeError):
        return None

"""Verifies the whole record: bytes to leaf to chain, no gap, every entry sealed once, columns and rows as committed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, select

from models.record_log import RecordLog
from workflows.record import actions, hashes, reading
from workflows.record.commitments import Committed, register_check
from workflows.record.entry import ALGORITHM, SCHEMA
from workflows.record.holding import Holding
from workflows.record.reading import COLUMNS, SEPARATOR, Sealed
from workflows.record.report import Finding, Findings, Report

__all__ = ["Committed", "register_check", "verify"]

Body = dict[str, Any]
_JSON = json.JSONDecoder()


def verify(progress: Callable[[int], None] | None = None) -> Report:
    """Checks every entry there is, in constant memory and without a cap, and changes nothing.

    `progress` is called with the count of entries checked so far, every few thousand.
    """
    begin = time.perf_counter()
    with reading.snapshot() as connection:
        run = _Run(connection)
        for sealed in reading.sealed_entries(connection):
            run.check(sealed)
            if progress and run.checked % 5000 == 0:
                progress(run.checked)
        run.finish()
    return Report(
        log=run.log,
        checked=run.checked,
        head=run.head,
        milliseconds=int((time.perf_counter() - begin) * 1000),
        problems=run.findings.problems,
        unknown=run.findings.unknown,
        findings=run.findings.first(),
    )


class _Run:
    """The state that goes from one entry to the next."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.findings = Findings()
        self.holding = Holding(connection, self.findings)
        self.log = str(connection.scalar(select(RecordLog.uuid)) or "")
        self.head = hashes.first(self.log.encode("ascii", "replace").decode()).hex()
        self.n = 0
        self.checked = 0
        self.without_body = 0

    def check(self, sealed: Sealed) -> None:
        """Holds one entry against its seal and its seal against the one before."""
        n, stored_leaf, prev, chain, _entry, body, columns = sealed
        self.checked += 1
        if n != self.n + 1:
            self._bad("record_gap", self.n + 1, self.n + 1, n)
        elif prev != self.head:
            self._bad("record_link_broken", n, self.head, prev)
        # Goes on from what is stored, so that one change is not reported for every later entry.
        self.n, self.head = n, chain
        leaf = hashes.leaf(body) if body is not None else b""
        if leaf.hex() == stored_leaf and body is not None:
            self._read(n, body, columns)
        else:
            self._unfit(n, stored_leaf, leaf)
            leaf = _raw(stored_leaf)
        link = _link(prev, n, leaf)
        if link != chain:
            self._bad("record_chain_altered", n, link, chain)

    def _unfit(self, n: int, stored_leaf: str, leaf: bytes) -> None:
        """The body is not the one that was sealed."""
        if leaf:
            self._bad("record_body_altered", n, stored_leaf, leaf.hex())
        else:
            self.without_body += 1
            self._bad("record_body_missing", n, stored_leaf)

    def _read(self, n: int, raw: bytes, columns: bytes | None) -> None:
        """Holds what the body says against the plain columns and the rows it commits to."""
        try:
            text = raw.decode()
            body, end = _JSON.raw_decode(text)
            schema, action, changes, log = body["schema"], body["action"], body["changes"], body["log"]
            told = _told(body)
            joined = SEPARATOR.join(told).encode()
        except (ValueError, KeyError, TypeError, RecursionError):
            self._bad("record_schema_unknown", n, SCHEMA)
            return
        if (
            schema != SCHEMA
            or end != len(text)
            or type(changes) is not dict
            or body.get("algorithm") != ALGORITHM
        ):
            self._bad("record_schema_unknown", n, SCHEMA, schema)
            return
        if not actions.is_known(action):
            self._bad("record_action_unknown", n, "", action)
        if log != self.log:
            self._bad("record_other_log", n, self.log, log)
        if joined != columns:
            self._differing(n, told, columns or b"")
        self.holding.take(n, changes)

    def _differing(self, n: int, told: tuple[str, ...], columns: bytes) -> None:
        """Says which column says something else than the sealed body."""
        shown = columns.decode("utf-8", "replace").split(SEPARATOR)
        for name, expected, found in zip_longest(COLUMNS, told, shown, fillvalue=""):
            if expected != found:
                self._bad("record_column_altered", n, expected, found, name)

    def finish(self) -> None:
        """What only the end shows: entries that no seal covers, rows that no entry committed to."""
        self.holding.finish()
        entries = reading.count_entries(self.connection)
        if entries != self.checked - self.without_body:
            for uuid in reading.unsealed_entries(self.connection, 1000):
                self._bad("record_not_sealed", None, what=uuid)

    def _bad(self, code: str, n: int | None, expected: Any = "", found: Any = "", what: str = "") -> None:
        self.findings.add(Finding(code, n, _shown(expected), _shown(found), _shown(what)))


def _link(prev: str, n: int, leaf: bytes) -> str:
    """The link that must stand at `n`; empty when the seal holds no hashes at all."""
    try:
        return hashes.chain(bytes.fromhex(prev), n, leaf).hex()
    except (ValueError, OverflowError, TypeError):
        return ""


def _raw(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError):
        return b""


def _shown(value: Any) -> str:
    return str(value)[:200].encode("utf-8", "replace").decode()


def _told(body: Body) -> tuple[str, ...]:
    """What the plain columns must say, in the order of `COLUMNS`."""
    thing, request, actor = body["object"], body["request"], body["actor"]
    return (
        body["event"], body["log"], body["action"], thing["kind"], thing["uuid"], thing["ref"] or "",
        request["uuid"] or "", request["ref"] or "", body["system"] or "", actor["kind"], actor["uuid"], body["at"],
    )  # fmt: skip

"""Seals an entry on SQLite; on PostgreSQL a deferred trigger of the database does it at the commit."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from models.record_seal import RecordSeal
from workflows.record import hashes

_TAIL = select(RecordSeal.n, RecordSeal.chain).order_by(RecordSeal.n.desc()).limit(1)


def seal(connection: Connection, log: str, entry_id: int, body: bytes) -> None:
    """Adds the next seal.

    The act holds SQLite's only write lock since its BEGIN IMMEDIATE, so nobody can have moved the tail meanwhile;
    on PostgreSQL there is nothing to do here, because the order is that of the commits.
    """
    if connection.dialect.name == "postgresql":
        return
    tail = connection.execute(_TAIL).first()
    n = tail.n + 1 if tail else 1
    prev = bytes.fromhex(tail.chain) if tail else hashes.first(log)
    leaf = hashes.leaf(body)
    link = hashes.chain(prev, n, leaf)
    connection.execute(
        insert(RecordSeal).values(n=n, entry_id=entry_id, leaf=leaf.hex(), prev=prev.hex(), chain=link.hex())
    )

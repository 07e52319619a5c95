"""One entry with everything needed to check it by hand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.record_seal import RecordSeal
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.record import hashes
from workflows.record.lines import Line
from workflows.record.queries import as_lines, entries


@dataclass(frozen=True)
class Proof:
    """An entry, its seal, its neighbours, and what the hashes are when they are computed now."""

    line: Line
    body: str
    size: int
    leaf: str
    prev: str
    chain: str
    computed_leaf: str
    computed_chain: str
    before: int | None
    after: int | None

    @property
    def fits(self) -> bool:
        """Whether the content still gives the sealed hashes; says nothing about the other entries."""
        return self.leaf == self.computed_leaf and self.chain == self.computed_chain


def proof(n: int) -> Proof:
    """Entry `n` with its proof; raises NotFound when there is none."""
    connection = reading().connection()
    if not 1 <= n < 2**63:
        raise NotFound("not_found")
    row = connection.execute(entries(connection).where(RecordSeal.n == n)).first()
    seal = connection.execute(
        select(RecordSeal.leaf, RecordSeal.prev, RecordSeal.chain).where(RecordSeal.n == n)
    ).first()
    if row is None or seal is None:
        raise NotFound("not_found")
    raw = bytes(row.body)
    leaf = hashes.leaf(raw)
    around = set(connection.scalars(select(RecordSeal.n).where(RecordSeal.n.in_((n - 1, n + 1)))))
    return Proof(
        line=as_lines([row])[0],
        body=raw.decode("utf-8", "replace"),
        size=len(raw),
        leaf=seal.leaf,
        prev=seal.prev,
        chain=seal.chain,
        computed_leaf=leaf.hex(),
        computed_chain=_chain(seal.prev, n, leaf),
        before=n - 1 if n - 1 in around else None,
        after=n + 1 if n + 1 in around else None,
    )


def _chain(prev: str, n: int, leaf: bytes) -> str:
    try:
        return hashes.chain(bytes.fromhex(prev), n, leaf).hex()
    except ValueError:
        return ""

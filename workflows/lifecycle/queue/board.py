"""The board of the queue: gates by whose side has the request, the most urgent few of each cell as cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import gate_label
from workflows.lifecycle.queue.lanes import LANES, lane
from workflows.lifecycle.queue.rows import QueueRow, by_key, pick, rows_of
from workflows.lifecycle.queue.wanted import QueueFilter
from workflows.people.queries import SignedIn

MOST = 3
"""Cards of a cell; how many more there are stands below them, with the way to the table."""


@dataclass(frozen=True)
class Cell:
    """One gate and side: how many are there, and the most urgent of them as cards."""

    lane: str
    count: int
    cards: tuple[QueueRow, ...]

    @property
    def more(self) -> int:
        """How many are there beside the cards."""
        return max(self.count - len(self.cards), 0)


@dataclass(frozen=True)
class BoardRow:
    """One gate with a cell for every side."""

    gate: str
    gate_label: str
    count: int
    cells: tuple[Cell, ...]


def board(tx: Session, reader: SignedIn, wanted: QueueFilter, now: datetime) -> tuple[BoardRow, ...]:
    """The gates that have open requests which fit, in the order of the lifecycle; three statements."""
    picked = pick(reader, replace(wanted, sort=""), now).order_by(None)
    base = picked.add_columns(ApprovalRequest.gate.label("gate"), lane(now).label("side")).subquery()
    place = func.row_number().over(
        partition_by=[base.c.gate, base.c.side], order_by=[base.c.place, base.c.id]
    )
    size = func.count().over(partition_by=[base.c.gate, base.c.side])
    ranked = select(base.c.id, base.c.gate, base.c.side, place.label("rank"), size.label("size")).subquery()
    top = tx.execute(select(ranked).where(ranked.c.rank <= MOST)).all()
    sizes = {(row.gate, row.side): int(row.size) for row in top}
    cards: dict[tuple[str, str], list[QueueRow]] = defaultdict(list)
    for row in rows_of(tx, by_key([one.id for one in top]), now):
        cards[row.gate, row.lane].append(row)
    return tuple(
        BoardRow(
            gate,
            gate_label(gate),
            sum(sizes.get((gate, side), 0) for side in LANES),
            tuple(Cell(side, sizes.get((gate, side), 0), tuple(cards[gate, side])) for side in LANES),
        )
        for gate in POLICY_GATES
        if any((gate, side) in sizes for side in LANES)
    )

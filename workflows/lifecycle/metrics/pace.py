"""The pace of the gates: how long decisions of the last year took, so that no page has to sort a history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.gate_pace import GatePace
from models.request_measure import RequestMeasure
from workflows.approvals.clock.forecast import at_most
from workflows.ground import clock
from workflows.lifecycle.metrics.folding import DECIDED

YEAR, MONTH = timedelta(days=365), timedelta(days=30)
FRESH = timedelta(hours=1)
"""How old the pace may be while nothing is decided: decisions grow out of the last 30 days by themselves."""


@dataclass(frozen=True)
class Decision:
    """One decided request: how many seconds it took, when it was decided, and whether in time."""

    gate: str
    tier: str
    seconds: int
    at: datetime
    on_time: bool | None


@dataclass(frozen=True)
class Pace:
    """What a gate's decisions of the last year come to."""

    count: int
    median_s: int
    p85_s: int
    on_time: int
    decided_30: int
    on_time_30: int


def paces(decisions: Iterable[Decision], now: datetime) -> dict[tuple[str, str], Pace]:
    """The pace by gate and tier, and by gate with an empty tier for all tiers together."""
    groups: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for one in decisions:
        groups[one.gate, one.tier].append(one)
        groups[one.gate, ""].append(one)
    return {key: _pace(found, now) for key, found in groups.items()}


def _pace(found: Sequence[Decision], now: datetime) -> Pace:
    took = sorted(one.seconds for one in found)
    recent = [one for one in found if one.at > now - MONTH]
    return Pace(
        count=len(took),
        median_s=round(median(took)),
        p85_s=at_most(took, 85),
        on_time=sum(one.on_time is not False for one in found),
        decided_30=len(recent),
        on_time_30=sum(one.on_time is not False for one in recent),
    )


def due(tx: Session, now: datetime, changed: bool) -> Sequence[int]:
    """One key when the pace has to be counted: something was measured, or the last count is too old."""
    if changed:
        return [0]
    last = tx.scalar(select(func.min(GatePace.measured_at)))
    if last is None:
        decided = select(RequestMeasure.request_id).where(
            RequestMeasure.outcome.in_(DECIDED), RequestMeasure.decided_at > now - YEAR
        )
        return [0] if tx.scalar(decided.limit(1)) is not None else []
    return [0] if last <= now - FRESH else []


def renew(tx: Session, _key: int) -> bool:
    """Counts the pace of every gate and stores it; a gate without decisions in the last year has none."""
    now = clock.now(tx)
    found = paces(_decisions(tx, now - YEAR), now)
    rows = {(row.gate, row.tier): row for row in tx.scalars(select(GatePace))}
    for key, pace in found.items():
        row = rows.pop(key, None)
        if row is None:
            row = GatePace(gate=key[0], tier=key[1])
            tx.add(row)
        row.count, row.median_s, row.p85_s, row.on_time = pace.count, pace.median_s, pace.p85_s, pace.on_time
        row.decided_30, row.on_time_30, row.measured_at = pace.decided_30, pace.on_time_30, now
    for row in rows.values():
        tx.delete(row)
    tx.flush()
    return True


def _decisions(tx: Session, since: datetime) -> list[Decision]:
    rows = tx.execute(
        select(
            RequestMeasure.gate,
            RequestMeasure.tier,
            RequestMeasure.submitted_at,
            RequestMeasure.decided_at,
            RequestMeasure.on_time,
        ).where(RequestMeasure.outcome.in_(DECIDED), RequestMeasure.decided_at > since)
    )
    return [
        Decision(gate, tier, round((decided - submitted).total_seconds()), decided, on_time)
        for gate, tier, submitted, decided, on_time in rows
        if decided is not None
    ]

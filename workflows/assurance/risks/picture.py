"""Reads the risk picture: where each risk stood before measures, where it stands after them, and how it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.assurance.risks.scales import AFTER, BEFORE, Rating, rating_of, worse
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import of
from workflows.inventory.registers.rights import readable_clause

MOST = 2000
ORGANISATION = "organisation"
Place = tuple[int, int]
"""Likelihood and impact."""


@dataclass(frozen=True)
class Movement:
    """One risk with both ratings; without measures that were rated it stands where it stood."""

    ref: str
    title: str
    system_ref: str
    system: str
    status: str
    before: Rating
    after: Rating | None
    holds: bool

    @property
    def now(self) -> Rating:
        """What counts now."""
        return self.after or self.before

    @property
    def moved(self) -> int:
        """By how many points of 25 the measures lowered it."""
        return self.before.score - self.now.score


@dataclass(frozen=True)
class Picture:
    """All rated risks of a choice of systems, the worst first; `unrated` were left out for want of a rating."""

    movements: tuple[Movement, ...]
    unrated: tuple[tuple[str, str], ...]
    systems: tuple[tuple[str, str], ...]
    wanted: str

    @property
    def before(self) -> Mapping[Place, int]:
        """How many risks stood in each place before measures."""
        return Counter((one.before.likelihood, one.before.impact) for one in self.movements)

    @property
    def now(self) -> Mapping[Place, int]:
        """How many risks stand in each place now."""
        return Counter((one.now.likelihood, one.now.impact) for one in self.movements)

    @property
    def arrows(self) -> Mapping[tuple[Place, Place], int]:
        """How many risks moved from a place to another."""
        ways = (
            ((one.before.likelihood, one.before.impact), (one.now.likelihood, one.now.impact))
            for one in self.movements
        )
        return Counter(way for way in ways if way[0] != way[1])

    def count(self, level: str, before: bool = False) -> int:
        """How many risks have this level now, or had it before measures."""
        ratings = (one.before if before else one.now for one in self.movements)
        return sum(rating.level == level for rating in ratings)

    @property
    def unaccepted(self) -> int:
        """How many risks above low nobody has accepted for what they say now."""
        return sum(not one.holds and worse(one.now.level, "low") for one in self.movements)


def risk_picture(person: Any, wanted: str = "") -> Picture:
    """The picture of all risks a person may read; `wanted` is a system's ref, `organisation`, or everything.

    Screenings and threat models are rated elsewhere or not at all: only risks that are assessed and not closed
    stand in it. One statement.
    """
    rows = reading().execute(
        select(RegisterRecord, AiSystem.name)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(
            RegisterRecord.register == "risk",
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.status != "closed",
            readable_clause(person, (of("risk"),)),
        )
        .order_by(RegisterRecord.score.desc(), RegisterRecord.id)
        .limit(MOST)
    )
    systems: dict[str, str] = {}
    movements: list[Movement] = []
    unrated: list[tuple[str, str]] = []
    for record, name in rows:
        home = ref("SYS", record.system_id) if record.system_id else ""
        if home:
            systems[home] = name
        body = body_of(record.body)
        if body.get("kind") != "risk" or (wanted and wanted != (home or ORGANISATION)):
            continue
        before = rating_of(body, BEFORE)
        if before is None:
            unrated.append((ref("RISK", record.id), record.title))
        else:
            movements.append(_movement(record, body, before, home, name or ""))
    movements.sort(key=lambda one: (-one.now.score, -one.before.score, one.ref))
    ordered = tuple(sorted(systems.items(), key=lambda pair: pair[1].casefold()))
    return Picture(tuple(movements), tuple(unrated), ordered, wanted)


def _movement(
    record: RegisterRecord, body: Mapping[str, Any], before: Rating, home: str, name: str
) -> Movement:
    return Movement(
        ref=ref("RISK", record.id),
        title=record.title,
        system_ref=home,
        system=name,
        status=record.status,
        before=before,
        after=rating_of(body, AFTER),
        holds=bool(record.approved_digest) and record.digest == record.approved_digest,
    )

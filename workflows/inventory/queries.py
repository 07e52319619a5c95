"""Reads the list of systems: what a person may see of it, page by page, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import Stage, Tier
from models.person import Person
from models.system_version import SystemVersion
from models.unit import Unit
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading
from workflows.inventory.visibility import visible_system_ids_clause
from workflows.inventory.wording import line, name_key

PAGE = 50
COUNT_TO = 1000
UNCLASSIFIED = "none"
STAGE_FILTERS = frozenset({*(stage.value for stage in Stage), "suspended"})


@dataclass(frozen=True)
class SystemFilter:
    """What the reader looks for; a value nobody knows counts as not given."""

    words: str = ""
    tier: str = ""
    stage: str = ""
    unit_id: int | None = None
    archived: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out on purpose."""
        return bool(self.words or self.tier or self.stage or self.unit_id)


@dataclass(frozen=True)
class VersionMark:
    """A version in the line of its system."""

    ref: str
    label: str
    stage: str
    suspended: bool
    outdated: bool


@dataclass(frozen=True)
class SystemRow:
    """One line of the list."""

    ref: str
    name: str
    purpose: str
    tier: str | None
    owner: str
    unit: str
    versions: tuple[VersionMark, ...]


@dataclass(frozen=True)
class SystemList:
    """A page of the list; `following` opens the next one, `total` stops counting at `COUNT_TO`."""

    rows: tuple[SystemRow, ...]
    total: int
    following: str | None
    units: tuple[tuple[int, str], ...]


def list_systems(account: Any, wanted: SystemFilter, after: str = "") -> SystemList:
    """The systems that `account` may see and that fit the filter, by name, in four statements."""
    tx = reading()
    conditions = _conditions(account, wanted)
    rows = list(tx.execute(_page(conditions, after)))
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    versions = _versions(tx, [row.id for row in rows])
    return SystemList(
        rows=tuple(_row(row, versions.get(row.id, ())) for row in rows),
        total=_count(tx, conditions),
        following=f"{rows[-1].id}" if more else None,
        units=units_in_order(tx),
    )


def units_in_order(tx: Session | None = None) -> tuple[tuple[int, str], ...]:
    """The units one can choose, each with those above it in its name, in the order of the tree."""
    rows = (tx or reading()).execute(
        select(Unit.id, Unit.name, Unit.parent_id)
        .where(Unit.archived_at.is_(None))
        .order_by(Unit.name, Unit.id)
    )
    units = {row.id: row for row in rows}
    named = []
    for key in units:
        path: list[str] = []
        step: int | None = key
        while step in units and len(path) < 20:
            path.insert(0, units[step].name)
            step = units[step].parent_id
        named.append((key, " / ".join(path)))
    return tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))


def _conditions(account: Any, wanted: SystemFilter) -> list[ColumnElement[bool]]:
    conditions = [
        visible_system_ids_clause(account),
        AiSystem.archived_at.is_not(None) if wanted.archived else AiSystem.archived_at.is_(None),
    ]
    if wanted.tier == UNCLASSIFIED:
        conditions.append(AiSystem.tier.is_(None))
    elif wanted.tier in tuple(Tier):
        conditions.append(AiSystem.tier == wanted.tier)
    if wanted.unit_id is not None:
        below = select(Unit.id).where(Unit.id == wanted.unit_id).cte("chosen", recursive=True)
        below = below.union(select(Unit.id).where(Unit.parent_id == below.c.id))
        conditions.append(AiSystem.unit_id.in_(select(below.c.id)))
    if wanted.stage in STAGE_FILTERS:
        conditions.append(AiSystem.id.in_(_in_stage(wanted.stage)))
    return conditions + _words(wanted.words)


def _in_stage(stage: str) -> Any:
    fits = select(SystemVersion.system_id).where(SystemVersion.archived_at.is_(None))
    if stage == "suspended":
        return fits.where(SystemVersion.suspension_id.is_not(None))
    return fits.where(SystemVersion.stage == stage)


def _words(typed: str) -> list[ColumnElement[bool]]:
    """Every word has to stand in the name, the purpose or the supplier; a ref finds its own system."""
    key = key_of("SYS", line(typed))
    if key is not None:
        return [AiSystem.id == key]
    return [
        or_(
            AiSystem.name_key.contains(word, autoescape=True),
            func.lower(AiSystem.purpose).contains(word, autoescape=True),
            func.lower(AiSystem.supplier).contains(word, autoescape=True),
        )
        for word in name_key(typed).split()[:8]
    ]


def _page(conditions: list[ColumnElement[bool]], after: str) -> Any:
    statement = (
        select(
            AiSystem.id,
            AiSystem.name,
            AiSystem.purpose,
            AiSystem.tier,
            Person.name.label("owner"),
            func.coalesce(Unit.name, "").label("unit"),
        )
        .join(Person, Person.id == AiSystem.owner_id)
        .outerjoin(Unit, Unit.id == AiSystem.unit_id)
        .where(*conditions)
        .order_by(AiSystem.name_key, AiSystem.id)
        .limit(PAGE + 1)
    )
    if after.isdecimal() and len(after) <= 18:
        # The last one seen marks the place, by its name as it is now.
        last = select(AiSystem.name_key).where(AiSystem.id == int(after)).scalar_subquery()
        statement = statement.where(
            tuple_(AiSystem.name_key, AiSystem.id)
            > tuple_(func.coalesce(last, literal("")), literal(int(after)))
        )
    return statement


def _count(tx: Session, conditions: list[ColumnElement[bool]]) -> int:
    """How many fit, counted no further than the sentence needs."""
    some = select(AiSystem.id).where(*conditions).limit(COUNT_TO + 1).subquery()
    return tx.scalar(select(func.count()).select_from(some)) or 0


def _versions(tx: Session, system_ids: list[int]) -> dict[int, tuple[VersionMark, ...]]:
    rows = tx.execute(
        select(
            SystemVersion.id,
            SystemVersion.system_id,
            SystemVersion.label,
            SystemVersion.stage,
            SystemVersion.suspension_id,
            SystemVersion.outdated_since,
        )
        .where(SystemVersion.system_id.in_(system_ids), SystemVersion.archived_at.is_(None))
        .order_by(SystemVersion.system_id, SystemVersion.number.desc())
    )
    marks: dict[int, list[VersionMark]] = {}
    for row in rows:
        mark = VersionMark(
            ref("VER", row.id),
            row.label,
            row.stage,
            row.suspension_id is not None,
            row.outdated_since is not None,
        )
        marks.setdefault(row.system_id, []).append(mark)
    return {key: tuple(found) for key, found in marks.items()}


def _row(row: Any, versions: tuple[VersionMark, ...]) -> SystemRow:
    return SystemRow(ref("SYS", row.id), row.name, row.purpose, row.tier, row.owner, row.unit, versions)

"""Where a dataset comes from and what was made of it: links followed both ways, each dataset once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from models.system_version import SystemVersion
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.datasets.quality import Proof, proofs
from workflows.inventory.datasets.register import DATASETS
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.heading import RecordHead, record_head
from workflows.inventory.registers.rights import readable_clause
from workflows.inventory.visibility import visible_system_ids_clause

MADE_FROM, USED_BY = "derived_from", "used_by"
DEEPEST, MOST = 12, 200
"""Steps followed, and datasets shown, in each direction."""


@dataclass(frozen=True)
class Kin:
    """One dataset before or after another; `steps` away. One that the reader may not see has no title."""

    ref: str
    title: str
    system: str
    steps: int
    versions: tuple[tuple[str, str], ...]
    """Version and SHA-256 of what it lists, the newest last."""


@dataclass(frozen=True)
class Use:
    """A version of a system that uses the dataset."""

    version_ref: str
    label: str
    system: str
    stage: str


@dataclass(frozen=True)
class LineagePage:
    """A dataset with everything before and after it, the versions that use it, and the order of measuring."""

    head: RecordHead
    before: tuple[Kin, ...]
    after: tuple[Kin, ...]
    uses: tuple[Use, ...]
    proofs: tuple[Proof, ...]


def lineage_page(person: Any, record_id: int) -> LineagePage:
    """A dataset's lineage for whoever may read it; raises NotFound for others."""
    head = record_head(person, DATASETS, record_id)
    tx = reading()
    before = follow(tx, record_id, back=True)
    after = follow(tx, record_id, back=False)
    seen = _seen(tx, person, [*before, *after])
    history = tx.execute(
        select(RegisterVersion.number, RegisterVersion.body).where(RegisterVersion.record_id == record_id)
    )
    return LineagePage(
        head=head,
        before=tuple(_kin(key, steps, seen) for key, steps in before.items()),
        after=tuple(_kin(key, steps, seen) for key, steps in after.items()),
        uses=_uses(tx, person, record_id),
        proofs=proofs((number, body_of(body)) for number, body in history),
    )


def follow(tx: Session, record_id: int, back: bool) -> dict[int, int]:
    """The keys of datasets reached by live links, with the fewest steps to each; a circle ends where it began."""
    here, there = RegisterLink.record_id, RegisterLink.target_id
    here, there = (here, there) if back else (there, here)
    found: dict[int, int] = {}
    front = {record_id}
    for steps in range(1, DEEPEST + 1):
        rows = tx.scalars(
            select(there)
            .where(
                here.in_(front),
                RegisterLink.relation == MADE_FROM,
                RegisterLink.target_kind == "record",
                RegisterLink.removed_at.is_(None),
            )
            .order_by(there)
        )
        front = {key for key in rows if key != record_id and key not in found}
        found |= dict.fromkeys(sorted(front), steps)
        if not front or len(found) >= MOST:
            break
    return found


Seen = dict[int, tuple[RegisterRecord, str]]


def _seen(tx: Session, person: Any, keys: Iterable[int]) -> Seen:
    rows = tx.execute(
        select(RegisterRecord, AiSystem.name)
        .outerjoin(AiSystem, AiSystem.id == RegisterRecord.system_id)
        .where(RegisterRecord.id.in_(set(keys)), readable_clause(person, (DATASETS,)))
    )
    return {record.id: (record, name or "") for record, name in rows}


def _kin(key: int, steps: int, seen: Seen) -> Kin:
    name = ref(DATASETS.prefix, key)
    if key not in seen:
        return Kin(name, "", "", steps, ())
    record, system = seen[key]
    rows = body_of(record.body).get("versions") or []
    versions = tuple((str(row.get("version")), str(row.get("digest") or "")) for row in rows)
    return Kin(name, record.title, system, steps, versions)


def _uses(tx: Session, person: Any, record_id: int) -> tuple[Use, ...]:
    rows = tx.execute(
        select(SystemVersion, AiSystem.name)
        .join(RegisterLink, RegisterLink.target_id == SystemVersion.id)
        .join(AiSystem, AiSystem.id == SystemVersion.system_id)
        .where(
            RegisterLink.record_id == record_id,
            RegisterLink.relation == USED_BY,
            RegisterLink.removed_at.is_(None),
            visible_system_ids_clause(person),
        )
        .order_by(AiSystem.name_key, SystemVersion.number)
    )
    return tuple(Use(ref("VER", row.id), row.label, name, row.stage) for row, name in rows)

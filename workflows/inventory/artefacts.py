"""The artefacts of a version: digests by which it is recognised where it runs; dated, never overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.artefact import Artefact
from workflows.ground.refused import Refused
from workflows.inventory.commands import ArtefactInput
from workflows.inventory.wording import LINE, line, need

MOST = 50
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_RELEASE = re.compile(r"release:\S.{0,180}")


def artefact_value(typed: str, field: str = "artefacts") -> str:
    """A digest in its one spelling, or a vendor's release; raises Refused for anything else."""
    value = line(typed)
    prefix, _, rest = value.partition(":")
    value = f"{prefix.lower()}:{rest.strip()}"
    if prefix.lower() == "sha256":
        value = value.lower()
    if not (_SHA256.fullmatch(value) or _RELEASE.fullmatch(value)):
        raise Refused("artefact_value", field=field)
    return value


def checked(given: Iterable[ArtefactInput]) -> dict[str, str]:
    """Artefacts by name in their stored spelling; raises Refused for a bad value or a name given twice."""
    wanted: dict[str, str] = {}
    for artefact in given:
        name = need(line(artefact.name), "artefacts", LINE)
        if name in wanted:
            raise Refused("artefact_name_twice", field="artefacts")
        wanted[name] = artefact_value(artefact.value)
    if len(wanted) > MOST:
        raise Refused("artefacts_too_many", field="artefacts", limit=MOST)
    return wanted


def live_artefacts(tx: Session, version_id: int) -> dict[str, str]:
    """The artefacts of a version now, by name."""
    rows = tx.execute(
        select(Artefact.name, Artefact.value)
        .where(Artefact.version_id == version_id, Artefact.removed_at.is_(None))
        .order_by(Artefact.name)
    )
    return {row.name: row.value for row in rows}


def set_artefacts(
    tx: Session, now: datetime, version_id: int, wanted: dict[str, str]
) -> list[dict[str, str]]:
    """Makes the live artefacts those of `wanted` and gives `[before, after]` back; empty when nothing changed."""
    rows = tx.scalars(
        select(Artefact).where(Artefact.version_id == version_id, Artefact.removed_at.is_(None))
    )
    present = {row.name: row for row in rows}
    before = {name: row.value for name, row in sorted(present.items())}
    if before == wanted:
        return []
    for name, row in present.items():
        if wanted.get(name) != row.value:
            row.removed_at = now
    # The old row must be out of the live ones before a new one takes its name.
    tx.flush()
    for name, value in wanted.items():
        if before.get(name) != value:
            tx.add(Artefact(version_id=version_id, name=name, value=value, added_at=now))
    tx.flush()
    return [before, dict(sorted(wanted.items()))]

"""What the page of a classification says about obligations: which duties are taken on, and which are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from models.register_record import RegisterRecord
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.obligations.register import OBLIGATIONS
from workflows.inventory.registers.content import body_of
from workflows.inventory.wizard.duties import Owed


def taken_on_by(system_id: int) -> Mapping[str, tuple[str, str]]:
    """Ref and status of the obligation of each duty, in one statement; the caller may see the system."""
    rows = reading().execute(
        select(RegisterRecord.id, RegisterRecord.status, RegisterRecord.body)
        .where(
            RegisterRecord.register == OBLIGATIONS.key,
            RegisterRecord.system_id == system_id,
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id)
    )
    return {
        str(body_of(body).get("duty") or ""): (ref(OBLIGATIONS.prefix, key), OBLIGATIONS.status_label(status))
        for key, status, body in rows
    }


def left_over(duties: Iterable[Owed], taken: Mapping[str, tuple[str, str]]) -> int:
    """How many duties nobody has taken on."""
    return sum(1 for one in duties if one.duty.key not in taken)

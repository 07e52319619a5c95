"""What follows when a supplier is written or time goes by: owners of dependent systems and papers get a turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.ground.actor import Actor
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.daily import on_sweep
from workflows.inventory.registers.hooks import on_saved
from workflows.inventory.registers.turning import end_turn, give_turn
from workflows.inventory.suppliers.expiry import ENDED, ENDING, SOON, papers_of
from workflows.inventory.suppliers.register import SUPPLIERS, SUPPLIES
from workflows.inventory.suppliers.releases import added, unreviewed
from workflows.people.days import today

RELEASE_TURN, PAPER_TURN = "turn_supplier_release", "turn_paper_ends"


def supplier_saved(
    tx: Session,
    now: datetime,
    _actor: Actor,
    record: RegisterRecord,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Gives turns for new versions to the owners of all systems that depend on them; ends what is settled."""
    if record.register != SUPPLIERS.key:
        return
    for release in added(before, after):
        params = {"supplier": record.title, "product": release.product, "release": release.release}
        for system in dependants(tx, record):
            give_turn(tx, now, record, system.owner_id, RELEASE_TURN, params)
    if not unreviewed(after):
        end_turn(tx, now, record, RELEASE_TURN)
    day = today(tx, now)
    if not any(paper.state(day) in (ENDED, ENDING) for paper in papers_of(after)):
        end_turn(tx, now, record, PAPER_TURN)


def dependants(tx: Session, record: RegisterRecord) -> list[AiSystem]:
    """The systems in the lists that a supplier supplies: its own and the linked ones."""
    linked = select(RegisterLink.target_id).where(
        RegisterLink.record_id == record.id,
        RegisterLink.relation == SUPPLIES,
        RegisterLink.removed_at.is_(None),
    )
    return list(
        tx.scalars(
            select(AiSystem)
            .where(or_(AiSystem.id.in_(linked), AiSystem.id == record.system_id))
            .where(AiSystem.archived_at.is_(None))
            .order_by(AiSystem.name_key, AiSystem.id)
        )
    )


def papers_ending(tx: Session, now: datetime) -> int:
    """Gives the owner of a supplier a turn for each paper that ends soon; the same paper is told once."""
    day = today(tx, now)
    rows = tx.scalars(
        select(RegisterRecord)
        .where(
            RegisterRecord.register == SUPPLIERS.key,
            RegisterRecord.archived_at.is_(None),
            RegisterRecord.status != "ended",
            RegisterRecord.due_on <= day + timedelta(days=SOON),
        )
        .order_by(RegisterRecord.due_on, RegisterRecord.id)
    )
    given = 0
    for record in rows:
        ending = [one for one in papers_of(body_of(record.body)) if one.state(day) in (ENDED, ENDING)]
        first = ending[0] if ending else None
        if first is not None and first.act_by is not None:
            params = {"supplier": record.title, "name": first.name, "day": str(first.ends_on)}
            due = datetime.combine(first.act_by, time(23, 59), UTC)
            who = record.owner_id or record.made_by_id
            given += give_turn(tx, now, record, who, PAPER_TURN, params, due)
    return given


on_saved(supplier_saved)
on_sweep("supplier_papers", papers_ending)

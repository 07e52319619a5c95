"""What stands on the page of an impact assessment beside its fields."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.assurance.approving.panel import Approval, approval_standing
from workflows.assurance.impact.effects import DIMENSIONS, effects, unanswered
from workflows.ground.ids import ref
from workflows.inventory.registers.content import body_of


@dataclass(frozen=True)
class Fed:
    """A risk that was made of this assessment."""

    ref: str
    title: str
    level: str


@dataclass(frozen=True)
class ImpactPanel:
    """Questions that nobody judged, harms by dimension (its key, how many, the heaviest), risks, the approval."""

    approval: Approval
    unanswered: tuple[str, ...]
    harms: tuple[tuple[str, int, int], ...]
    risks: tuple[Fed, ...]


def impact_panel(tx: Session, record: RegisterRecord) -> ImpactPanel:
    """Read for the page of one assessment."""
    body = body_of(record.body)
    harms = [one for one in effects(body) if one.is_harm]
    counted = Counter(one.dimension for one in harms)
    worst = {
        key: max((one.severity for one in harms if one.dimension == key), default=0) for key in DIMENSIONS
    }
    return ImpactPanel(
        approval_standing(tx, record),
        unanswered(body),
        tuple((key, counted[key], worst[key]) for key in DIMENSIONS if counted[key]),
        risks_of(tx, record),
    )


def risks_of(tx: Session, record: RegisterRecord) -> tuple[Fed, ...]:
    """The live risks that are linked to an assessment as what they come from."""
    rows = tx.execute(
        select(RegisterRecord.id, RegisterRecord.title, RegisterRecord.level)
        .join(RegisterLink, RegisterLink.record_id == RegisterRecord.id)
        .where(
            RegisterLink.relation == "impact",
            RegisterLink.target_uuid == record.uuid,
            RegisterLink.removed_at.is_(None),
            RegisterRecord.register == "risk",
            RegisterRecord.archived_at.is_(None),
        )
        .order_by(RegisterRecord.id)
        .limit(100)
    )
    return tuple(Fed(ref("RISK", key), title, level) for key, title, level in rows)

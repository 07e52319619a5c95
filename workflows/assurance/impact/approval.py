"""Who approves an assessment: the more sensitive the use, the more people; a restricted one is not put forward."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import Tier
from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from workflows.approvals.policies.vocabulary import IMPACT_ASSESSMENT
from workflows.assurance.approving.approvable import Approvable, approvable
from workflows.assurance.impact.rules import unready_dpia, unready_fria, unready_impact
from workflows.ground.ids import ref
from workflows.ground.refused import Refused

APPROVED, AGAIN = "approved", "draft"


def impact_approved_first(tx: Session, record: RegisterRecord) -> list[Refused]:
    """A FRIA takes up an impact assessment that is approved for what it says now."""
    found = tx.scalars(
        select(RegisterRecord)
        .join(RegisterLink, RegisterLink.target_uuid == RegisterRecord.uuid)
        .where(
            RegisterLink.record_id == record.id,
            RegisterLink.relation == "impact",
            RegisterLink.removed_at.is_(None),
        )
    ).all()
    if not found:
        return [Refused("fria_without_impact")]
    open_ones = [ref("IMP", one.id) for one in found if one.digest != one.approved_digest]
    return [Refused("fria_impact_open", impact=", ".join(open_ones))] if open_ones else []


approvable(
    Approvable(
        register="impact",
        gate=IMPACT_ASSESSMENT,
        tiers={
            "minor": Tier.MINIMAL.value,
            "noticeable": Tier.LIMITED.value,
            "sensitive": Tier.HIGH.value,
        },
        approved=APPROVED,
        again=AGAIN,
        unready=unready_impact,
        void_code="turn_assessment_void",
    )
)
approvable(
    Approvable(
        register="dpia",
        gate=IMPACT_ASSESSMENT,
        tiers={
            "not_due": Tier.MINIMAL.value,
            "low": Tier.LIMITED.value,
            "medium": Tier.LIMITED.value,
            "high": Tier.HIGH.value,
        },
        approved=APPROVED,
        again=AGAIN,
        unready=unready_dpia,
        void_code="turn_assessment_void",
        flags=frozenset({"dpia_check"}),
    )
)
approvable(
    Approvable(
        register="fria",
        gate=IMPACT_ASSESSMENT,
        tiers={"not_due": Tier.MINIMAL.value, "due": Tier.HIGH.value},
        approved=APPROVED,
        again=AGAIN,
        unready=unready_fria,
        void_code="turn_assessment_void",
        before=impact_approved_first,
    )
)

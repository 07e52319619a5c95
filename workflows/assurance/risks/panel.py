"""What stands on the page of a risk beside its fields: where it is on the 5×5 picture, and its acceptance."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.approving.panel import Approval, approval_standing
from workflows.assurance.risks.scales import AFTER, BEFORE, Rating, rating_of
from workflows.inventory.registers.content import body_of


@dataclass(frozen=True)
class RiskPanel:
    """The ratings before and after measures, and how the acceptance stands."""

    approval: Approval
    before: Rating | None
    after: Rating | None
    assessed: bool


def risk_panel(tx: Session, record: RegisterRecord) -> RiskPanel:
    """Read for the page of one risk."""
    body = body_of(record.body)
    return RiskPanel(
        approval_standing(tx, record),
        rating_of(body, BEFORE),
        rating_of(body, AFTER),
        body.get("kind") == "risk",
    )

"""Who accepts a risk: the higher what remains, the higher the people who say that it may be carried."""

from __future__ import annotations

from models.enums import Tier
from workflows.approvals.policies.vocabulary import RISK_ACCEPTANCE
from workflows.assurance.approving.approvable import Approvable, approvable
from workflows.assurance.risks.rules import unready

TIERS = {
    "low": Tier.MINIMAL.value,
    "medium": Tier.MINIMAL.value,
    "high": Tier.LIMITED.value,
    "critical": Tier.HIGH.value,
}

approvable(
    Approvable(
        register="risk",
        gate=RISK_ACCEPTANCE,
        tiers=TIERS,
        approved="accepted",
        again="treating",
        unready=unready,
        void_code="turn_acceptance_void",
    )
)

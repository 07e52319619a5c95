"""What the wizard's answers mean for the flags that policies ask about, and for the tiers of the gates. Pure."""

from __future__ import annotations

from models.enums import Tier
from workflows.inventory.flags import KEYS
from workflows.inventory.law.scheme import Scheme
from workflows.inventory.wizard.walk import NO, Walk

CRITICAL = "critical_residual_risk"
"""Asked beside the wizard: it is about what remains after measures, no question of the law."""
SECTION_B = "annex_i_section_b"


def flag_answers(walked: Walk, critical: str) -> dict[str, str]:
    """Yes, no or unsure for every flag a policy may ask about; what the walk did not reach is a no."""
    answers = {key: walked.flags.get(key, NO) for key in KEYS}
    answers[CRITICAL] = critical
    return answers


def more_flags(walked: Walk) -> tuple[str, ...]:
    """Flags of the wizard that policies know and the flag questions do not ask."""
    return (SECTION_B,) if walked.flags.get(SECTION_B, NO) != NO else ()


def gate_tier(scheme: Scheme, tier: str) -> Tier:
    """The tier of the gates that a tier of the scheme stands for; what lies outside the law passes as minimal."""
    if tier in tuple(Tier):
        return Tier(tier)
    return Tier.MINIMAL if scheme.rank(tier) == 0 else Tier.HIGH

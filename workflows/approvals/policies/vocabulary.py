"""The fixed registry of names a policy may use: everything outside it is refused, and counts where it slips in."""

from __future__ import annotations

from models.enums import EnvironmentPurpose, Gate, OperatorRole, Origin, Stage, Tier

SUSPENSION = "suspension"
"""The policy of a suspension's confirmation; it opens no stage, so it is no gate of the lifecycle."""

SUSPENSION_REVIEW = "suspension_review"
"""The policy of the review that the clock opens: suspend now, or go on until a new date."""

EMERGENCY_REVIEW = "emergency_review"
"""The policy of the review that follows an emergency pass."""

POLICY_PUBLICATION = "policy_publication"
"""The policy by which a new version of any policy is published, its own included."""

RISK_ACCEPTANCE = "risk_acceptance"
"""The policy by which what remains of a risk is accepted at the level that it has."""

IMPACT_ASSESSMENT = "impact_assessment"
"""The policy by which an assessment of impact, data protection or fundamental rights is approved."""

FAST_LANE = "fast_lane"
"""The policy of the request that opens four gates at once; minimal tier only."""

ABOUT_RECORDS = (RISK_ACCEPTANCE, IMPACT_ASSESSMENT)
"""Decisions about one record of a register."""

WITHOUT_STAGES = frozenset({POLICY_PUBLICATION, *ABOUT_RECORDS})
"""Decisions that move no version from a stage to another."""

BESIDE_GATES = (
    SUSPENSION,
    SUSPENSION_REVIEW,
    EMERGENCY_REVIEW,
    POLICY_PUBLICATION,
    *ABOUT_RECORDS,
    FAST_LANE,
)
"""Kinds of decision with a policy of their own that is not the policy of one gate."""

ORGANISATION = 0
"""Stands where the key of an AI system would: the request is about the organisation itself."""

POLICY_GATES: tuple[str, ...] = (*(gate.value for gate in Gate), *BESIDE_GATES)
POLICY_TIERS: tuple[str, ...] = (Tier.MINIMAL.value, Tier.LIMITED.value, Tier.HIGH.value)

LANE_TIERS = (Tier.MINIMAL.value,)
"""The tiers in which there is a fast lane."""

POLICY_PAIRS: tuple[tuple[str, str], ...] = tuple(
    (gate, tier) for gate in POLICY_GATES for tier in POLICY_TIERS if gate != FAST_LANE or tier in LANE_TIERS
)
"""Every gate and tier that has a policy."""

WITHOUT_CLEAN_TIER = frozenset({Gate.RETIREMENT.value, Gate.REWORK.value, SUSPENSION, SUSPENSION_REVIEW})
"""What may pass for prohibited and for unclassified versions too, under the high policy."""

STAGES = frozenset({*(stage.value for stage in Stage), "suspended"})
ORIGINS = frozenset(origin.value for origin in Origin)
PURPOSES = frozenset(purpose.value for purpose in EnvironmentPurpose)

OPERATOR_ROLES = frozenset(
    {
        *(role.value for role in OperatorRole),
        "authorised_representative",
        "product_manufacturer",
        "gpai_provider",
        "downstream_provider",
        "affected_person",
    }
)

LEGAL_TIERS = frozenset({"prohibited", "high", "gpai", "limited", "minimal", "out_of_scope"})

CRITICAL_RISK = "critical_residual_risk"
"""The flag that asks top management to sign; set by the risk register, not by the classification."""

FLAGS = frozenset(
    {
        "annex_i_section_b",
        "art_6_3_exempt",
        "becomes_provider",
        "dpia_check",
        "fria_required",
        "gpai",
        "gpai_systemic",
        "high_annex_i",
        "high_annex_iii",
        "inform_persons",
        "inform_workers",
        "public_deployer",
        "special_category_data",
        "t_deepfake_text",
        "t_emotion_biometric",
        "t_interaction",
        "t_synthetic",
        CRITICAL_RISK,
    }
)

YES_KEYS = frozenset({"uses_supplier", "uses_supplier_or_customer"})
YES_VALUES = frozenset({"yes", "no"})

WHEN_VALUES: dict[str, frozenset[str]] = {
    "any_flag": FLAGS,
    "role": OPERATOR_ROLES,
    "legal_tier": LEGAL_TIERS,
    "stage": STAGES,
    "origin": ORIGINS,
    **dict.fromkeys(YES_KEYS, YES_VALUES),
}
"""Every key a condition may have, with the values it may name."""

CONDITION_CONSEQUENCES = frozenset({"blocks_next_gate", "denies_deploy", "suspension_review"})
"""What follows when a condition is overdue; the last two shut the next gate as well."""

CONSEQUENCES = frozenset({"warn", "deny", "suspension_review"})
"""What a policy may do when an approval becomes outdated."""

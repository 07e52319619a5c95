"""What gates, roles, levels and decisions are called."""

from __future__ import annotations

from models.enums import Decision, Gate, Level, SeatMode, Stage, Tier
from workflows.approvals.policies.vocabulary import (
    EMERGENCY_REVIEW,
    FAST_LANE,
    IMPACT_ASSESSMENT,
    POLICY_PUBLICATION,
    RISK_ACCEPTANCE,
    SUSPENSION,
    SUSPENSION_REVIEW,
)
from workflows.ground.refused import Refused

ROLES: dict[str, str] = {
    "top_management": "Top management / executive sponsor",
    "ai_governance_lead": "AI governance lead (AIMS manager)",
    "committee_chair": "AI governance committee chair",
    "committee_member": "AI governance committee member",
    "risk_officer": "AI risk officer",
    "impact_assessor": "Impact assessment lead",
    "product_owner": "AI system / product owner",
    "ml_lead": "Development lead (data science / engineering)",
    "data_steward": "Data steward",
    "model_validator": "Independent model validator",
    "legal_counsel": "Legal counsel",
    "dpo": "Data protection officer",
    "security_ciso": "Information security (CISO)",
    "human_overseer": "Human oversight person",
    "operations_lead": "Operations and monitoring lead",
    "incident_manager": "Incident manager",
    "concerns_officer": "Concerns officer (speak-up / complaints)",
    "supplier_manager": "Supplier / procurement manager",
    "training_lead": "Competence and literacy lead (HR)",
    "document_controller": "Document and records controller",
    "internal_auditor": "Internal auditor",
    "external_auditor": "External auditor / certification body (guest)",
}

GATES: dict[str, str] = {
    Gate.DESIGN: "Design gate",
    Gate.DATA_REVIEW: "Data review gate",
    Gate.TESTING: "Testing gate",
    Gate.DEPLOYMENT: "Deployment gate",
    Gate.MONITORING: "Monitoring gate",
    Gate.RETIREMENT: "Retirement gate",
    Gate.RENEWAL: "Renewal",
    Gate.REWORK: "Rework",
    Gate.RESUMPTION: "Resumption",
    Gate.ADOPTION: "Adoption",
    SUSPENSION: "Confirmation of a suspension",
    SUSPENSION_REVIEW: "Suspension review",
    EMERGENCY_REVIEW: "Review of an emergency pass",
    POLICY_PUBLICATION: "Publication of a policy",
    RISK_ACCEPTANCE: "Acceptance of a risk",
    IMPACT_ASSESSMENT: "Approval of an assessment",
    FAST_LANE: "Fast lane",
}

STAGES: dict[str, str] = {
    Stage.INTAKE: "Intake",
    Stage.DESIGN: "Design",
    Stage.DATA_REVIEW: "Data review",
    Stage.TESTING: "Testing",
    Stage.DEPLOYMENT: "Deployment",
    Stage.MONITORING: "Monitoring",
    Stage.RETIREMENT: "Retirement",
    "suspended": "Suspended",
}

TIERS: dict[str, str] = {
    Tier.MINIMAL: "Minimal",
    Tier.LIMITED: "Limited",
    Tier.HIGH: "High",
    Tier.PROHIBITED: "Prohibited",
}

LEVELS: dict[str, str] = {Level.MUST: "Must", Level.SHOULD: "Should", Level.NA: "Not asked"}

MODES: dict[str, str] = {SeatMode.DECIDES: "Decides", SeatMode.ADVISES: "Advises"}

DECISIONS: dict[str, str] = {
    Decision.APPROVE: "Approve",
    Decision.APPROVE_WITH_CONDITIONS: "Approve with conditions",
    Decision.REQUEST_CHANGES: "Ask for changes",
    Decision.REJECT: "Reject",
    Decision.RECUSE: "Recuse",
    Decision.ADVISE_FOR: "Advise in favour",
    Decision.ADVISE_AGAINST: "Advise against",
}

DONE: dict[str, str] = {
    Decision.APPROVE: "Approved",
    Decision.APPROVE_WITH_CONDITIONS: "Approved with conditions",
    Decision.REQUEST_CHANGES: "Asked for changes",
    Decision.REJECT: "Rejected",
    Decision.RECUSE: "Recused",
    Decision.ADVISE_FOR: "Advised in favour",
    Decision.ADVISE_AGAINST: "Advised against",
}
"""A decision after it was signed."""

MEANINGS: dict[str, str] = {
    Decision.APPROVE: "approval",
    Decision.APPROVE_WITH_CONDITIONS: "approval with conditions",
    Decision.REQUEST_CHANGES: "review, changes asked for",
    Decision.REJECT: "review, rejection",
    Decision.RECUSE: "recusal, no decision",
    Decision.ADVISE_FOR: "review, advice in favour",
    Decision.ADVISE_AGAINST: "review, advice against",
    "suspend": "responsibility for an immediate stop",
}
"""What a signature means, as it is shown before and printed after."""

REVIEW_DECISIONS: dict[str, str] = {
    Decision.APPROVE: "Suspend now",
    Decision.REJECT: "Let it go on until a date",
}

LANE_DECISIONS: dict[str, str] = {
    Decision.APPROVE: "Approve by the fast lane",
    Decision.REJECT: "Send to the full path",
}

_OWN_DECISIONS = {SUSPENSION_REVIEW: REVIEW_DECISIONS, FAST_LANE: LANE_DECISIONS}
"""Decisions that are called otherwise where they do something else."""


def role_label(role: str) -> str:
    """What a role is called, or several joined by a plus sign; an unknown one is shown by its key."""
    return " and ".join(ROLES.get(one, one) for one in role.split("+"))


def gate_label(gate: str) -> str:
    """What a gate is called, such as "Deployment gate"; an unknown one is shown by its key."""
    return GATES.get(gate, gate)


def stage_label(stage: str) -> str:
    """What a stage is called; an unknown one is shown by its key."""
    return STAGES.get(stage, stage)


def tier_label(tier: str | None) -> str:
    """What a tier is called; "Not classified" for none."""
    return "Not classified" if tier is None else TIERS.get(tier, tier)


def level_label(level: str) -> str:
    """What a level is called."""
    return LEVELS.get(level, level)


def decision_label(decision: str, gate: str = "") -> str:
    """What a decision is called on its button."""
    return _OWN_DECISIONS.get(gate, {}).get(decision) or DECISIONS.get(decision, decision)


def meaning(decision: str) -> str:
    """What a signature with this decision means; raises Refused for a decision that has no meaning."""
    try:
        return MEANINGS[decision]
    except KeyError:
        raise Refused("no_statement", gate="", decision=decision) from None

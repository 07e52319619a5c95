"""What gates, roles, levels and decisions are called, and the exact sentence that a person signs."""

from __future__ import annotations

from models.enums import Decision, Gate, Level, SeatMode, Stage, Tier
from workflows.approvals.policies.vocabulary import EMERGENCY_REVIEW, SUSPENSION, SUSPENSION_REVIEW
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

ACTS: dict[str, str] = {
    Gate.DESIGN: "the start of the design of {subject}",
    Gate.DATA_REVIEW: "the start of the data review of {subject}",
    Gate.TESTING: "the start of the testing of {subject}",
    Gate.DEPLOYMENT: "the deployment of {subject}",
    Gate.MONITORING: "the handover of {subject} to operation",
    Gate.RETIREMENT: "the retirement of {subject}",
    Gate.RENEWAL: "the continued operation of {subject}",
    Gate.REWORK: "the rework of {subject}",
    Gate.RESUMPTION: "the resumption of {subject}",
    Gate.ADOPTION: "the adoption of {subject}, already in use before it was registered",
    SUSPENSION: "the suspension of {subject}",
    SUSPENSION_REVIEW: "whether {subject} is suspended",
    EMERGENCY_REVIEW: "the emergency pass of {subject}",
}
"""What a gate is about, as it stands inside a statement."""

STATEMENTS: dict[str, str] = {
    Decision.APPROVE: "I, {name}, as {role}, approve {act}.",
    Decision.APPROVE_WITH_CONDITIONS: "I, {name}, as {role}, approve {act} on the conditions written beside this signature.",
    Decision.REQUEST_CHANGES: "I, {name}, as {role}, do not decide on {act} yet and ask the team for the changes in my numbered points.",
    Decision.REJECT: "I, {name}, as {role}, reject {act}; this ends the request.",
    Decision.RECUSE: "I, {name}, as {role}, step back from the decision on {act}; I neither approve nor reject it.",
    Decision.ADVISE_FOR: "I, {name}, as {role}, advise in favour of {act}; I do not decide.",
    Decision.ADVISE_AGAINST: "I, {name}, as {role}, advise against {act}; I do not decide.",
}

SUSPENSION_STATEMENTS: dict[str, str] = {
    Decision.APPROVE: "I, {name}, as {role}, confirm {act}.",
    Decision.APPROVE_WITH_CONDITIONS: "I, {name}, as {role}, confirm {act} on the conditions written beside this signature.",
    Decision.REJECT: "I, {name}, as {role}, do not confirm {act}; it stands until it is resumed or retired.",
}
"""A suspension was decided before: its seats confirm, and a rejection does not lift it."""

REVIEW_STATEMENTS: dict[str, str] = {
    Decision.APPROVE: "I, {name}, as {role}, stop {subject} now.",
    Decision.APPROVE_WITH_CONDITIONS: "I, {name}, as {role}, stop {subject} now, on the conditions written beside this signature.",
    Decision.REJECT: "I, {name}, as {role}, let {subject} go on until the date written beside this signature, for my reason there.",
}
"""A suspension review turns the usual words round: approving it stops, rejecting it lets go on."""

REVIEW_DECISIONS: dict[str, str] = {
    Decision.APPROVE: "Suspend now",
    Decision.REJECT: "Let it go on until a date",
}

_OWN_STATEMENTS = {SUSPENSION: SUSPENSION_STATEMENTS, SUSPENSION_REVIEW: REVIEW_STATEMENTS}

COVERS = "It covers {items} of round {round} ({digest}) under policy {gate}/{tier} {number}."

SUSPENDING = "I, {name}, as {role}, stop {subject} at once and answer for this stop until it is confirmed."


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
    own = REVIEW_DECISIONS.get(decision) if gate == SUSPENSION_REVIEW else None
    return own or DECISIONS.get(decision, decision)


def meaning(decision: str) -> str:
    """What a signature with this decision means; raises Refused for a decision that has no meaning."""
    try:
        return MEANINGS[decision]
    except KeyError:
        raise Refused("no_statement", gate="", decision=decision) from None


def statement(
    *,
    gate: str,
    decision: str,
    name: str,
    role: str,
    label: str,
    subject_digest: str,
    items: int,
    round_number: int,
    round_digest: str,
    policy_tier: str,
    policy_number: int,
) -> str:
    """The exact sentence that is shown before signing and stored with the signature.

    `role` is a role's key, `label` the system with its version, digests are shortened to twelve digits, the whole
    ones stand beside the signature. Raises Refused for a gate or decision without a sentence.
    """
    pattern = _OWN_STATEMENTS.get(gate, {}).get(decision) or STATEMENTS.get(decision)
    act = ACTS.get(gate)
    if pattern is None or act is None:
        raise Refused("no_statement", gate=gate, decision=decision)
    subject = f"{label} ({short(subject_digest)})" if subject_digest else label
    # The gaps are filled once: braces in a name or label stay what they are.
    signed = pattern.format(
        name=name, role=role_label(role), act=act.format(subject=subject), subject=subject
    )
    covers = COVERS.format(
        items="1 item" if items == 1 else f"{items} items",
        round=round_number,
        digest=short(round_digest),
        gate=gate,
        tier=policy_tier,
        number=policy_number,
    )
    return f"{signed} {covers}"


def suspending_statement(*, name: str, role: str, label: str, subject_digest: str) -> str:
    """The exact sentence that is signed with an immediate stop; `role` is a key, or empty for a team member."""
    subject = f"{label} ({short(subject_digest)})" if subject_digest else label
    return SUSPENDING.format(
        name=name, role=role_label(role) if role else "member of its team", subject=subject
    )


def short(digest: str) -> str:
    """The first twelve digits of a digest; anything else, such as a vendor's release, as it is."""
    bare = digest.removeprefix("sha256:")
    return bare[:12] if len(bare) == 64 else digest

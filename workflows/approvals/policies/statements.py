"""The exact sentences that persons sign, word for word."""

from __future__ import annotations

from models.enums import Decision, Gate
from workflows.approvals.policies.vocabulary import (
    EMERGENCY_REVIEW,
    FAST_LANE,
    IMPACT_ASSESSMENT,
    POLICY_PUBLICATION,
    RISK_ACCEPTANCE,
    SUSPENSION,
    SUSPENSION_REVIEW,
)
from workflows.approvals.policies.words import role_label
from workflows.ground.refused import Refused

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
    POLICY_PUBLICATION: "the publication of {subject}",
    RISK_ACCEPTANCE: "that what remains of {subject} is carried",
    IMPACT_ASSESSMENT: "the assessment {subject}",
    FAST_LANE: "the way of {subject} to deployment by the fast lane",
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

LANE_STATEMENTS: dict[str, str] = {
    Decision.APPROVE: "I, {name}, as {role}, approve design, data review, testing and deployment of {subject} in one act, by the fast lane.",
    Decision.REJECT: "I, {name}, as {role}, keep {subject} out of the fast lane; it takes the full path, gate by gate.",
}
"""The fast lane opens four gates at once, and its rejection ends the lane and not the system."""

_OWN_STATEMENTS = {
    SUSPENSION: SUSPENSION_STATEMENTS,
    SUSPENSION_REVIEW: REVIEW_STATEMENTS,
    FAST_LANE: LANE_STATEMENTS,
}

COVERS = "It covers {items} of round {round} ({digest}) under policy {gate}/{tier} {number}."

SUSPENDING = "I, {name}, as {role}, stop {subject} at once and answer for this stop until it is confirmed."


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

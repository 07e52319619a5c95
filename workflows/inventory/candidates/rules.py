"""What became of a candidate, and what each outcome has to name; pure."""

from __future__ import annotations

UNDECIDED = "undecided"
OUTCOMES = (
    ("registered", "registered as a system"),
    ("known_use", "a use of a known tool"),
    ("not_ai", "not AI"),
    ("refused", "refused"),
)
NAMES_SYSTEM = "registered"
NAMES_USE = "known_use"
GIVES_REASON = frozenset({"not_ai", "refused"})
DECIDERS = frozenset({"ai_governance_lead", "security_ciso", "legal_counsel", "operations_lead"})


def lacking(outcome: str, target: str, reason: str) -> tuple[str, str] | None:
    """The code of what an outcome still lacks, and its field; None when it is whole."""
    if outcome not in {key for key, _ in OUTCOMES}:
        return ("candidate_outcome_needed", "outcome")
    if outcome == NAMES_SYSTEM and not target:
        return ("candidate_system_needed", "target")
    if outcome == NAMES_USE and not target:
        return ("candidate_use_needed", "target")
    if outcome in GIVES_REASON and not reason:
        return ("candidate_reason_needed", "reason")
    return None

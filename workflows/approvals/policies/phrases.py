"""Says conditions and rules of a policy in plain sentences, for pages and reasons."""

from __future__ import annotations

from collections.abc import Callable

from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import PassRule, When
from workflows.approvals.policies.vocabulary import CRITICAL_RISK
from workflows.approvals.policies.when import NotAsked
from workflows.approvals.policies.words import role_label, stage_label, tier_label

FLAGS_SAID: dict[str, str] = {
    "annex_i_section_b": "product law of Annex I, section B",
    "art_6_3_exempt": "exempted under Article 6(3)",
    "becomes_provider": "we become its provider",
    "dpia_check": "it processes personal data",
    "fria_required": "a fundamental rights impact assessment is due",
    "gpai": "we provide a general-purpose AI model",
    "gpai_systemic": "a general-purpose model with systemic risk",
    "high_annex_i": "high risk under Annex I",
    "high_annex_iii": "high risk under Annex III",
    "inform_persons": "it makes or assists decisions about people",
    "inform_workers": "it is used at the workplace on our workers",
    "public_deployer": "we are a public authority or act for one",
    "special_category_data": "special-category data is used to find or correct bias",
    "t_deepfake_text": "deep fakes or AI-made text of public interest are published",
    "t_emotion_biometric": "it recognises emotions or categorises people biometrically",
    "t_interaction": "it interacts directly with people",
    "t_synthetic": "it generates or alters media or text",
    CRITICAL_RISK: "a critical risk remains after measures",
}

ORIGINS_SAID: dict[str, str] = {
    "built": "built by us",
    "adapted": "adapted by us",
    "bought": "bought",
    "embedded": "embedded in other software",
}

CONSEQUENCES_SAID: dict[str, str] = {
    "warn": "The approval is shown as outdated with the reason; the deploy check still allows and warns.",
    "deny": "The approval is shown as outdated with the reason, and the deploy check denies.",
    "suspension_review": "The approval is shown as outdated and the governance lead decides on a suspension.",
}

OVERDUE_SAID: dict[str, str] = {
    "blocks_next_gate": "Overdue, it shuts the next gate.",
    "denies_deploy": "Overdue, it shuts the next gate and the deploy check denies.",
    "suspension_review": "Overdue, it shuts the next gate and the governance lead decides on a suspension.",
}
"""What follows when a condition is overdue."""

_KEYS_SAID: dict[str, str] = {
    "any_flag": "if {values}",
    "role": "where our role is {values}",
    "legal_tier": "where the legal tier is {values}",
    "stage": "for a version in {values}",
    "origin": "for systems {values}",
}

_YES_SAID: dict[tuple[str, str], str] = {
    ("uses_supplier", "yes"): "where a supplier delivers a part",
    ("uses_supplier", "no"): "where no supplier delivers a part",
    ("uses_supplier_or_customer", "yes"): "where suppliers, partners or customers are involved",
    ("uses_supplier_or_customer", "no"): "where no supplier, partner or customer is involved",
}


def when_said(when: When | None, flag: str = "") -> str:
    """A condition as words that follow "only"; empty when there is none."""
    parts = [_KEYS_SAID["any_flag"].format(values=_flag(flag))] if flag else []
    for key, values in when.terms if when else ():
        said = _term(key, values)
        if said not in parts:
            parts.append(said)
    return ", and ".join(parts)


def why_not_asked(left: NotAsked, tier: str) -> str:
    """Why an item is not asked here, as a sentence."""
    if left.why == ("tier",):
        return f"Not asked in the {tier_label(tier).lower()} tier."
    return f"Asked only {when_said(left.item.when, left.item.flag)}; that is not so here."


def forced_said(flags: tuple[str, ...]) -> str:
    """When an item is a must in every tier; empty when nothing forces it."""
    return f"A must in every tier if {_or([_flag(flag) for flag in flags])}." if flags else ""


def stages_said(stages: tuple[str, ...]) -> str:
    """Stages as words."""
    return _or([stage_label(stage) for stage in stages])


def roles_said(roles: tuple[str, ...]) -> str:
    """Roles as words."""
    return _or([role_label(role) for role in roles])


def rules_said(body: PolicyBody) -> tuple[tuple[str, str], ...]:
    """What a policy says about time and consequences: a term and a sentence each."""
    expiry = body.expiry
    said: list[tuple[str, str]] = [
        ("Handed in by", roles_said(body.submit_by)),
        (
            "Time to decide",
            f"{_days(body.sla_days, 'working day')} from submission; time never approves anything.",
        ),
    ]
    optional = (
        (body.validity_days, "Valid for", "{days}."),
        (body.renewal_interval_days, "Due again", "Every {days}."),
        (body.grace_days, "Grace", "{days} after the due date; then a suspension review."),
        (body.hypercare_days, "Closer watch", "{days} after the handover."),
        (body.max_suspension_days, "Longest suspension", "{days}; then it is retired or reworked."),
    )
    said += [(term, text.format(days=_days(days))) for days, term, text in optional if days]
    said += [
        (
            "Conditions",
            f"Due within {_days(body.conditions_max_days)} at most. "
            + OVERDUE_SAID.get(body.condition_consequence, body.condition_consequence),
        ),
        ("After a change", CONSEQUENCES_SAID.get(body.stale_consequence, body.stale_consequence)),
        (
            "Employees only",
            "No: contractors may sign." if body.contractor_seats else "Yes, in every deciding seat.",
        ),
    ]
    said += _sometimes(body)
    said += [(f"Environment: {purpose}", _needs(stage)) for purpose, stage in body.environments]
    ends = (expiry.draft_idle_days, expiry.with_team_idle_days, expiry.in_review_days)
    said.append(
        (
            "Ends by itself",
            "A draft after {} idle days, a returned request after {}, a round in review after {}.".format(
                *ends
            ),
        )
    )
    return tuple(said)


def _sometimes(body: PolicyBody) -> list[tuple[str, str]]:
    """What only some policies say."""
    said: list[tuple[str, str]] = []
    if body.independent_seat:
        said.append(
            (
                "Independent seat",
                "One deciding seat is filled by somebody who wrote no record of the request.",
            )
        )
    if body.once:
        said.append(("Once", "It opens once in the life of a system."))
    if body.emergency is not None:
        said.append(("May stop at once", f"{roles_said(body.emergency.who)}. {body.emergency.rule}"))
    if body.emergency_pass is not None:
        said.append(("Emergency pass", _pass(body.emergency_pass)))
    return said


def _term(key: str, values: tuple[str, ...]) -> str:
    if len(values) == 1 and (key, values[0]) in _YES_SAID:
        return _YES_SAID[key, values[0]]
    say = _VALUES_SAID.get(key, _plain)
    return _KEYS_SAID.get(key, key + ": {values}").format(values=_or([say(value) for value in values]))


def _origin(origin: str) -> str:
    return ORIGINS_SAID.get(origin, origin)


def _flag(flag: str) -> str:
    return FLAGS_SAID.get(flag, flag)


def _plain(value: str) -> str:
    return value.replace("_", " ")


_VALUES_SAID: dict[str, Callable[[str], str]] = {"any_flag": _flag, "stage": stage_label, "origin": _origin}


def _pass(rule: PassRule) -> str:
    return (
        f"{roles_said(rule.who)}, for at most {_days(rule.hours, 'hour')} in one environment, "
        f"with a reason of at least {_days(rule.reason_min, 'character')}."
    )


def _needs(stage: str | None) -> str:
    return f"A version needs the stage {stage_label(stage)}." if stage else "A version needs no stage."


def _days(count: int, word: str = "day") -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else "nobody"

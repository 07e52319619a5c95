"""What each field of the policy editor can say, with its words: the registry of names, and nothing outside it."""

from __future__ import annotations

from collections.abc import Mapping

from models.enums import Level, Stage
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.modules import MODULES
from workflows.approvals.policies.phrases import (
    CONSEQUENCES_SAID,
    FLAGS_SAID,
    ORIGINS_SAID,
    OVERDUE_SAID,
)
from workflows.approvals.policies.vocabulary import FLAGS, LEGAL_TIERS, OPERATOR_ROLES, STAGES
from workflows.approvals.policies.words import LEVELS, ROLES, stage_label

Pairs = tuple[tuple[str, str], ...]


def choices_for(body: PolicyBody) -> Mapping[str, Pairs]:
    """The choices by the name of the field; what differs between gates follows the policy."""
    roles, flags = tuple(ROLES.items()), tuple((flag, FLAGS_SAID.get(flag, flag)) for flag in sorted(FLAGS))
    stages = tuple((stage, stage_label(stage)) for stage in (*(s.value for s in Stage), "suspended"))
    modules = tuple(sorted(MODULES.items(), key=lambda pair: pair[1]))
    items = tuple((item.key, f"{item.key} {item.text}") for item in body.items)
    needed = (("none", "no stage"), *(pair for pair in stages if pair[0] != "suspended"))
    return {
        **dict.fromkeys(("owner", "role"), (("", "Choose a role"), *roles)),
        **dict.fromkeys(("also", "any_role", "submit_by", "emergency_who", "pass_who"), roles),
        **dict.fromkeys(("force_must_flags", "when_any_flag"), flags),
        **dict.fromkeys(("env_development", "env_test", "env_pilot", "env_production"), needed),
        "flag": (("", "always"), *flags),
        "level": tuple((level.value, LEVELS[level]) for level in Level),
        "module": (("", "Choose a register"), *modules),
        "scope": items,
        "to": needed,
        "when_role": _plain(OPERATOR_ROLES),
        "when_legal_tier": _plain(LEGAL_TIERS),
        "when_stage": tuple(pair for pair in stages if pair[0] in STAGES),
        "when_origin": tuple(ORIGINS_SAID.items()),
        "condition_consequence": tuple(OVERDUE_SAID.items()),
        "stale_consequence": tuple(CONSEQUENCES_SAID.items()),
    }


def _plain(values: frozenset[str]) -> Pairs:
    return tuple((value, value.replace("_", " ")) for value in sorted(values))

"""What people ask of the wizard: frozen, so that page and API are the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.ground.canonical import digest
from workflows.inventory.wizard.walk import Answer


@dataclass(frozen=True, kw_only=True)
class RunWizard:
    """Asks to classify a system by the answers; `legal_tier` is empty where the answers shall decide.

    `common_reason` stands for every answer without one of its own. `critical` says whether a critical risk remains
    after all measures. `none_applies` answers no where nothing is marked and a no leaves nothing. `proof` is of the
    person's own credential, wanted only for another tier than the answers lead to.
    """

    system_id: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    common_reason: str = ""
    none_applies: bool = False
    critical: str = ""
    internal_tier: str = ""
    internal_reason: str = ""
    legal_tier: str = ""
    override_reason: str = ""
    seen_number: int | None = None
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConfirmClassification:
    """Says that the classification with the number `seen_number` was looked at and is still right."""

    system_id: int
    seen_number: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class RunScheme:
    """Asks to classify a system by another scheme, beside the one of the law."""

    system_id: int
    scheme: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    common_reason: str = ""
    none_applies: bool = False
    submit_id: str | None = None


def purpose(command: RunWizard) -> str:
    """What the proof of the credential is bound to: this system, this tier, these answers."""
    said = {
        key: [one.reply, list(one.chosen), list(one.unsure), one.reason]
        for key, one in command.answers.items()
    }
    covered = digest([said, command.common_reason, command.override_reason, command.none_applies])
    return f"classify:{command.system_id}:{command.legal_tier}:{covered[:32]}"

"""What an assessment must not leave half said, and what it needs before people can be asked to approve it; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workflows.assurance.impact.effects import RESTRICTED, half_judged, level_of, unanswered
from workflows.ground.refused import Refused


def problems(body: Mapping[str, Any]) -> list[Refused]:
    """Harms without their weight, each beside its field."""
    return [
        Refused("impact_weigh", field=f"{one.dimension}-{one.number}-severity") for one in half_judged(body)
    ]


def missing(body: Mapping[str, Any], keys: Iterable[str]) -> list[Refused]:
    """A refusal beside every field that is empty."""
    return [Refused("assessment_missing", field=key) for key in keys if not filled(body, key)]


def filled(body: Mapping[str, Any], key: str) -> bool:
    """Whether a field says something."""
    value = body.get(key)
    return bool(value.strip() if isinstance(value, str) else value)


def heard(body: Mapping[str, Any]) -> list[Refused]:
    """Somebody affected was heard, or it is said why not."""
    if filled(body, "consulted") or filled(body, "not_consulted"):
        return []
    return [Refused("assessment_nobody_heard", field="consulted")]


def unready_impact(body: Mapping[str, Any]) -> list[Refused]:
    """What an impact assessment lacks before it can be put forward."""
    found = missing(
        body,
        (
            *("scope", "annex_iii", "vulnerable", "biometric", "prohibited", "screen_reason"),
            *("description", "parties", "misuse", "participants", "fria_due", "fria_reason"),
            *("outcome", "outcome_reason", "reviewed_on"),
        ),
    )
    left = unanswered(body)
    if left:
        found.append(Refused("impact_unanswered", field="individuals", questions=", ".join(left)))
    if level_of(body) == RESTRICTED:
        found.append(Refused("impact_restricted", field="outcome"))
    if body.get("outcome") == "go_on_with_measures" and not filled(body, "measures"):
        found.append(Refused("assessment_measures", field="measures"))
    return found + heard(body)


def unready_dpia(body: Mapping[str, Any]) -> list[Refused]:
    """What a data protection impact assessment lacks before it can be put forward."""
    found = missing(body, ("need", "need_reason", "reviewed_on"))
    if body.get("need") != "yes":
        return found
    found += missing(
        body,
        (
            *("processing", "purposes", "data_subjects", "legal_basis", "necessity", "proportionality"),
            *("minimisation", "retention", "access", "harms", "participants", "outcome", "outcome_reason"),
            *("dpo_advice", "dpo_on"),
        ),
    )
    if body.get("remaining") == "high" and not filled(body, "consulted_on"):
        found.append(Refused("dpia_prior_consultation", field="consulted_on"))
    return found + missing(body, ("remaining",)) + heard(body)


def unready_fria(body: Mapping[str, Any]) -> list[Refused]:
    """What a fundamental rights impact assessment lacks before it can be put forward."""
    found = missing(body, ("due", "due_reason", "reviewed_on"))
    if body.get("due") != "yes":
        return found
    found += missing(
        body,
        (
            *("processes", "period", "persons", "harms", "oversight", "complaints", "participants"),
            *("outcome", "outcome_reason"),
        ),
    )
    return found + heard(body)


def fresh(body: Mapping[str, Any], since: date, today: date) -> bool:
    """Whether the record says that it was looked at between these days."""
    looked = str(body.get("reviewed_on") or "")
    return bool(looked) and since <= date.fromisoformat(looked) <= today

"""What a risk must not say at once, and what it must say before anybody can accept it; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from workflows.assurance.risks import scales
from workflows.ground.refused import Refused

BY_MEASURES = frozenset({"avoid", "reduce", "share"})
"""Treatments that need somebody to do something until a day."""

RATED = ("likelihood", *scales.PARTS)


def problems(body: Mapping[str, Any]) -> list[Refused]:
    """What contradicts itself, each beside its field."""
    return list(_problems(body))


def _problems(body: Mapping[str, Any]) -> Iterator[Refused]:
    before, after = scales.rating_of(body, scales.BEFORE), scales.rating_of(body, scales.AFTER)
    if after and not before:
        yield Refused("risk_before_first", field="inherent_likelihood")
    if before and after and after.score > before.score and body.get("treatment") != "pursue_opportunity":
        yield Refused("risk_after_above", field="residual_likelihood")
    if body.get("kind") != "threat_model" and body.get("threats"):
        yield Refused("risk_threats_elsewhere", field="threats")


def unready(body: Mapping[str, Any]) -> list[Refused]:
    """What is missing before people can be asked to accept the risk; empty when they can."""
    missing = ["category", "description", "causes", "treatment", "acceptance_reason"]
    missing += [f"{when}_{part}" for when in (scales.BEFORE, scales.AFTER) for part in RATED]
    missing += ["reviewed_on"]
    found = [Refused("risk_missing", field=key) for key in missing if not str(body.get(key) or "").strip()]
    if body.get("kind") != "risk":
        found.append(Refused("risk_kind_not_accepted", field="kind"))
    return found + _untreated(body)


def _untreated(body: Mapping[str, Any]) -> list[Refused]:
    if body.get("treatment") in BY_MEASURES and not whole_plan(body):
        return [Refused("risk_plan_missing", field="plan")]
    if body.get("treatment") == "accept" and not str(body.get("treatment_reason") or "").strip():
        return [Refused("risk_missing", field="treatment_reason")]
    return []


def whole_plan(body: Mapping[str, Any]) -> bool:
    """Whether there is a plan, and each of its measures has an owner and a day."""
    rows = body.get("plan") or []
    return bool(rows) and all(all(row.get(key) for key in ("measure", "owner", "due")) for row in rows)


def treated(body: Mapping[str, Any]) -> bool:
    """Whether it is decided what is done: by measures with owners and days, or by a reason."""
    if body.get("treatment") in BY_MEASURES:
        return whole_plan(body)
    return bool(body.get("treatment")) and bool(str(body.get("treatment_reason") or "").strip())


def fresh(body: Mapping[str, Any], since: date, today: date) -> bool:
    """Whether the record says that it was looked at between these days."""
    looked = str(body.get("reviewed_on") or "")
    return bool(looked) and since <= date.fromisoformat(looked) <= today

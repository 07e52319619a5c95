"""The rules that alone choose the fast lane: pure; what nobody has answered never holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from models.enums import Autonomy, Origin, Tier
from workflows.approvals.policies.phrases import FLAGS_SAID
from workflows.approvals.policies.words import role_label
from workflows.inventory.flags import KEYS, Reply, set_flags

MOST_RISK = 4
"""The highest value of the short risk screen, of 25."""

MOST_IMPACT = 2
"""The highest severity of the short impact screen, of 5."""

LEGAL = frozenset({Tier.MINIMAL.value, "out_of_scope"})
PERSONAL_DATA = "dpia_check"
EXCLUDED = frozenset(
    {
        "becomes_provider",
        "gpai",
        "gpai_systemic",
        "high_annex_i",
        "high_annex_iii",
        "art_6_3_exempt",
        "fria_required",
        "inform_workers",
        "inform_persons",
        "special_category_data",
        "critical_residual_risk",
        *(key for key in KEYS if key.startswith("t_")),
    }
)
"""Flags with which nothing ever passes through the lane."""


class Held(StrEnum):
    """How a rule stands: it holds, it fails, or its answer is still asked for."""

    HOLDS = "holds"
    FAILS = "fails"
    ASKED = "asked"


@dataclass(frozen=True)
class Screens:
    """What is answered in the lane's form, because no register keeps it yet; None is not answered.

    `likelihood` and `severity` go from 1 to 5, `impact` too. `tested_by` is the uuid of somebody who tested beside
    the developers, `no_dpia` the role in which somebody recorded that no DPIA is due.
    """

    likelihood: int | None = None
    severity: int | None = None
    impact: int | None = None
    vulnerable: bool | None = None
    acts: bool | None = None
    incident: bool | None = None
    supplier_until: date | None = None
    tested_by: str = ""
    no_dpia: str = ""

    @property
    def risk(self) -> int | None:
        """The value of the risk screen, from 1 to 25."""
        if self.likelihood is None or self.severity is None:
            return None
        return self.likelihood * self.severity


@dataclass(frozen=True)
class LaneFacts:
    """What the rules ask about one version on one day.

    `answers` are those of the classification by flag, `builders` uuids of persons recorded as having built the
    version, `stops` and `sent_back` refs of suspensions in twelve months and of requests that a signer sent to the
    full path.
    """

    legal_tier: str | None
    internal_tier: str | None
    answers: Mapping[str, str]
    origin: str
    autonomy: str
    supplier: str
    uses_supplier: bool
    today: date
    screens: Screens = field(default_factory=Screens)
    builders: Collection[str] = ()
    stops: tuple[str, ...] = ()
    sent_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """One rule with its fact, as the code and parameters of a sentence."""

    rule: str
    held: Held
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def judge(facts: LaneFacts) -> tuple[Judged, ...]:
    """Every rule with its fact, in the order in which they are published."""
    return tuple(Judged(name, *rule(facts)) for name, rule in RULES.items())


def bars(judged: Collection[Judged]) -> tuple[Judged, ...]:
    """The rules that fail: one is enough, and the version takes the full path."""
    return tuple(one for one in judged if one.held is Held.FAILS)


def passes(judged: Collection[Judged]) -> bool:
    """Whether every rule holds; what is still asked for does not."""
    return bool(judged) and all(one.held is Held.HOLDS for one in judged)


Fact = tuple[Held, str, Mapping[str, Any]]


def _tiers(facts: LaneFacts) -> Fact:
    """FL-1: the mildest tiers, and nothing left open."""
    if facts.legal_tier is None or facts.internal_tier is None:
        return Held.FAILS, "lane_not_classified", {}
    open_ones = [key for key in KEYS if facts.answers.get(key) not in (Reply.YES, Reply.NO)]
    if open_ones:
        return Held.FAILS, "lane_unsure", {"count": len(open_ones)}
    if facts.legal_tier not in LEGAL or facts.internal_tier != Tier.MINIMAL:
        return Held.FAILS, "lane_tier", {"legal": facts.legal_tier, "internal": facts.internal_tier}
    return Held.HOLDS, "lane_tier", {"legal": facts.legal_tier, "internal": facts.internal_tier}


def _flags(facts: LaneFacts) -> Fact:
    """FL-2: none of the flags that ask for more than one look."""
    found = sorted(EXCLUDED & set(set_flags(facts.answers)))
    said = "; ".join(FLAGS_SAID.get(key, key) for key in found)
    return (Held.FAILS, "lane_flags", {"flags": said}) if found else (Held.HOLDS, "lane_no_flags", {})


def _screens(facts: LaneFacts) -> Fact:
    """FL-3: small risk, small impact, nobody vulnerable."""
    screens = facts.screens
    params = {"risk": screens.risk, "impact": screens.impact}
    if screens.vulnerable:
        return Held.FAILS, "lane_vulnerable", {}
    if screens.risk is not None and not 1 <= screens.risk <= MOST_RISK:
        return Held.FAILS, "lane_risk", {"risk": screens.risk, "most": MOST_RISK}
    if screens.impact is not None and not 1 <= screens.impact <= MOST_IMPACT:
        return Held.FAILS, "lane_impact", {"impact": screens.impact, "most": MOST_IMPACT}
    if screens.risk is None or screens.impact is None or screens.vulnerable is None:
        return Held.ASKED, "lane_screens_asked", {}
    return Held.HOLDS, "lane_screens", params


def _advice(facts: LaneFacts) -> Fact:
    """FL-4: it advises or drafts, and a person acts."""
    if facts.autonomy != Autonomy.ADVICE:
        return Held.FAILS, "lane_autonomy", {}
    if facts.screens.acts is None:
        return Held.ASKED, "lane_acts_asked", {}
    return (Held.FAILS, "lane_acts", {}) if facts.screens.acts else (Held.HOLDS, "lane_advice", {})


def _personal_data(facts: LaneFacts) -> Fact:
    """FL-5: no personal data, or somebody entitled recorded that no DPIA is due."""
    if facts.answers.get(PERSONAL_DATA) == Reply.NO:
        return Held.HOLDS, "lane_no_personal_data", {}
    if facts.screens.no_dpia:
        return Held.HOLDS, "lane_no_dpia", {"role": role_label(facts.screens.no_dpia)}
    return Held.ASKED, "lane_dpia_asked", {}


def _made(facts: LaneFacts) -> Fact:
    """FL-6: a supplier in order, and somebody beside the developers who tested."""
    if facts.origin != Origin.BUILT or facts.uses_supplier:
        until = facts.screens.supplier_until
        if until is not None and until < facts.today:
            return Held.FAILS, "lane_supplier_over", {"until": until.isoformat()}
        if not facts.supplier.strip():
            return Held.ASKED, "lane_supplier_unnamed", {}
        if until is None:
            return Held.ASKED, "lane_supplier_asked", {"supplier": facts.supplier}
    if facts.origin in (Origin.BUILT, Origin.ADAPTED):
        if not facts.builders:
            # Whoever tested is somebody else only where it is known who built it.
            return Held.ASKED, "lane_builders_unrecorded", {}
        if facts.screens.tested_by in facts.builders:
            return Held.FAILS, "lane_tester_built", {}
        if not facts.screens.tested_by:
            return Held.ASKED, "lane_tester_asked", {}
    return Held.HOLDS, "lane_made", {}


def _past(facts: LaneFacts) -> Fact:
    """FL-7: nothing bad in twelve months, and nobody sent it to the full path."""
    if facts.sent_back:
        return Held.FAILS, "lane_sent_back", {"refs": ", ".join(facts.sent_back)}
    if facts.stops:
        return Held.FAILS, "lane_stopped_before", {"refs": ", ".join(facts.stops)}
    if facts.screens.incident is None:
        return Held.ASKED, "lane_incident_asked", {}
    return (Held.FAILS, "lane_incident", {}) if facts.screens.incident else (Held.HOLDS, "lane_quiet", {})


RULES: Mapping[str, Callable[[LaneFacts], Fact]] = {
    "FL-1": _tiers,
    "FL-2": _flags,
    "FL-3": _screens,
    "FL-4": _advice,
    "FL-5": _personal_data,
    "FL-6": _made,
    "FL-7": _past,
}
"""The published rules from top to bottom."""

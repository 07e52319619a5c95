"""The register of risks as it is declared: its fields in the order in which a risk is thought through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.assurance.risks import scales, taxonomy
from workflows.assurance.risks.panel import risk_panel
from workflows.assurance.risks.rules import problems
from workflows.inventory.registers.declaring import (
    EITHER,
    Choices,
    Derived,
    Field,
    Page,
    Register,
    Relation,
    register,
)

KINDS: Choices = (
    ("risk", "A risk that is assessed and treated"),
    ("screening", "First screening of a new or adopted system"),
    ("threat_model", "Threat model, attacks on AI included"),
    ("going_on", "Harm of going on while something lapsed"),
)
TREATMENTS: Choices = (
    ("avoid", "Avoid: do not do it"),
    ("reduce", "Reduce it by measures"),
    ("share", "Share it with others"),
    ("accept", "Accept it as it is"),
    ("pursue_opportunity", "Take it on for an opportunity"),
)
LEVEL_WORDS: Choices = (("low", "Low"), ("medium", "Medium"), ("high", "High"), ("critical", "Critical"))
WHAT, BEFORE, TREAT, AFTER, WATCH = (
    "What could happen",
    "Before measures",
    "Treatment",
    "After measures",
    "Looked at again",
)
_LIKELY = taxonomy.numbered(taxonomy.criteria()["likelihood"])
_IMPACT = taxonomy.numbered(taxonomy.criteria()["impact"])


def _rated(when: str, group: str) -> tuple[Field, ...]:
    return (
        Field(f"{when}_likelihood", "How likely it is", "choice", group=group, choices=_LIKELY),
        Field(f"{when}_organisation", "Impact on the organisation", "choice", group=group, choices=_IMPACT),
        Field(
            f"{when}_individuals",
            "Impact on individuals or groups",
            "choice",
            group=group,
            choices=_IMPACT,
            help="Critical harm to a person is never rated below high, however rare it is.",
        ),
        Field(f"{when}_society", "Impact on society", "choice", group=group, choices=_IMPACT),
    )


_PLAN = (
    Field("measure", "Measure", "line", needed=True),
    Field("owner", "Who sees to it", "person", needed=True),
    Field("due", "Until", "date", needed=True),
)
_PROGRESS = (
    Field("measure", "Measure", "line", needed=True),
    Field("done_on", "Done on", "date", needed=True),
    Field("shown_by", "What shows it", "line"),
)
_INDICATORS = (
    Field("indicator", "What is watched", "line", needed=True),
    Field("limit", "From which value on it matters", "line"),
)
_THREATS = (
    Field("threat", "Attack or failure", "line", needed=True),
    Field("way", "How it would happen", "line", needed=True),
    Field("measure", "What holds it down", "line", needed=True),
    Field("tested", "How that was tried", "line"),
)

FIELDS = (
    Field(
        "kind",
        "What this record is",
        "choice",
        group=WHAT,
        choices=KINDS,
        needed=True,
        help="A screening is quick and early; a risk goes through treatment and acceptance.",
    ),
    Field("category", "Kind of risk", "choice", group=WHAT, choices=taxonomy.labels("risks")),
    Field(
        "description",
        "What could happen, to whom",
        group=WHAT,
        example="Applicants over 55 are ranked lower because training data knows few of them.",
    ),
    Field("causes", "Why it could happen", group=WHAT),
    Field("sources", "Where it comes from", "choices", group=WHAT, choices=taxonomy.labels("risk_sources")),
    Field("objectives", "What it would harm", "choices", group=WHAT, choices=taxonomy.labels("objectives")),
    Field("threats", "Threats looked at", "rows", group=WHAT, columns=_THREATS),
    Field("controls_existing", "Controls that work already", group=BEFORE),
    *_rated(scales.BEFORE, BEFORE),
    Field("treatment", "What is done about it", "choice", group=TREAT, choices=TREATMENTS),
    Field("treatment_reason", "Why this way", group=TREAT),
    Field("plan", "Measures", "rows", group=TREAT, columns=_PLAN),
    Field("progress", "Measures done", "rows", group=TREAT, columns=_PROGRESS, live=True),
    Field(
        "controls", "Controls of ISO/IEC 42001 Annex A", "choices", group=TREAT, choices=taxonomy.annex_a()
    ),
    *_rated(scales.AFTER, AFTER),
    Field(
        "acceptance_reason",
        "Why what remains may be carried",
        group=AFTER,
        help="Whoever accepts the risk reads this first.",
    ),
    Field("indicators", "Indicators", "rows", group=WATCH, columns=_INDICATORS),
    Field("reviewed_on", "Last looked at", "date", group=WATCH),
    Field("review_result", "What that found", group=WATCH),
)


def derive(body: Mapping[str, Any]) -> Derived:
    """Level and score as the risk stands now, and when it has to be looked at again."""
    now = scales.present(body)
    if now is None:
        return Derived()
    return Derived(now.level, now.score, scales.review_due(str(body.get("reviewed_on") or ""), now.level))


RISK = register(
    Register(
        key="risk",
        prefix="RISK",
        area="risks",
        title="Risks",
        one="risk",
        purpose=(
            "What could go wrong with a system or in the organisation, what is done about it, and who accepted "
            "the rest. Risk officers and teams work here; gates read it."
        ),
        fields=FIELDS,
        statuses=(
            ("open", "Found"),
            ("assessed", "Rated"),
            ("treating", "In treatment"),
            ("accepted", "Accepted"),
            ("closed", "Closed"),
        ),
        status_by=frozenset({"accepted"}),
        over=frozenset({"closed"}),
        scope=EITHER,
        writers=frozenset(
            {
                "risk_officer",
                "ai_governance_lead",
                "security_ciso",
                "impact_assessor",
                "legal_counsel",
                "operations_lead",
            }
        ),
        opinion=frozenset({"risk_officer", "security_ciso", "legal_counsel", "impact_assessor"}),
        listed=("category", "treatment"),
        levels=LEVEL_WORDS,
        derive=derive,
        check=problems,
        relations=(
            Relation("impact", "Impact assessment it comes from", "impact"),
            Relation("version", "Version it is about", "version"),
        ),
        pages=(
            Page("5×5 picture and movements", "/registers/risks/matrix"),
            Page("Starter risks to adopt", "/registers/risks/starter"),
        ),
        record_pages=(Page("Ask for acceptance", "/registers/risks/{ref}/ask"),),
        panel="risks/_panel.html",
        extra=risk_panel,
        icon_word="risk",
        group="Risk and impact",
    )
)

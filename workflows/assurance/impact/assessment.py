"""The register of impact assessments: 24 questions about individuals, groups and society, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.assurance.impact import parts
from workflows.assurance.impact.effects import REVIEW_MONTHS, level_of, score_of
from workflows.assurance.impact.panel import impact_panel
from workflows.assurance.impact.rules import problems
from workflows.assurance.risks.scales import add_months
from workflows.assurance.risks.taxonomy import dimensions, impact_scale
from workflows.inventory.registers.declaring import (
    Choices,
    Derived,
    Field,
    Page,
    Register,
    Relation,
    register,
)

SCOPE, SCREEN, SYSTEM, EFFECTS, RIGHTS = (
    "What is assessed",
    "First screen",
    "The system and its setting",
    "Effects",
    "Fundamental rights",
)
LEVEL_WORDS: Choices = (
    ("minor", "Minor"),
    ("noticeable", "Noticeable"),
    ("sensitive", "Sensitive use"),
    ("restricted", "Restricted use"),
)
CAUSES: Choices = (
    ("new", "New AI system"),
    ("change", "Change of purpose, users, data or model"),
    ("place", "New country"),
    ("incident", "Incident or complaints"),
    ("planned", "Planned look"),
    ("retirement", "Retirement with effect on users"),
)
DIRECTIONS: Choices = (("harm", "Harm"), ("benefit", "Benefit"), ("none", "No effect"))


def _dimension(key: str, label: str) -> Field:
    asked = next(one.questions for one in dimensions() if one.key == key)
    columns = (
        Field("question", "Question", "choice", choices=tuple((q.id, f"{q.id} {q.text}") for q in asked)),
        Field("answer", "Answer", needed=False, limit=1000),
        Field("direction", "Direction", "choice", choices=DIRECTIONS),
        Field("severity", "How heavy", "choice", choices=impact_scale("severity")),
        Field("extent", "How many", "choice", choices=impact_scale("extent")),
        Field("reversibility", "Undone", "choice", choices=impact_scale("reversibility")),
        Field("likelihood", "How likely now", "choice", choices=impact_scale("likelihood")),
        Field("measures", "What holds it down", "line"),
    )
    return Field(key, label, "rows", group=EFFECTS, columns=columns)


FIELDS = (
    Field("cause", "Why now", "choice", group=SCOPE, choices=CAUSES),
    Field(
        "scope",
        "What this assessment covers",
        group=SCOPE,
        example="Ranking of applicants in Germany and France, from the upload to the shortlist.",
    ),
    Field("annex_iii", "Is it a use of Annex III of the EU AI Act?", "yes_no", group=SCREEN),
    Field("vulnerable", "Are vulnerable groups affected?", "yes_no", group=SCREEN),
    Field("biometric", "Is biometric data used?", "yes_no", group=SCREEN),
    Field("prohibited", "Does it hit a prohibited practice?", "yes_no", group=SCREEN),
    Field("screen_reason", "Why these answers", group=SCREEN),
    Field("description", "What it does, intended and not intended uses", group=SYSTEM),
    Field("data", "Data and its quality", group=SYSTEM),
    Field("model", "Model, own or supplied", group=SYSTEM),
    Field("setting", "Where it is used: places, languages, limits", group=SYSTEM),
    Field("parties", "Who is affected, directly and indirectly", group=SYSTEM),
    *(_dimension(one.key, one.label) for one in dimensions()),
    Field("misuse", "Foreseeable failures and misuse", group=EFFECTS),
    parts.PARTICIPANTS,
    parts.CONSULTED,
    parts.NOT_CONSULTED,
    Field("fria_due", "Is a fundamental rights assessment due (Article 27)?", "yes_no", group=RIGHTS),
    Field("fria_reason", "Why, or why not", group=RIGHTS),
    *parts.ENDING,
)


def derive(body: Mapping[str, Any]) -> Derived:
    """How sensitive the use is, its heaviest harm, and when it has to be looked at again."""
    level, reviewed = level_of(body), str(body.get("reviewed_on") or "")
    due = add_months(date.fromisoformat(reviewed), REVIEW_MONTHS[level]) if reviewed and level else None
    return Derived(level, score_of(body), due)


IMPACT = register(
    Register(
        key="impact",
        prefix="IMP",
        area="impact",
        title="Impact assessments",
        one="impact assessment",
        purpose=(
            "What a system does to individuals, groups and society, and what holds harm down. Assessors write it, "
            "others decide on it, risks follow from it."
        ),
        fields=FIELDS,
        statuses=parts.STATUSES,
        status_by=frozenset({"approved"}),
        over=frozenset({parts.REPLACED}),
        writers=parts.WRITERS,
        opinion=parts.OPINION,
        listed=("outcome",),
        levels=LEVEL_WORDS,
        derive=derive,
        check=problems,
        relations=(
            Relation("version", "Version it is about", "version"),
            Relation("dpia", "DPIA it refers to", "dpia"),
        ),
        pages=(Page("Start with all questions", "/registers/impact/start"),),
        record_pages=(
            Page("Ask for approval", "/registers/impact/{ref}/ask"),
            Page("Make risks of it", "/registers/impact/{ref}/risks"),
        ),
        panel="impact/_panel.html",
        extra=impact_panel,
        icon_word="impact",
        group=parts.GROUP,
    )
)

"""The register of data protection impact assessments (Article 35 GDPR)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.assurance.approving.panel import approval_standing
from workflows.assurance.impact import parts
from workflows.assurance.impact.rights_rules import problems_of_dpia
from workflows.assurance.risks.scales import add_months
from workflows.assurance.risks.taxonomy import impact_scale
from workflows.inventory.registers.declaring import (
    Choices,
    Derived,
    Field,
    Page,
    Register,
    Relation,
    register,
)

NEED, WHAT, FITS, HARMS, ADVICE = (
    "Whether one is due",
    "The processing",
    "Necessity and limits",
    "Risks to persons",
    "Advice and authority",
)
CRITERIA: Choices = (
    ("scoring", "Scoring or profiling of people"),
    ("automated", "Decisions without a person, with legal or similar effect"),
    ("watching", "Systematic watching"),
    ("sensitive", "Sensitive or very personal data"),
    ("scale", "Data on a large scale"),
    ("matching", "Data sets matched or combined"),
    ("vulnerable", "Data about vulnerable people"),
    ("new_technology", "New technology, or old one used in a new way"),
    ("hinders", "It can keep people from a right, a service or a contract"),
)
REMAINING: Choices = (("low", "Low"), ("medium", "Medium"), ("high", "High"))
LEVEL_WORDS: Choices = (("not_due", "Not due"), *REMAINING)
REVIEW_MONTHS = {"not_due": 12, "low": 36, "medium": 24, "high": 12}

_HARMS = (
    Field("harm", "What could happen to whom", "line", needed=True),
    Field("likelihood", "How likely", "choice", choices=impact_scale("likelihood"), needed=True),
    Field("severity", "How heavy", "choice", choices=impact_scale("severity"), needed=True),
    Field("measures", "Measures", "line", needed=True),
    Field("remaining", "What remains", "choice", choices=REMAINING, needed=True),
)

FIELDS = (
    Field("criteria", "What speaks for one", "choices", group=NEED, choices=CRITERIA),
    Field(
        "need", "Is a DPIA due?", "yes_no", group=NEED, help="Two of the reasons above usually make it due."
    ),
    Field("need_reason", "Why, or why not", group=NEED),
    Field("processing", "What is processed, how, by whom", group=WHAT),
    Field("purposes", "For which purposes", group=WHAT),
    Field("data_subjects", "Whose data", group=WHAT),
    Field("legal_basis", "On which legal basis", group=WHAT),
    Field("necessity", "Why it is necessary", group=FITS),
    Field("proportionality", "Why it is proportionate", group=FITS),
    Field("minimisation", "How data is kept to what is needed", group=FITS),
    Field("retention", "How long it is kept, and how it is erased", group=FITS),
    Field("access", "Who has access", group=FITS),
    Field("harms", "Risks to rights and freedoms", "rows", group=HARMS, columns=_HARMS),
    Field("remaining", "What remains in all", "choice", group=HARMS, choices=REMAINING),
    Field("dpo_advice", "Advice of the data protection officer", group=ADVICE),
    Field("dpo_on", "Given on", "date", group=ADVICE),
    Field(
        "consulted_on",
        "Authority consulted on",
        "date",
        group=ADVICE,
        help="Due before the start when the remaining risk is high (Article 36).",
    ),
    Field("authority_said", "What the authority said", group=ADVICE),
    parts.PARTICIPANTS,
    parts.CONSULTED,
    parts.NOT_CONSULTED,
    *parts.ENDING,
)


def level_of(body: Mapping[str, Any]) -> str:
    """What remains after measures; a row can only raise what is said in all."""
    if body.get("need") == "no":
        return "not_due"
    order = [key for key, _ in REMAINING]
    said = [str(row.get("remaining") or "") for row in body.get("harms") or ()]
    known = [order.index(one) for one in (*said, str(body.get("remaining") or "")) if one in order]
    return order[max(known)] if known else ""


def derive(body: Mapping[str, Any]) -> Derived:
    """Level, and when it has to be looked at again."""
    level, reviewed = level_of(body), str(body.get("reviewed_on") or "")
    due = add_months(date.fromisoformat(reviewed), REVIEW_MONTHS[level]) if reviewed and level else None
    return Derived(level, None, due)


DPIA = register(
    Register(
        key="dpia",
        prefix="DPIA",
        area="dpia",
        title="Data protection impact assessments",
        one="data protection impact assessment",
        purpose=(
            "Whether a DPIA is due, and if so what processing does to people's data and what holds that down. "
            "Legal counsel and the data protection officer work here."
        ),
        fields=FIELDS,
        statuses=parts.STATUSES,
        status_by=frozenset({"approved"}),
        over=frozenset({parts.REPLACED}),
        writers=parts.WRITERS,
        opinion=parts.OPINION,
        listed=("need", "outcome"),
        levels=LEVEL_WORDS,
        derive=derive,
        check=problems_of_dpia,
        relations=(
            Relation("impact", "Impact assessment it refers to", "impact"),
            Relation("version", "Version it is about", "version"),
        ),
        record_pages=(Page("Ask for approval", "/registers/dpia/{ref}/ask"),),
        panel="approving/_panel.html",
        extra=approval_standing,
        icon_word="dpia",
        group=parts.GROUP,
    )
)

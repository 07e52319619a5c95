"""The register of fundamental rights impact assessments (Article 27 EU AI Act)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.assurance.approving.panel import approval_standing
from workflows.assurance.impact import parts
from workflows.assurance.impact.rights_rules import problems_of_fria
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

DUE, USE, HARMS, TOLD = "Whether one is due", "The use", "Harm and oversight", "Authority"
LEVEL_WORDS: Choices = (("not_due", "Not due"), ("due", "Due"))

_HARMS = (
    Field("persons", "Category of persons or groups", "line", needed=True),
    Field("harm", "What could happen to their rights", "line", needed=True),
    Field("severity", "How heavy", "choice", choices=impact_scale("severity"), needed=True),
    Field("likelihood", "How likely", "choice", choices=impact_scale("likelihood"), needed=True),
    Field("measures", "What is done when it happens", "line", needed=True),
)

FIELDS = (
    Field(
        "due",
        "Is one due?",
        "yes_no",
        group=DUE,
        help="Public bodies, providers of public services, credit scoring, life and health insurance.",
    ),
    Field("due_reason", "Why, or why not", group=DUE),
    Field("processes", "Processes in which it is used, in line with its purpose", group=USE),
    Field("period", "For how long and how often", "line", group=USE),
    Field("persons", "Whose rights are touched, in this setting", group=USE),
    Field("harms", "Specific risks of harm", "rows", group=HARMS, columns=_HARMS),
    Field("oversight", "How people oversee it", group=HARMS),
    Field("complaints", "Inner governance and complaints", group=HARMS),
    Field("notified_on", "Authority told on", "date", group=TOLD, live=True),
    Field("notice", "What shows that it was told", group=TOLD, live=True),
    parts.PARTICIPANTS,
    parts.CONSULTED,
    parts.NOT_CONSULTED,
    *parts.ENDING,
)


def level_of(body: Mapping[str, Any]) -> str:
    """Whether it is due; nothing while nobody said."""
    return {"yes": "due", "no": "not_due"}.get(str(body.get("due") or ""), "")


def derive(body: Mapping[str, Any]) -> Derived:
    """Whether it is due, and when it has to be looked at again: yearly."""
    reviewed = str(body.get("reviewed_on") or "")
    due = add_months(date.fromisoformat(reviewed), 12) if reviewed else None
    return Derived(level_of(body), None, due)


FRIA = register(
    Register(
        key="fria",
        prefix="FRIA",
        area="fria",
        title="Fundamental rights impact assessments",
        one="fundamental rights impact assessment",
        purpose=(
            "What a high-risk use does to fundamental rights, before it starts, and that the authority was told. "
            "It takes up what the impact assessment found."
        ),
        fields=FIELDS,
        statuses=parts.STATUSES,
        status_by=frozenset({"approved"}),
        over=frozenset({parts.REPLACED}),
        writers=parts.WRITERS,
        opinion=parts.OPINION,
        listed=("due", "notified_on"),
        levels=LEVEL_WORDS,
        derive=derive,
        check=problems_of_fria,
        relations=(
            Relation("impact", "Impact assessment it takes up", "impact", frozen=True),
            Relation("dpia", "DPIA it refers to", "dpia"),
            Relation("version", "Version it is about", "version"),
        ),
        record_pages=(Page("Ask for approval", "/registers/fria/{ref}/ask"),),
        panel="approving/_panel.html",
        extra=approval_standing,
        icon_word="fria",
        group=parts.GROUP,
    )
)

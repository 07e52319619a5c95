"""The registers of monitoring plans and of the reports that look back at what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived, Field, Register, Relation, register

PLAN, REPORT = "monitoring_plan", "monitoring_report"
WRITERS = frozenset({"operations_lead", "ml_lead", "human_overseer", "risk_officer"})
GROUP = "Running"
REGULAR, CLOSER = "regular", "closer"
_WHAT, _REVIEW, _MARKET, _CLOSER = "What is watched", "Reviews", "Post-market plan", "Closer monitoring"

PLAN_FIELDS = (
    Field(
        "kind",
        "Kind of plan",
        "choice",
        group=_WHAT,
        needed=True,
        choices=((REGULAR, "Regular monitoring"), (CLOSER, "Closer monitoring for a set time")),
    ),
    Field("collected", "What is collected, from where, by whom", "text", group=_WHAT),
    Field(
        "indicators",
        "Indicators with their limits",
        "rows",
        group=_WHAT,
        columns=(
            Field("indicator", "Indicator", "line", needed=True, example="Wrong refusals"),
            Field("limit", "Limit", "line", needed=True, example="at most 4 %"),
            Field("often", "How often", "line", needed=True, example="every week"),
            Field("owner", "Who looks at it", "person"),
        ),
    ),
    Field("reacts", "Who does what when a limit is broken", "text", group=_WHAT),
    Field(
        "review_every",
        "Reviewed",
        "choice",
        group=_REVIEW,
        choices=(
            ("month", "Every month"),
            ("quarter", "Every quarter"),
            ("half_year", "Every half year"),
            ("year", "Every year"),
        ),
    ),
    Field("next_review", "Next review on", "date", group=_REVIEW),
    Field(
        "post_market",
        "We are the provider: it is the post-market plan too",
        "yes_no",
        group=_MARKET,
        help="Article 72 of the EU AI Act.",
    ),
    Field("market_method", "How experience from the field is gathered and judged", "text", group=_MARKET),
    Field("closer_what", "What is watched more closely", "text", group=_CLOSER),
    Field("closer_until", "Until", "date", group=_CLOSER),
    Field("told_on", "Users were told on", "date", group=_CLOSER),
    Field("told_how", "How, and what they were told", "text", group=_CLOSER),
)


def due(body: Mapping[str, Any]) -> Derived:
    """A plan is due at its next review, closer monitoring at its end."""
    return Derived(due_on=day_in(body, "closer_until" if body.get("kind") == CLOSER else "next_review"))


PLANS = register(
    Register(
        key=PLAN,
        prefix="MON",
        area="monitoring-plans",
        title="Monitoring plans",
        one="monitoring plan",
        purpose="What is watched after the start, within which limits, who reacts and when it is reviewed.",
        fields=PLAN_FIELDS,
        group=GROUP,
        statuses=(("draft", "Draft"), ("in_force", "In force"), ("replaced", "Replaced")),
        writers=WRITERS,
        listed=("kind", "review_every"),
        derive=due,
        relations=(
            Relation("watches", "Indicators", "indicator", frozen=True),
            Relation("of", "Versions", "version", frozen=False),
        ),
    )
)

_FOUND, _USE = "What was found", "Use as intended"
SEEN = (
    ("quality", "Quality of results", "Wrong refusals 2.1 %, as before"),
    ("drift", "Drift of inputs or results", "Applicants are two years younger than in training"),
    ("group_gaps", "Gaps between groups", "None above 3 points"),
    ("overrides", "Overrides by people", "41 of 1,900, mostly missing papers"),
    ("complaints", "Complaints and explanations asked for", "Four, all answered"),
    ("incidents", "Incidents", "None"),
)
"""What a review of the indicators must say something about, with an example each."""
REPORT_FIELDS = (
    Field("period_from", "From", "date", group=_FOUND, needed=True),
    Field("period_until", "Until", "date", group=_FOUND, needed=True),
    Field("reviewed_on", "Reviewed on", "date", group=_FOUND),
    *(Field(key, label, "text", group=_FOUND, example=example) for key, label, example in SEEN),
    Field(
        "conclusion",
        "Conclusion",
        "choice",
        group=_FOUND,
        choices=(
            ("go_on", "Goes on as it is"),
            ("measures", "Goes on with measures"),
            ("rework", "Needs a rework"),
            ("stop", "Must be stopped"),
        ),
    ),
    Field(
        "measures",
        "Measures",
        "rows",
        group=_FOUND,
        columns=(
            Field("what", "What", "line", needed=True),
            Field("who", "Who", "person"),
            Field("due", "Until", "date"),
            Field("done", "Done on", "date"),
        ),
    ),
    Field("use_checked_on", "Actual use checked on", "date", group=_USE),
    Field("use_intended", "How it was meant to be used", "text", group=_USE),
    Field("use_found", "How it is used", "text", group=_USE),
    Field(
        "use_outcome",
        "Outcome",
        "choice",
        group=_USE,
        choices=(
            ("as_meant", "Used as meant"),
            ("corrected", "Used otherwise, corrected"),
            ("open", "Used otherwise, not yet corrected"),
        ),
    ),
)


def check_report(body: Mapping[str, Any]) -> list[Refused]:
    """A period ends after it begins."""
    begins, ends = day_in(body, "period_from"), day_in(body, "period_until")
    return [Refused("period_backwards", field="period_until")] if begins and ends and ends < begins else []


REPORTS = register(
    Register(
        key=REPORT,
        prefix="MRP",
        area="monitoring-reports",
        title="Monitoring reports",
        one="monitoring report",
        purpose="What the indicators said over a period, how the system is really used, and what follows from it.",
        fields=REPORT_FIELDS,
        group=GROUP,
        statuses=(("draft", "Draft"), ("final", "Final")),
        per_version=True,
        writers=WRITERS,
        listed=("period_from", "period_until", "conclusion"),
        check=check_report,
        relations=(Relation("read", "Indicators that were read", "indicator", frozen=False),),
    )
)

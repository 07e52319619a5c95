"""The register of indicators: what is measured of a running version, how often, and within which limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.assurance.incidents.fields import SEVERITIES
from workflows.assurance.monitoring.kinds import INDICATOR, LIVE
from workflows.assurance.monitoring.limits import limits_of, order_faults
from workflows.assurance.monitoring.storing import newest_values
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Field, Page, Register, Relation, register

KINDS = (
    ("quality", "Quality of results"),
    ("drift", "Drift of inputs or results"),
    ("group_gap", "Gap between groups"),
    ("override", "Overrides by people"),
    ("complaint", "Complaints"),
    ("incident", "Incidents"),
    ("latency", "Speed or availability"),
    ("use", "Use as intended"),
    ("other", "Other"),
)
CADENCE = (
    ("daily", "Every day"),
    ("weekly", "Every week"),
    ("monthly", "Every month"),
    ("quarterly", "Every quarter"),
)
ON_BREACH = (
    ("turn", "Give the owner a turn"),
    ("incident", "Open an incident as well"),
    ("rework", "Ask the team for a rework as well"),
)
_MEASURE, _LIMITS, _BREACH = "What is measured", "Limits and baseline", "When a limit is broken"
_LIMIT_HELP = "A value on the limit still keeps it. Leave it empty where there is none."

FIELDS = (
    Field(
        "measures",
        "What it measures, and how",
        "text",
        group=_MEASURE,
        example="Share of wrong refusals among 200 sampled decisions",
        needed=True,
    ),
    Field("kind", "Kind", "choice", choices=KINDS, group=_MEASURE),
    Field("unit", "Unit", "line", group=_MEASURE, example="%", limit=30),
    Field("source", "Where the value comes from", "line", group=_MEASURE, example="Weekly job drift-report"),
    Field("cadence", "How often", "choice", choices=CADENCE, group=_MEASURE, needed=True),
    Field(
        "starts_on", "First day that counts", "date", group=_MEASURE, help="Periods before it are not missed."
    ),
    Field(
        "grace",
        "Days after a period before its value counts as missing",
        "whole",
        group=_MEASURE,
        low=0,
        high=60,
    ),
    Field("low", "Lower limit", "number", group=_LIMITS, help=_LIMIT_HELP),
    Field("warn_low", "Warn below", "number", group=_LIMITS),
    Field("warn_high", "Warn above", "number", group=_LIMITS),
    Field("high", "Upper limit", "number", group=_LIMITS, help=_LIMIT_HELP),
    Field("baseline", "First baseline", "number", group=_LIMITS),
    Field("baseline_on", "Baseline measured on", "date", group=_LIMITS),
    Field(
        "recipients",
        "Who is told",
        "rows",
        group=_BREACH,
        columns=(
            Field("who", "Person", "person", needed=True),
            Field("how", "How", "line", example="Mail, on call at night"),
        ),
    ),
    Field("on_breach", "A broken limit", "choice", choices=ON_BREACH, group=_BREACH),
    Field("severity", "Severity of an incident it opens", "choice", choices=SEVERITIES, group=_BREACH),
    Field(
        "suspends",
        "It suspends the version at once",
        "yes_no",
        group=_BREACH,
        help="Works only while the person named below has signed this indicator as it stands.",
    ),
    Field("authority", "On whose authority it suspends", "person", group=_BREACH),
)


def check(body: Mapping[str, Any]) -> list[Refused]:
    """Limits must rise, and a rule that suspends must name whose authority it has."""
    found = [Refused("limits_cross", field=key) for key in order_faults(limits_of(body))]
    if body.get("suspends") == "yes" and not body.get("authority"):
        found.append(Refused("suspend_needs_authority", field="authority"))
    return found


INDICATORS = register(
    Register(
        key=INDICATOR,
        prefix="IND",
        area="indicators",
        title="Indicators",
        one="indicator",
        purpose="What is measured of a running version and within which limits; a broken limit gives somebody a turn.",
        fields=FIELDS,
        statuses=(("planned", "Planned"), (LIVE, "Live"), ("paused", "Paused"), ("ended", "Ended")),
        per_version=True,
        writers=frozenset(
            {"operations_lead", "ml_lead", "human_overseer", "risk_officer", "model_validator"}
        ),
        listed=("kind", "cadence"),
        levels=(
            ("ok", "Within limits"),
            ("warn", "Near a limit"),
            ("breach", "Limit broken"),
            ("missing", "Value missing"),
        ),
        check=check,
        relations=(Relation("risk", "Risks it watches", "risk"),),
        group="Running",
        status_by=frozenset({LIVE}),
        record_pages=(Page("Values", "/registers/indicators/{ref}/values"),),
        panel="monitoring/_indicator.html",
        extra=newest_values,
    )
)

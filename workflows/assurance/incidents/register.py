"""The registers of incidents and of the plans for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from workflows.assurance.incidents.clocks import is_serious
from workflows.assurance.incidents.fields import FIRST, LAST, SAFE, SEVERITIES
from workflows.assurance.incidents.standing import running_clocks
from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived, Field, Page, Register, Relation, register

INCIDENT, PLAN = "incident", "incident_plan"
OPEN, CONTAINED, CLOSED = "open", "contained", "closed"
GROUP = "When something goes wrong"
SEVERITY_SCORE = {key: score for score, (key, _) in enumerate(SEVERITIES, 1)}
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_REQUEST = re.compile(r"REQ-[1-9]\d{0,17}", re.ASCII)


def aware_at(body: Mapping[str, Any], zone: tzinfo) -> datetime | None:
    """The moment of awareness; the beginning of the day when no time is given, so that no clock runs too long."""
    day = day_in(body, "aware_on")
    if day is None:
        return None
    match = _TIME.fullmatch(str(body.get("aware_time") or ""))
    at = time(int(match[1]), int(match[2])) if match else time()
    return datetime.combine(day, at, zone)


def derive(body: Mapping[str, Any]) -> Derived:
    """An incident is as severe as it says; its score sorts by that."""
    severity = str(body.get("severity") or "")
    return Derived(level=severity, score=SEVERITY_SCORE.get(severity), due_on=_next_correction(body))


def _next_correction(body: Mapping[str, Any]) -> date | None:
    open_ones = [day_in(row, "due") for row in body.get("corrections") or () if not row.get("done_on")]
    return min((day for day in open_ones if day), default=None)


def check(body: Mapping[str, Any]) -> list[Refused]:
    """What cannot be so: a time that is none, awareness before the event, a test that contradicts the effects."""
    found = []
    if body.get("aware_time") and not _TIME.fullmatch(str(body["aware_time"])):
        found.append(Refused("time_needed", field="aware_time"))
    happened, aware = day_in(body, "happened_on"), day_in(body, "aware_on")
    if happened and aware and aware < happened:
        found.append(Refused("aware_too_early", field="aware_on"))
    effects = body.get("effects") or []
    if "none" in effects and len(effects) > 1:
        found.append(Refused("effects_and_none", field="effects"))
    if body.get("test_outcome") == "not_serious" and is_serious(effects):
        found.append(Refused("serious_by_effects", field="test_outcome"))
    if body.get("let_through") and not _REQUEST.fullmatch(str(body["let_through"])):
        found.append(Refused("request_ref_needed", field="let_through"))
    return found + [
        Refused("verified_before_done", field=f"corrections-{number}-verified_on")
        for number, row in enumerate(body.get("corrections") or ())
        if row.get("verified_on") and not row.get("done_on")
    ]


INCIDENTS = register(
    Register(
        key=INCIDENT,
        prefix="INC",
        area="incidents",
        title="Incidents",
        one="incident",
        purpose="What went wrong, which legal clocks run, how it was stopped, its cause, and what was corrected.",
        fields=(*FIRST, *SAFE, *LAST),
        statuses=((OPEN, "Open"), (CONTAINED, "Contained"), (CLOSED, "Closed")),
        per_version=True,
        writers=frozenset(
            {"incident_manager", "operations_lead", "human_overseer", "security_ciso", "legal_counsel"}
        ),
        listed=("kind", "aware_on"),
        levels=SEVERITIES,
        derive=derive,
        check=check,
        relations=(
            Relation("versions", "Other versions it hit", "version"),
            Relation("indicator", "Indicators that showed it", "indicator"),
        ),
        pages=(Page("Legal clocks", "/incidents/clocks"),),
        record_pages=(Page("Clocks and containment", "/registers/incidents/{ref}/clocks"),),
        panel="incidents/_incident.html",
        extra=running_clocks,
        group=GROUP,
    )
)

_ESCALATE, _AUTHORITIES, _TELL, _TESTED, _END = (
    "Escalation",
    "Authorities and clocks",
    "Communication",
    "Test of the plan",
    "Closing list",
)
PLAN_FIELDS = (
    Field(
        "escalation",
        "Escalation path",
        "rows",
        group=_ESCALATE,
        columns=(
            Field("severity", "From severity", "choice", choices=SEVERITIES, needed=True),
            Field("who", "Who is called (role or person)", "line", needed=True, example="Incident manager"),
            Field("within", "Within", "line", needed=True, example="30 minutes, day and night"),
        ),
    ),
    Field("who_stops", "Who may stop the system, and how", "text", group=_ESCALATE),
    Field(
        "authorities",
        "Authorities and others to tell",
        "rows",
        group=_AUTHORITIES,
        columns=(
            Field("name", "Who", "line", needed=True, example="Market surveillance authority"),
            Field("contact", "How they are reached", "line", needed=True),
            Field("cases", "In which cases", "line", needed=True, example="Serious incident, within 15 days"),
        ),
    ),
    Field("clock_keeper", "Who keeps the clocks", "text", group=_AUTHORITIES),
    Field("communication", "Who tells users and persons affected, and how", "text", group=_TELL),
    Field("evidence_hold", "How logs and evidence are secured", "text", group=_TELL),
    Field("tested_on", "Tested on", "date", group=_TESTED),
    Field("test_found", "What the test showed", "text", group=_TESTED),
    Field("next_test", "Next test on", "date", group=_TESTED),
    Field(
        "closing",
        "Open matters when the system ends",
        "rows",
        group=_END,
        help="Incidents, complaints, explanations asked for, duties to authorities.",
        columns=(
            Field(
                "matter", "Matter", "line", needed=True, example="None open on 3 May, asked at desk and legal"
            ),
            Field("outcome", "Outcome", "line", needed=True),
            Field("settled_on", "Settled on", "date", needed=True),
        ),
    ),
)

PLANS = register(
    Register(
        key=PLAN,
        prefix="IPL",
        area="incident-plans",
        title="Incident plans",
        one="incident plan",
        purpose="Who is called, who may stop the system, which authorities are told by when, what is open at the end.",
        fields=PLAN_FIELDS,
        statuses=(("draft", "Draft"), ("in_force", "In force"), (CLOSED, "Closed with nothing open")),
        scope="either",
        writers=frozenset({"incident_manager", "legal_counsel", "operations_lead"}),
        derive=lambda body: Derived(due_on=day_in(body, "next_test")),
        group=GROUP,
    )
)

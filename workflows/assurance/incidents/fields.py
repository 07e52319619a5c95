"""What is asked about an incident, in the order in which it is worked on."""

from __future__ import annotations

from workflows.assurance.incidents.clocks import EFFECTS
from workflows.inventory.registers.declaring import Field

SEVERITIES = (("minor", "Minor"), ("moderate", "Moderate"), ("major", "Major"), ("critical", "Critical"))
SCOPES = (
    ("full", "The whole system"),
    ("partial", "A part of it"),
    ("group", "A group of persons"),
    ("function", "One function"),
)
KINDS = (
    ("malfunction", "Malfunction"),
    ("wrong_output", "Wrong or harmful output"),
    ("breach_of_limit", "Limit of an indicator broken"),
    ("bias", "Unfair treatment"),
    ("data_breach", "Breach of personal data"),
    ("security", "Attack or misuse"),
    ("near_miss", "Near miss"),
    ("other", "Other"),
)
_WHAT, _TEST, _STOP = "What happened", "Is it a serious incident?", "Containment"
_PEOPLE, _HOLD, _CAUSE = "Persons affected", "Evidence held", "Root cause"
_FIX, _PASS = "Correction and lessons", "Emergency pass"

FIRST = (
    Field(
        "what", "What happened", "text", group=_WHAT, needed=True, help="Facts first; name no private person."
    ),
    Field("kind", "Kind", "choice", choices=KINDS, group=_WHAT),
    Field("severity", "Severity", "choice", choices=SEVERITIES, group=_WHAT, needed=True),
    Field("happened_on", "Happened on", "date", group=_WHAT),
    Field(
        "aware_on",
        "We became aware on",
        "date",
        group=_WHAT,
        needed=True,
        help="Legal clocks count from here.",
    ),
    Field(
        "aware_time",
        "At (hour and minute)",
        "line",
        group=_WHAT,
        example="14:30",
        limit=5,
        help="Empty counts as the beginning of the day.",
    ),
    Field(
        "noticed_by",
        "Noticed by",
        "choice",
        group=_WHAT,
        choices=(
            ("monitoring", "Monitoring"),
            ("team", "The team"),
            ("user", "A user"),
            ("affected", "A person affected"),
            ("supplier", "A supplier"),
            ("authority", "An authority"),
            ("other", "Somebody else"),
        ),
    ),
    Field("scope", "What has to stop", "choice", choices=SCOPES, group=_WHAT),
    Field("scope_text", "Which part, group or function", "text", group=_WHAT),
    Field(
        "effects",
        "What it led to or may have led to",
        "choices",
        choices=EFFECTS,
        group=_TEST,
        help="Each effect starts the clock that the law sets for it.",
    ),
    Field(
        "test_outcome",
        "Outcome of the test",
        "choice",
        group=_TEST,
        choices=(("serious", "A serious incident"), ("not_serious", "Not a serious incident")),
    ),
    Field("test_reason", "Why", "text", group=_TEST),
    Field("test_on", "Tested on", "date", group=_TEST),
    Field(
        "our_role",
        "Our role",
        "choice",
        group=_TEST,
        choices=(("provider", "Provider"), ("deployer", "Deployer"), ("both", "Both")),
        help="A deployer tells the provider first.",
    ),
)

SAFE = (
    Field("contained_on", "Brought to a safe state on", "date", group=_STOP),
    Field("contained", "How", "text", group=_STOP),
    Field("fallback", "What works instead", "text", group=_STOP),
    Field(
        "safe_proof",
        "What shows it",
        "text",
        group=_STOP,
        example="Deploy check denied at 14:52; queue moved to clerks",
    ),
    Field(
        "affected",
        "Persons affected and what was done for them",
        "rows",
        group=_PEOPLE,
        columns=(
            Field(
                "who", "Who (a group, no names)", "line", needed=True, example="Applicants refused in week 47"
            ),
            Field("count", "How many", "whole", low=0, high=2_000_000_000),
            Field("help", "What was done for them", "line", needed=True),
            Field("helped_on", "Done on", "date", needed=True),
        ),
    ),
    Field("hold_on", "Logs and evidence secured on", "date", group=_HOLD),
    Field(
        "held",
        "What is held",
        "rows",
        group=_HOLD,
        columns=(
            Field("what", "What", "line", needed=True, example="Event log 20 to 24 November"),
            Field("where", "Where", "line", needed=True),
            Field("digest", "SHA-256", "digest"),
        ),
    ),
    Field(
        "no_spoiling", "Nothing is changed that would spoil the analysis of the cause", "yes_no", group=_HOLD
    ),
)

LAST = (
    Field("cause", "Root cause", "text", group=_CAUSE),
    Field(
        "cause_method",
        "How it was found",
        "choice",
        group=_CAUSE,
        choices=(
            ("five_whys", "Five whys"),
            ("timeline", "Timeline"),
            ("fault_tree", "Fault tree"),
            ("replay", "Replay of the case"),
            ("other", "Otherwise"),
        ),
    ),
    Field(
        "let_through",
        "Gate decision that let it through",
        "line",
        group=_CAUSE,
        limit=20,
        example="REQ-142",
        help="Its gate then shows this incident as a setback.",
    ),
    Field(
        "let_through_item",
        "Checklist item that should have caught it",
        "line",
        group=_CAUSE,
        limit=10,
        example="TE-2",
    ),
    Field(
        "corrections",
        "Corrective actions",
        "rows",
        group=_FIX,
        columns=(
            Field("action", "Action", "line", needed=True),
            Field("owner", "Owner", "person", needed=True),
            Field("due", "Until", "date"),
            Field("done_on", "Done on", "date"),
            Field("verified_on", "Verified on", "date"),
            Field("verified_by", "Verified by", "person"),
        ),
    ),
    Field("nonconformity", "What was not as it should be", "text", group=_FIX),
    Field("nonconformity_owner", "Who owns it", "person", group=_FIX),
    Field("lessons", "What we learn", "text", group=_FIX),
    Field("pass_ref", "Emergency pass", "line", group=_PASS, limit=20, example="PASS-3"),
    Field("emergency", "Emergency and reason", "text", group=_PASS),
    Field("environment", "Environment", "line", group=_PASS),
    Field("hours", "Hours it was good for", "whole", group=_PASS, low=1, high=72),
    Field("skipped", "What was skipped", "text", group=_PASS),
    Field("effect_after", "Its effect, looked at afterwards", "text", group=_PASS),
    Field(
        "catch_up",
        "What is caught up, rolled back or corrected",
        "rows",
        group=_PASS,
        columns=(
            Field("what", "What", "line", needed=True),
            Field("owner", "Owner", "person"),
            Field("due", "Until", "date", needed=True),
        ),
    ),
)

"""The registers of concerns and of the channels on which they come."""

from __future__ import annotations

from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived, Field, Page, Register, register

CONCERN, CHANNEL = "concern", "concern_channel"
RECEIVED, ANSWERED, CLOSED = "received", "answered", "closed"
HANDLERS = frozenset({"concerns_officer", "incident_manager", "ai_governance_lead", "committee_chair"})
"""Who reads concerns and looks into them; nobody of a system's team does by being in it."""
GROUP = "When something goes wrong"
KINDS = (
    ("harm", "Somebody was harmed or could be"),
    ("unfair", "Unfair treatment"),
    ("misuse", "Used for something it is not meant for"),
    ("privacy", "Personal data"),
    ("safety", "Safety or security"),
    ("pressure", "Pressure to look away, or retaliation"),
    ("other", "Something else"),
)
INSIDE, OUTSIDE = "inside", "outside"
_SAID, _WORK = "What was said", "What was done"

FIELDS = (
    Field("what", "The concern", "text", group=_SAID, needed=True),
    Field("kind", "Kind", "choice", choices=KINDS, group=_SAID),
    Field("about", "Which system or product", "line", group=_SAID),
    Field("wants", "What should happen", "text", group=_SAID),
    Field(
        "channel",
        "How it came",
        "choice",
        group=_SAID,
        choices=((INSIDE, "From inside, with a name"), (OUTSIDE, "Without a name")),
    ),
    Field("keep_hidden", "Whoever raised it stays unknown to the owner of the system", "yes_no", group=_SAID),
    Field("answer_by", "Answer by", "date", group=_WORK),
    Field("finding", "What was found", "text", group=_WORK),
    Field(
        "decision",
        "Decision",
        "choice",
        group=_WORK,
        choices=(
            ("upheld", "Well founded"),
            ("partly", "Partly founded"),
            ("not_upheld", "Not founded"),
            ("elsewhere", "Passed on to another place"),
        ),
    ),
    Field("decided_on", "Decided on", "date", group=_WORK),
    Field(
        "measures",
        "Measures",
        "rows",
        group=_WORK,
        columns=(
            Field("what", "What", "line", needed=True),
            Field("who", "Who", "person"),
            Field("due", "Until", "date"),
            Field("done", "Done on", "date"),
        ),
    ),
    Field("protection", "What protects whoever raised it", "text", group=_WORK),
)

CONCERNS = register(
    Register(
        key=CONCERN,
        prefix="CON",
        area="concerns",
        title="Concerns",
        one="concern",
        purpose="What somebody is worried about, with or without a name; only those who look into it read it.",
        fields=FIELDS,
        statuses=(
            (RECEIVED, "Received"),
            ("in_work", "Looked into"),
            (ANSWERED, "Answered"),
            (CLOSED, "Closed"),
        ),
        scope="either",
        writers=HANDLERS,
        readers=HANDLERS,
        listed=("kind", "channel"),
        derive=lambda body: Derived(due_on=day_in(body, "answer_by") if not body.get("decided_on") else None),
        pages=(Page("Raise a concern", "/concerns/new"), Page("The door for anybody", "/concern")),
        record_pages=(Page("Messages", "/concerns/{ref}"),),
        group=GROUP,
    )
)

STAFF, OUTSIDERS = "staff", "outsiders"
CHANNEL_FIELDS = (
    Field("address", "Address", "line", needed=True, example="https://example.org/concern, phone 030 1234"),
    Field(
        "for_whom",
        "For whom",
        "choices",
        choices=((STAFF, "People who work here"), (OUTSIDERS, "Everybody else, the persons affected too")),
    ),
    Field("nameless", "Can be used without a name", "yes_no"),
    Field("languages", "Languages", "line"),
    Field("answers_in", "Answered within days", "whole", low=1, high=365),
    Field("told_where", "Where people are told of it", "text"),
    Field("tested_on", "Reached in a test on", "date", group="Test"),
    Field("test_how", "How it was tested", "text", group="Test"),
    Field(
        "test_result",
        "Result",
        "choice",
        group="Test",
        choices=(("reached", "Reached, and answered"), ("failed", "Not reached")),
    ),
)

CHANNELS = register(
    Register(
        key=CHANNEL,
        prefix="CCH",
        area="concern-channels",
        title="Channels for concerns",
        one="channel for concerns",
        purpose="Where people can report what worries them, and when that was last tried out.",
        fields=CHANNEL_FIELDS,
        statuses=(("planned", "Planned"), ("open", "Open"), (CLOSED, "Closed")),
        scope="either",
        writers=frozenset({"concerns_officer", "incident_manager"}),
        listed=("for_whom", "tested_on"),
        pages=(Page("The door for anybody", "/concern"),),
        group=GROUP,
    )
)

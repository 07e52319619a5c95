"""The fields of an obligation."""

from __future__ import annotations

from workflows.inventory.registers.declaring import Field

WHAT, WHEN, SHOWN = "What is owed", "When", "What shows it"
CONFORMITY, REGISTRATION = "Conformity", "Registration"
AUTHORITY, ENDING = "Authority", "Ending"

STATUSES = (
    ("open", "Open"),
    ("in_work", "In work"),
    ("met", "Met"),
    ("not_due", "Not due yet"),
    ("not_applicable", "Does not apply"),
)
TOPICS = (
    ("duty", "A duty of the law"),
    ("conformity", "Conformity assessment, declaration, CE mark"),
    ("registration", "Registration in a database"),
    ("authority", "Demands and conditions of an authority"),
    ("ending", "Registrations and contracts at the end of use"),
    ("look", "Look at the classification again"),
)

FIELDS = (
    Field("topic", "What it is about", "choice", group=WHAT, choices=TOPICS, needed=True),
    Field("law", "Law", "line", group=WHAT, limit=200, example="EU AI Act"),
    Field("duty", "Duty", "line", group=WHAT, limit=80, help="Its key in the law data, such as O-REG."),
    Field("article", "Article", "line", group=WHAT, limit=80, example="49"),
    Field("asks", "What it asks of us", group=WHAT),
    Field("applies_from", "Applies from", "date", group=WHEN),
    Field("due_on", "Do it by", "date", group=WHEN, live=True),
    Field(
        "why_not",
        "Why it does not apply, or not yet",
        group=WHEN,
        help="Wanted for the statuses “not due yet” and “does not apply”.",
    ),
    Field(
        "done", "What was done", group=SHOWN, example="Registered on 3 May; the number stands on the card."
    ),
    Field(
        "proofs",
        "Papers",
        "rows",
        group=SHOWN,
        columns=(
            Field("what", "What", "line", needed=True, limit=200),
            Field("reference", "Number or place", "line", limit=200),
            Field("day", "Of", "date"),
        ),
    ),
    Field(
        "assessment_by",
        "Assessed by",
        "line",
        group=CONFORMITY,
        limit=200,
        example="Internal control, Annex VI",
    ),
    Field("assessment_on", "Assessment passed on", "date", group=CONFORMITY),
    Field("declaration_ref", "Declaration", "line", group=CONFORMITY, limit=200, help="Its number or place."),
    Field("declaration_on", "Declaration signed on", "date", group=CONFORMITY),
    Field("ce_mark_on", "CE mark set on", "date", group=CONFORMITY),
    Field("registered_in", "Registered in", "line", group=REGISTRATION, limit=200, example="EU database"),
    Field("registration_number", "Registration number", "line", group=REGISTRATION, limit=120),
    Field("registered_on", "Registered on", "date", group=REGISTRATION),
    Field("authority", "Authority", "line", group=AUTHORITY, limit=200),
    Field("demanded", "What it demanded", group=AUTHORITY),
    Field("answered", "What we answered and reported", group=AUTHORITY),
    Field("settled_on", "Settled on", "date", group=AUTHORITY),
    Field("ended_what", "Which registrations and contracts were updated or ended", group=ENDING),
    Field("ended_on", "Ended on", "date", group=ENDING),
)

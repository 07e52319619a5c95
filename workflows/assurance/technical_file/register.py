"""Declares the register of documents of the technical file."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.assurance.technical_file.completeness import Wholeness, folded, wholeness
from workflows.assurance.technical_file.parts import AUDIENCES
from workflows.assurance.technical_file.types import TYPES
from workflows.ground.refused import Refused
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import Body, Derived, Field, Page, Register, Relation, register
from workflows.inventory.resources.rows import day_of, rows_of, text_of

ISSUED: Final = "issued"
_TYPES: Final = tuple((one.key, one.label) for one in TYPES)


def _derive(body: Body) -> Derived:
    """Due is the review of a document, or the first open step of its plan when that comes earlier."""
    open_steps = [day_of(row, "due") for row in rows_of(body, "plan") if row.get("done") != "yes"]
    days: list[date] = [day for day in (day_of(body, "review_on"), *open_steps) if day]
    return Derived(due_on=min(days, default=None))


def _check(body: Body) -> list[Refused]:
    """A section stands once; a review comes after the day of the document."""
    bad: list[Refused] = []
    seen: set[str] = set()
    for number, row in enumerate(rows_of(body, "sections")):
        heading = folded(text_of(row, "heading"))
        if heading and heading in seen:
            bad.append(Refused("section_twice", field=f"sections-{number}-heading"))
        seen.add(heading)
    written, again = day_of(body, "as_of"), day_of(body, "review_on")
    if written and again and again <= written:
        bad.append(Refused("review_before_document", field="review_on"))
    return bad


def starting(body: Body) -> dict[str, Any]:
    """A new document of the type that is asked for, with its sections laid out and nothing under them."""
    one = next((one for one in TYPES if one.key == body.get("doc_type")), None)
    if one is None or rows_of(body, "sections"):
        return dict(body)
    sections = [{"heading": heading, "text": "", "kept_at": ""} for heading in one.headings]
    return {**body, "sections": sections, "audience": body.get("audience") or list(one.audience)}


def _panel(_tx: Session, record: RegisterRecord) -> Wholeness:
    return wholeness(body_of(record.body))


TECHDOC: Final = register(
    Register(
        key="techdoc",
        prefix="DOC",
        area="techdocs",
        title="Technical file",
        one="document",
        purpose="Keeps the documents of a system, each with the sections its type needs, per audience and edition.",
        writers=frozenset(
            {
                "product_owner",
                "ml_lead",
                "document_controller",
                "legal_counsel",
                "ai_governance_lead",
                "operations_lead",
            }
        ),
        statuses=(("draft", "Draft"), (ISSUED, "Issued"), ("replaced", "Replaced")),
        listed=("doc_type", "edition"),
        derive=_derive,
        check=_check,
        begin=starting,
        over=frozenset({"replaced"}),
        relations=(Relation("for_version", "Written for version", "version"),),
        panel="technical_file/_record.html",
        extra=_panel,
        pages=(Page("Technical file of a system", "/technical-file"),),
        icon_word="paper",
        fields=(
            Field("doc_type", "Type", "choice", choices=_TYPES, needed=True, group="About it"),
            Field("audience", "Written for", "choices", choices=AUDIENCES, group="About it"),
            Field("edition", "Edition", "line", group="About it", example="1.2"),
            Field("as_of", "Day of this edition", "date", group="About it"),
            Field("review_on", "Look at it again on", "date", group="About it", live=True),
            Field(
                "sections",
                "Sections",
                "rows",
                group="What it says",
                help="The technical file shows which sections a type needs. A section counts when something stands "
                "under it; write why, where one does not apply.",
                columns=(
                    Field("heading", "Heading", "line", needed=True),
                    Field("text", "Text", "text", limit=20_000),
                    Field("kept_at", "More about it is kept at", "line", example="Drawing 7 in the archive"),
                ),
            ),
            Field(
                "plan",
                "Steps",
                "rows",
                group="What is to be done",
                live=False,
                help="For plans: each step with its owner and day.",
                columns=(
                    Field("step", "Step", "line", needed=True),
                    Field("owner", "Owner", "person", needed=True),
                    Field("due", "By", "date", needed=True),
                    Field("done", "Done", "yes_no"),
                ),
            ),
            Field("source", "Address of the whole document", "link_url", group="Where it is kept"),
            Field(
                "source_digest",
                "SHA-256 of the whole document",
                "digest",
                group="Where it is kept",
                help="With it anybody can check that the file they hold is the one that was meant.",
            ),
        ),
    )
)

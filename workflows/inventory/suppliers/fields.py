"""The fields of a supplier, section by section."""

from __future__ import annotations

from workflows.inventory.registers.declaring import Field
from workflows.inventory.suppliers import choices as known

WHO, ASKED, DOCUMENTS = "Who and why", "Due diligence", "Documents of the provider"
AGREED, SPLIT, RELEASES, LEAVING = "What is agreed", "Who answers for what", "New versions", "Leaving"


def _asked(
    questions: tuple[tuple[str, str], ...], answers: tuple[tuple[str, str], ...], group: str
) -> list[Field]:
    return [Field(key, words, "choice", choices=answers, group=group) for key, words in questions]


FIELDS = (
    Field(
        "legal_name",
        "Company or department that makes it",
        "line",
        group=WHO,
        example="Nordlicht Analytics AG",
    ),
    Field("country", "Country", "line", group=WHO),
    Field("supplies", "What it supplies", group=WHO, example="Language model by API, hosted in the EU"),
    Field("decision", "Build, buy or adapt", "choice", choices=known.DECISIONS, group=WHO),
    Field("decision_why", "Why, and what else was looked at", group=WHO),
    *_asked(known.QUESTIONS, known.ANSWERS, ASKED),
    Field(
        "gaps_answer", "What is done about each gap", group=ASKED, help="For every answer that is not yes."
    ),
    Field("assessed_on", "Assessed on", "date", group=ASKED),
    Field("assessed_by", "Assessed by", "person", group=ASKED),
    Field("outcome", "Outcome", "choice", choices=known.OUTCOMES, group=ASKED),
    Field(
        "provider_docs",
        "Documents obtained and read",
        "rows",
        group=DOCUMENTS,
        columns=(
            Field("document", "Document", "choice", choices=known.DOCUMENTS, needed=True),
            Field("name", "Name and version", "line"),
            Field("obtained_on", "Obtained on", "date", needed=True),
            Field("judged", "Own judgement", "line", needed=True, example="Enough for our use, in German"),
            Field("gap", "Gap", "line"),
            Field("answer", "What is done about it", "line"),
        ),
    ),
    Field(
        "papers",
        "Contracts, certificates, reports",
        "rows",
        group=AGREED,
        columns=(
            Field("kind", "Kind", "choice", choices=known.PAPERS, needed=True),
            Field("name", "Name", "line", needed=True),
            Field("number", "Number", "line"),
            Field("starts_on", "From", "date"),
            Field("ends_on", "Until", "date"),
            Field("notice_days", "Days of notice", "whole", low=0, high=3660),
        ),
    ),
    *_asked(known.CLAUSES, known.AGREED, AGREED),
    Field("clauses_answer", "What stands for missing clauses", group=AGREED),
    Field(
        "responsibilities",
        "Duties and who has them",
        "rows",
        group=SPLIT,
        columns=(
            Field("duty", "Duty", "line", needed=True, example="Tell of incidents"),
            Field("who", "Who", "choice", choices=known.WHO, needed=True),
            Field("where", "Where that is fixed", "line", example="Contract, section 9"),
        ),
    ),
    Field(
        "releases",
        "New model or product versions",
        "rows",
        group=RELEASES,
        help="A new line gives the owners of all systems that depend on it a turn; a large effect opens a draft rework "
        "for what runs.",
        columns=(
            Field("product", "Model or product", "line", needed=True),
            Field("release", "New version", "line", needed=True),
            Field("applies_on", "Applies on", "date"),
            Field("effect", "Effect on us", "choice", choices=known.EFFECTS),
            Field("reviewed_on", "Reviewed on", "date"),
            Field("outcome", "What came of it", "line"),
        ),
    ),
    Field("last_review", "Supplier last reviewed on", "date", group=RELEASES),
    Field("review_outcome", "What that review found", group=RELEASES),
    Field("review_on", "Looked at again on", "date", live=True, group=RELEASES),
    Field("exit_plan", "How we leave: data, replacement, time", group=LEAVING),
    Field("exit_alternatives", "Who could take its place", group=LEAVING),
    Field("exit_tried_on", "Leaving tried or walked through on", "date", group=LEAVING),
)

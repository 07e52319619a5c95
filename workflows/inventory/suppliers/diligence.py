"""Due diligence, clauses and provider documents: what is unanswered, and which gaps have no answer; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.inventory.registers.declaring import Choices
from workflows.inventory.suppliers.choices import CLAUSES, DOCUMENTS, QUESTIONS

Body = Mapping[str, Any]
ASKED_DOCUMENTS = tuple(key for key, _ in DOCUMENTS if key != "other")


def unanswered(body: Body, asked: Choices = QUESTIONS) -> tuple[str, ...]:
    """The questions without an answer, in words."""
    return tuple(words for key, words in asked if not body.get(key))


def gaps(body: Body, asked: Choices = QUESTIONS) -> tuple[str, ...]:
    """The questions answered with no, partly or missing, in words."""
    return tuple(words for key, words in asked if body.get(key) in ("no", "partly", "missing"))


def missing_clauses(body: Body) -> tuple[str, ...]:
    """The clauses nobody looked for."""
    return unanswered(body, CLAUSES)


def clause_gaps(body: Body) -> tuple[str, ...]:
    """The clauses that are missing or only partly agreed."""
    return gaps(body, CLAUSES)


def missing_documents(body: Body) -> tuple[str, ...]:
    """The kinds of provider documents that nobody obtained and judged."""
    there = {
        row.get("document")
        for row in body.get("provider_docs") or []
        if row.get("obtained_on") and str(row.get("judged") or "").strip()
    }
    return tuple(words for key, words in DOCUMENTS if key in ASKED_DOCUMENTS and key not in there)


def open_document_gaps(body: Body) -> tuple[str, ...]:
    """The gaps of provider documents without an answer."""
    return tuple(
        str(row.get("gap"))
        for row in body.get("provider_docs") or []
        if str(row.get("gap") or "").strip() and not str(row.get("answer") or "").strip()
    )


def level_of(body: Body) -> str:
    """How far the questions are: refused, open, with gaps, or clear."""
    if body.get("outcome") == "refused":
        return "refused"
    if unanswered(body):
        return "open"
    return "gaps" if gaps(body) or clause_gaps(body) else "clear"

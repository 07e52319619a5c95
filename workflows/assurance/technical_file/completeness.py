"""Whether a document is whole: the sections its type needs, and which of them say something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from workflows.assurance.technical_file.types import type_of
from workflows.inventory.registers.declaring import Body
from workflows.inventory.registers.needs import Known, Missing
from workflows.inventory.resources.rows import day_of, rows_of, says_something, text_of


@dataclass(frozen=True)
class Wholeness:
    """How much of a document is there."""

    there: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """Sections its type needs."""
        return len(self.there) + len(self.missing)

    @property
    def is_whole(self) -> bool:
        """Whether every section says something; a type without sections never is."""
        return bool(self.there) and not self.missing


def folded(heading: str) -> str:
    """A heading as it is compared: without a difference of case or space."""
    return " ".join(heading.split()).casefold().rstrip(".:")


def wholeness(body: Body) -> Wholeness:
    """The sections that say something, and those that do not, in the order of the type."""
    one = type_of(text_of(body, "doc_type"))
    if one is None:
        return Wholeness((), ())
    written = {
        folded(text_of(row, "heading"))
        for row in rows_of(body, "sections")
        if says_something(text_of(row, "text"))
    }
    there = tuple(heading for heading in one.headings if folded(heading) in written)
    return Wholeness(there, tuple(heading for heading in one.headings if folded(heading) not in written))


def counts(known: Known) -> Missing | None:
    """What a document still lacks to satisfy the item of its type; None when it counts."""
    one = type_of(text_of(known.body, "doc_type"))
    if one is None:
        return ("section_missing", {"sections": ["?"]})
    missing = wholeness(known.body).missing
    if missing:
        return ("section_missing", {"sections": list(missing)})
    written = day_of(known.body, "as_of")
    if written is None or written > known.today:
        return ("document_not_yet", {})
    again = day_of(known.body, "review_on")
    if again is not None and again < known.today:
        return ("document_review_passed", {"day": again})
    if one.counts_days and known.asked_on and written < known.asked_on - timedelta(days=one.counts_days):
        return ("document_too_old", {"days": one.counts_days})
    return None

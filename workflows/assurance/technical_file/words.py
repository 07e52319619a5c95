"""What documents of the technical file still miss, in words."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "section_twice": "There is a section with this heading already.",
        "section_missing": "Nothing is written under: {sections}.",
        "review_before_document": "The review comes after the day of this edition.",
        "document_not_yet": "The day of this edition has not come yet.",
        "document_review_passed": "It should have been looked at again by {day}.",
        "document_too_old": "It was written more than {days} days before the request.",
    }
)

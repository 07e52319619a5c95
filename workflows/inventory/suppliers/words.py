"""Sentences about suppliers."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "paper_days": "It ends before it begins.",
        "need_questions": "Not asked or not answered yet: {open}.",
        "need_gaps_answer": "Say what is done about: {gaps}.",
        "need_not_refused": "Its outcome is that it must not supply.",
        "need_documents": "Not obtained or not judged yet: {documents}.",
        "need_document_gaps": "Gaps without an answer: {gaps}.",
        "need_contract": "No contract with it is in force.",
        "need_clauses": "Nobody looked for these clauses yet: {open}.",
        "need_releases": "New versions that nobody reviewed: {releases}.",
        "need_paper_ended": "Has ended: {papers}.",
        "need_review_old": "The last review is from before {day}.",
        "turn_supplier_release": "{supplier} has a new version: {product} {release}. Look whether your system needs a rework.",
        "turn_paper_ends": "{name} of {supplier} ends on {day}.",
        "release_twice": "This version stands here already.",
    }
)

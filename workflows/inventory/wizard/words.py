"""What the wizard and the law data say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "wizard_answer": "Answer this: {question}",
        "wizard_reason": "Give the reason for this answer, in a few words.",
        "override_not_yours": "Another tier than the answers lead to is decided by a legal counsel or an AI governance lead whose role covers {system}.",
        "override_reason_needed": "The answers lead to the {suggested} tier. Give the reason for another one; it is signed.",
        "classify_first": "{system} is not classified yet. Answer the questions first.",
        "questionnaire_moved": "Questions were changed since. Answer them anew instead.",
        "scheme_fault": "This file cannot be read as a scheme ({where}): {fault}.",
        "scheme_not_text": "This file is no text in UTF-8.",
        "scheme_key": "Give the scheme a short key: small letters, digits and _, beginning with a letter.",
        "scheme_key_taken": "The law that comes with the product keeps its key. Choose another.",
        "scheme_same": "This is what the scheme says already.",
        "law_not_yours": "Law data is changed by a legal counsel or an AI governance lead of the whole organisation.",
        "law_nothing": "Nothing was changed.",
        "law_reason_needed": "Say why, with the source; it stays in the record.",
        "law_moved": "Somebody changed this entry while you were writing. Your text is kept below; compare and send it again.",
        "law_day": "Give a day such as 2027-12-02.",
        "law_day_far": "Give a day between 2000 and 2100.",
        "law_count": "Give a whole number of at least 1.",
    }
)

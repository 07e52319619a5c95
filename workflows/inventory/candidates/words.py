"""What candidates say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "candidate_outcome_needed": "Say what it is: a system, a use of a known tool, not AI, or refused.",
        "candidate_system_needed": "Name the registered system, such as SYS-7.",
        "candidate_use_needed": "Name the use, such as USE-4, or the system whose list it belongs to.",
        "candidate_reason_needed": "Give the reason; whoever asked reads it.",
        "candidate_target_unknown": "There is nothing of that name that you can see.",
        "candidate_decided": "{ref} was decided already.",
        "candidate_not_yours": "Only an AI governance lead, a security lead, legal counsel or an operations lead can "
        "decide what a candidate is.",
        "list_empty": "The file has no rows.",
        "list_no_names": "No column of this file is called name, application or tool.",
        "list_too_long": "A list has at most {limit} rows; this one has {count}.",
        "list_no_text": "The file is no text in UTF-8.",
        "list_too_large": "The file is larger than {limit} MB.",
        "list_broken": "The file is no CSV: a quotation mark is never closed.",
        "list_name_needed": "Row {row} has no name.",
    }
)

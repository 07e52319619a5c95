"""The sentences of preparing a request."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "upload_empty": "{name} is empty. Choose a file that has content.",
        "upload_too_large": "{name} is larger than {limit_mb} MB, the most that is stored here.",
        "upload_name_too_long": "The name of {name} is longer than {limit} characters. Rename the file and choose it again.",
        "too_many_at_once": "Choose at most {most} files at once; the rest can follow.",
        "copy_needs_link": "Give the address that this file is a copy of.",
        "nothing_answers": "Nothing counts as an answer yet. Write one, add a file (a link needs a frozen copy), or save it as not finished.",
        "stays_open_reason": "Write why this stays open.",
        "item_costs_condition": "{item} may stay open; then every approval carries a condition for it.",
        "seat_lost_nobody": "If you answer this you cannot sign as {role}; nobody else holds that role.",
        "seat_lost_nobody_able": "If you answer this you cannot sign as {role}; nobody else who holds that role may sign.",
        "seat_lost_others": "If you answer this you cannot sign as {role}; {names} could.",
        "seat_empty_role": "Nobody holds the role {role} for this system. An administrator can grant it.",
        "seat_all_barred": "Nobody who holds the role {role} may sign.",
        "seats_compete": "{roles} would have to be signed by different people, and only {names} could sign.",
    }
)

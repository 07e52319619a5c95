"""What an import of systems in use says when it refuses."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "adopting_not_yours": "Only an AI governance lead of the whole organisation can import systems in use.",
        "adopting_no_name": "No column of this file is called name or system.",
        "adopting_since_needed": "Give the first day of use: this list is for systems that are in use.",
        "adopting_since_odd": "Write the first day of use as 2024-05-31.",
        "adopting_known": "{name} is registered already, as {ref}.",
        "adopting_twice": "Row {row} has the same name.",
        "adopting_rows_bad": "{count} rows are not right. Nothing was made; correct the file and read it again.",
        "adopting_settled": "This import was settled already.",
    }
)

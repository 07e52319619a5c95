"""What a dataset still lacks, in sentences."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "dataset_basis": "It holds personal data: choose the legal basis for that.",
        "dataset_days": "The last day lies before the first.",
        "need_dataset_use": "Say what it is used for.",
        "need_licence": "Name its licence, or write that there is none and what stands for it.",
        "need_unmeasured": "Not measured yet: {criteria}.",
        "need_limit_moved": "The limit was changed after the measurement; measure again: {criteria}.",
        "need_measured_first": "Measured before the criterion was set: {criteria}.",
        "need_quality_broken": "Outside the limit, without an answer: {criteria}.",
        "need_split_parts": "Training, validation and test each need a line with a size.",
        "need_split_twins": "Parts with the same hash are the same data: {parts}.",
        "need_leakage": "Leakage was found and is still there, or nobody looked for it.",
        "need_kept_back": "The test part was not kept back.",
        "need_security_open": "Findings of the security check have no answer yet.",
        "need_operational": "It says nothing about input in operation.",
        "need_personal_gone": "It was due to be deleted by {day}.",
        "need_special_end": "Special categories were due to be deleted by {day}.",
        "profile_large": "Use a file of at most {limit} MB; for a larger one send its counts as a profile.",
        "profile_format": "This is neither CSV in UTF-8 nor a profile in JSON.",
        "profile_columns": "The first line has to name each column once, at most {limit} of them.",
        "profile_row": "Line {row} has {cells} cells, the header has {columns}.",
        "profile_empty": "There is no row in this file.",
        "profile_shape": "A profile needs rows, and columns with name and missing.",
        "profile_digest": "A profile needs the sha256 of the file that was counted.",
    }
)

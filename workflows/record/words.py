"""What the record says: findings of a verification, and its own actions."""

from __future__ import annotations

from workflows.ground.words import register
from workflows.record import actions

VERIFIED = actions.register("record:verified", "{actor} verified {about}")

register(
    {
        "record_gap": "Entry {n} is missing: the entry that stands there is numbered {found}.",
        "record_body_missing": "The content of entry {n} is gone; only its seal is left.",
        "record_body_altered": "The content of entry {n} is not what was sealed.",
        "record_link_broken": "Entry {n} does not continue the entry before it: one of the two was altered, moved or put in.",
        "record_chain_altered": "The chain value of entry {n} does not follow from its content and its place.",
        "record_other_log": "Entry {n} belongs to another record.",
        "record_column_altered": "The field {what} of entry {n} shows something else than the sealed content.",
        "record_not_sealed": "An entry without a seal was put in: event {what}.",
        "record_row_missing": "What entry {n} committed to is gone: {what}.",
        "record_row_altered": "What entry {n} committed to was altered: {what}.",
        "record_row_without_entry": "There are {found} rows of {what}, but the entries committed to {expected}.",
        "record_commitment_unreadable": "Entry {n} names {what} in a form this version does not know.",
        "record_schema_unknown": "Entry {n} is written in a form this version does not know.",
        "record_action_unknown": "Entry {n} says that {found} happened, which this version does not know.",
        "record_ref_unknown": "Write a reference such as SYS-7, VER-31, REQ-142 or EV-9.",
        "record_dates_crossed": "The first day must not be after the last day.",
    }
)

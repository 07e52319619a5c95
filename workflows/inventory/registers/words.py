"""Sentences of the registers: refusals, what a record still lacks, and why it is somebody's turn."""

from __future__ import annotations

from workflows.ground.words import register

WORDS = register(
    {
        "number_needed": "Type a number, such as 0.85.",
        "whole_needed": "Type a whole number.",
        "number_bounds": "Type a number from {low} to {high}.",
        "date_needed": "Type a date, such as 2026-11-24.",
        "choice_unknown": "Choose one of the offered values.",
        "url_needed": "Type an address that begins with https://.",
        "digest_needed": "Type a SHA-256: 64 characters of 0–9 and a–f.",
        "rows_too_many": "Use at most {limit} lines.",
        "title_needed": "Give it a title.",
        "status_unknown": "Choose one of the offered statuses.",
        "status_by_act": "This status is set by an act of its own, not by hand.",
        "system_needed": "Say which AI system this is about.",
        "system_not_here": "This register is about the organisation: leave the system empty.",
        "version_needed": "Say which version of the system this is about.",
        "version_of_other": "That version belongs to another system.",
        "register_not_yours": "Writing here is for the team of the system and for: {roles}.",
        "record_archived": "It was taken out of the lists; take it back first.",
        "record_in_lists": "It is in the lists already.",
        "record_moved": "Somebody changed it since you opened this page.",
        "record_in_request": "{request} about it is open; withdraw it first.",
        "link_target_unknown": "Nothing of that kind has this name.",
        "link_to_itself": "It cannot be linked to itself.",
        "link_stands": "It is linked already.",
        "record_link_gone": "That link was ended already.",
        "comment_needed": "Write a comment.",
        "own_field_label": "Another field of this register has that name.",
        "own_choices_needed": "Write at least two values to choose from.",
        "own_kind_unknown": "Choose one of the offered kinds.",
        "fields_not_yours": "Own fields are kept by administrators and the AI governance lead.",
        "need_status": "It does not have the status it needs yet.",
        "need_field": "Not filled in: {field}.",
        "need_record": "There is no record yet.",
        "need_approval": "Its approval request has not been approved for what it says now.",
        "need_signature": "Nobody signed what it says now.",
        "record_signed_already": "You signed what it says now already.",
        "record_sign_role": "This is signed by: {roles}.",
        "turn_review_due": "Its date has come: {due}.",
        "turn_register_moved": "Something it rests on has changed.",
    }
)

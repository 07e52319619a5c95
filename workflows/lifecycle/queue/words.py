"""Sentences of the queue: what it says first, why a filter is not kept, what became of each of several requests."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "queue_empty": "Nothing is handed in, so nothing waits.",
        "queue_flows": "Nothing is stuck.",
        "queue_none_will_be": "Of {count} open requests none is overdue, and at the pace of the last year none will be.",
        "queue_none_late": "Of {count} open requests none is overdue.",
        "queue_bottleneck": "{gate} is the bottleneck.",
        "queue_late": "Open there: {count}, of these overdue: {late}.",
        "queue_will_miss": "Open there: {count}, of these {missing} will miss their date at the pace of the last year.",
        "queue_age": "Half of them are {age} d old or older.",
        "queue_age_target": "Half of them are {age} d old or older; the policy gives {days} working days.",
        "queue_waits": "{waits} of {count} wait for {role}.",
        "queue_away": "{name} is away until {until}.",
        "queue_waits_team": "They wait for their teams.",
        "filter_name": "Give the filter a name of up to {most} characters.",
        "filter_too_many": "You keep {most} filters already. Remove one first.",
        "filter_there": "You keep a filter of that name already.",
        "filter_nothing": "Nothing is filtered, so there is nothing to keep.",
        "bulk_signed": "Signed. The request is {status} now.",
        "bulk_assigned": "{name} is asked to sign as {role}.",
        "bulk_nudged": "Asked to go on: {told} persons.",
        "bulk_done_before": "Done already, when this form was sent the first time.",
        "bulk_nothing_to_assign": "No seat of it waits for a signature now.",
        "bulk_may_not_sign": "{name} may not sign any seat of it that waits.",
        "bulk_no_password": "Not signed: no password was given for it.",
        "bulk_not_tried": "Not tried, because the password before was wrong.",
        "bulk_choose_seat": "You could sign more than one seat of it. Choose the seat on its page.",
        "bulk_only_advice": "Your seat gives advice. Give it on its page.",
        "bulk_files_first": "Files not checked yet: {files}. Its tier asks that they are checked before it is signed.",
        "bulk_conditions_first": "Open items: {items}. It can be approved only with conditions, on its page.",
        "bulk_not_such_decision": "Your seat has no such decision in it.",
        "bulk_nobody_chosen": "Choose a person.",
        "bulk_reason": "Say why. The reason stands in the record of each of them.",
    }
)

"""Sentences of monitoring: refusals, what a record lacks, and why it is somebody's turn."""

from __future__ import annotations

from workflows.ground.words import register

WORDS = register(
    {
        "limits_cross": "The limits must rise: lower limit, warn below, warn above, upper limit.",
        "suspend_needs_authority": "Name on whose authority it suspends; that person then signs the indicator.",
        "period_backwards": "The period ends before it begins.",
        "value_needed": "Type a number, such as 2.4.",
        "period_unknown": "Type a period such as {example}, or any day in it.",
        "period_ahead": "That period has not begun yet.",
        "value_stands": "There is a value for {period} already. To correct it, say why in the note.",
        "value_not_here": "This indicator takes no values: it has ended or was archived.",
        "values_empty": "The file holds no line with a value.",
        "values_too_many": "Send at most {limit} values at once.",
        "values_bad_line": "Line {line}: {why}",
        "values_twice": "Line {line}: {period} stands in the file twice.",
        "values_unreadable": "This is no CSV file in UTF-8 with the columns period and value.",
        "order_not_yours": "Only the person on whose authority it suspends can sign this.",
        "order_suspends_nothing": "This indicator does not suspend anything.",
        "breach_note": "Write what you found.",
        "breach_none": "No limit is broken that somebody would have to look into.",
        "key_label": "Say what the key is for, in up to 80 characters.",
        "key_wrong": "The key is unknown or was revoked.",
        "key_gone": "This key was revoked already.",
        "keys_too_many": "An indicator has at most {limit} keys; revoke one first.",
        "too_fast": "Too many values at once: at most {limit} in a minute. Wait a little and send the rest.",
        "need_market_method": "A post-market plan says how experience from the field is gathered and judged.",
        "need_limit": "Neither a lower nor an upper limit is set.",
        "need_closer_until": "Its end has passed or is not set.",
        "need_fresh_review": "The review is older than {days} days or lies ahead.",
        "turn_limit_broken": "{ref}: the value {value} of {period} breaks a limit.",
        "turn_value_missing": "{ref}: the value of {period} is missing.",
        "turn_rework_asked": "{ref} asks for a rework: the value {value} of {period} breaks a limit.",
    }
)

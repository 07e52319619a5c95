"""What notices and explanations still miss, in words."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "notice_seen_before_shown": "It was looked at in use before it was shown.",
        "audience_twice": "This audience has a line already.",
        "given_before_asked": "It was given before it was asked for.",
        "explanation_empty": "Write what was given.",
        "trial_missing": "No trial has taken place yet.",
        "trial_not_passed": "The newest trial, of {day}, was not passed.",
        "not_told_yet": "Not told yet: {names}.",
        "notice_not_seen": "Nobody has looked at it in use yet.",
        "audience_missing": "Nothing is planned for: {names}.",
        "explanation_due": "Somebody waits for this explanation.",
    }
)

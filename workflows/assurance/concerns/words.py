"""Sentences of concerns."""

from __future__ import annotations

from workflows.ground.words import register

WORDS = register(
    {
        "concern_text": "Write what worries you.",
        "concern_system": "Choose one of the systems, or none.",
        "concern_many": "So many concerns came at once that this door is shut for a short while. Try again in {minutes} minutes.",
        "concern_code": "No concern has this code. Look whether every letter and figure is right.",
        "concern_message": "Write a message.",
        "concern_message_many": "There are too many messages on this concern. It will be read; try again tomorrow.",
        "concern_closed": "This concern is closed. Raise a new one that names it.",
        "need_channel_test": "Nobody reached it in a test within the last year.",
        "need_both_channels": "It must be open to people who work here and to everybody else.",
        "turn_concern": "{ref} was raised and waits for somebody to look into it.",
        "turn_concern_message": "{ref} has a new message.",
    }
)

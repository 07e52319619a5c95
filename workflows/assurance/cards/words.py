"""What is said when a card is not opened or closed."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "card_not_ready": "Only a card that is ready is opened. Set its status to ready first.",
        "card_not_whole": "Everybody would miss: {fields}. Fill that in first.",
        "card_names_somebody": "The card names {names}. A public card names an office, never a person.",
        "card_not_open": "No card of this system is open.",
    }
)

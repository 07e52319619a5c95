"""Finds out which public format a file has, and reads it."""

from __future__ import annotations

from workflows.ground.refused import Refused
from workflows.inventory.exchange import (
    cards,
    croissant_in,
    cyclonedx_in,
    dataset_card_in,
    model_card_in,
    words,
)
from workflows.inventory.exchange.facts import PublicFile
from workflows.inventory.exchange.taking import json_object, text_of

_SAID = words
"""Imported so that every refusal of a reader has its sentence."""


def read_public(data: bytes) -> PublicFile:
    """What a file says, whichever of the four formats it has; raises Refused with one sentence otherwise."""
    text = text_of(data)
    if cards.is_card(text):
        card = cards.read_card(text)
        of_card = (
            dataset_card_in.of_card if dataset_card_in.describes_dataset(card) else model_card_in.of_card
        )
        return of_card(card)
    if not text.lstrip().startswith("{"):
        raise Refused("public_unknown", field="file")
    content = json_object(text)
    if cyclonedx_in.is_cyclonedx(content):
        return cyclonedx_in.of_object(content)
    if "@context" in content or "@type" in content:
        return croissant_in.of_object(content)
    raise Refused("public_unknown", field="file")

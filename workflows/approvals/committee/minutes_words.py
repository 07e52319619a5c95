"""What is said about minutes: refusals, the sentence that is signed, and the entries of the record."""

from __future__ import annotations

from workflows.approvals.policies.statements import short
from workflows.ground.words import register
from workflows.record import actions

CHAIR, SECRETARY = "chair", "secretary"
CAPACITIES = (CHAIR, SECRETARY)
CAPACITY_LABELS = {CHAIR: "chair", SECRETARY: "secretary"}

STATEMENT = (
    "I, {name}, as {capacity} of {ref} ({title}), sign minutes number {number}: they say who was there, what was "
    "moved, how each member voted and what was decided. They cover {digest}."
)

DRAFTED = actions.register("minutes:drafted", "{actor} drafted minutes number {number} of {about}")
SIGNED = actions.register("minutes:signed", "{actor} signed minutes number {number} of {about} as {capacity}")

register(
    {
        "minutes_not_closed": "Minutes are drafted when the session is closed.",
        "minutes_moved": "Somebody drafted minutes meanwhile. Your text is kept; look at theirs and draft again.",
        "minutes_correction": "These minutes carry a signature. Say what the correction changes, and why.",
        "minutes_corrected": "There is a newer draft of these minutes. Read it and sign that one.",
        "minutes_not_yours": "The chair and the secretary of the session sign its minutes, each once and in their "
        "own capacity.",
        "minutes_two_people": "Minutes are signed by two people: you signed these as {capacity} already.",
        "minutes_signed": "These minutes carry the signature of the {capacity} already.",
    }
)


def statement(*, name: str, capacity: str, ref: str, title: str, number: int, digest: str) -> str:
    """The exact sentence of a signature: shown before, stored after, from one place."""
    return STATEMENT.format(
        name=name,
        capacity=CAPACITY_LABELS[capacity],
        ref=ref,
        title=title,
        number=number,
        digest=short(digest),
    )

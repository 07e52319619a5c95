"""Declares the register of revisions."""

from __future__ import annotations

from workflows.inventory.envelopes.register import MAY_CHANGE
from workflows.inventory.registers.declaring import Field, Page, Register, Relation, register
from workflows.inventory.revisions.rules import derive

INSIDE = "envelope"
ACTS = frozenset({"in_force", "outside"})
CONFIRM = "confirm_revision"

REVISIONS = register(
    Register(
        key="revision",
        prefix="REV",
        area="revisions",
        title="Revisions",
        one="revision",
        purpose="A change of a version inside its signed envelope: what changed, the new digest, the test results. In "
        "the high tier somebody who did not make it confirms it. Outside the envelope it is a new version.",
        per_version=True,
        writers=frozenset({"ml_lead", "operations_lead"}),
        statuses=(
            ("recorded", "recorded"),
            ("in_force", "in force"),
            ("outside", "outside the envelope"),
        ),
        status_by=ACTS,
        levels=MAY_CHANGE,
        listed=("kind", "made_on"),
        derive=derive,
        relations=(Relation(INSIDE, "inside the envelope", target="envelope", frozen=True),),
        record_pages=(Page("Put it into force", "/registers/revisions/{ref}/force"),),
        fields=(
            Field("kind", "What changed", kind="choice", choices=MAY_CHANGE, needed=True),
            Field("what", "In words", needed=True),
            Field("artefact", "Artefact that changed", kind="line", needed=True, example="model"),
            Field("digest", "Its new SHA-256", kind="digest", needed=True),
            Field("made_by", "Made by", kind="person"),
            Field("made_on", "Made on", kind="date", needed=True),
            Field(
                "tests",
                "Results",
                kind="rows",
                columns=(
                    Field("test", "Test", kind="line", needed=True),
                    Field("value", "Value", kind="number", needed=True),
                ),
            ),
        ),
    )
)

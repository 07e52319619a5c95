"""Declares the register of interventions: every time somebody overrode or stopped a system."""

from __future__ import annotations

from typing import Final

from workflows.inventory.registers.declaring import Field, Register, Relation, register

WRITERS: Final = frozenset({"product_owner", "human_overseer", "operations_lead", "ai_governance_lead"})
"""Roles that write about oversight beside the system's team."""

INTERVENTION: Final = register(
    Register(
        key="intervention",
        prefix="INT",
        area="interventions",
        title="Interventions",
        one="intervention",
        purpose="Keeps every time somebody overrode or stopped a system, with the reason and what came of it.",
        writers=WRITERS,
        statuses=(("noted", "Noted"), ("reviewed", "Reviewed")),
        listed=("kind", "on"),
        relations=(
            Relation("under", "Under the measure", "oversight"),
            Relation("led_to", "Led to", "incident"),
        ),
        icon_word="stop",
        fields=(
            Field("on", "On", "date", needed=True),
            Field("at", "At", "line", example="14:05 Berlin time"),
            Field(
                "kind",
                "What was done",
                "choice",
                needed=True,
                choices=(
                    ("override", "Output overridden"),
                    ("disregard", "Output disregarded"),
                    ("stop", "System stopped"),
                    ("restart", "System started again"),
                ),
            ),
            Field(
                "case",
                "Case number",
                "line",
                help="The number the case has where it is handled. No names here.",
            ),
            Field("proposed", "What the system proposed", "text"),
            Field("done", "What was done instead", "text"),
            Field("reason", "Reason", "text", needed=True),
            Field("outcome", "What came of it", "text"),
        ),
    )
)

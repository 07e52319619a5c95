"""Declares the register of system cards: one page in plain words about a system."""

from __future__ import annotations

from typing import Final

from workflows.inventory.registers.declaring import Body, Derived, Field, Page, Register, register
from workflows.inventory.resources.rows import day_of

READY: Final = "ready"
OPENERS: Final = frozenset({"product_owner", "ai_governance_lead", "legal_counsel", "committee_chair"})
"""Roles that may open a card to everybody; opening is signed."""

SHOWN: Final = (
    Field(
        "does",
        "What it does",
        "text",
        group="In plain words",
        example="It proposes a credit limit from the application and the account history.",
    ),
    Field("not_for", "What it is not for", "text", group="In plain words"),
    Field("concerns", "Whom it concerns", "text", group="In plain words"),
    Field("decides", "Who decides, and what the system adds to it", "text", group="In plain words"),
    Field("data", "Which data it uses", "text", group="In plain words"),
    Field("limits", "Where it is weak", "text", group="In plain words"),
    Field("oversight", "How people watch it and step in", "text", group="In plain words"),
    Field("rights", "How to ask for an explanation, object, or complain", "text", group="In plain words"),
    Field(
        "contact",
        "How to reach us",
        "text",
        group="In plain words",
        help="An office or a shared mailbox. No person's name: a public card that names somebody is not opened.",
        example="Customer care for credit, credit@halm.example",
    ),
)
"""The fields everybody reads once the card is open."""
NEEDED: Final = ("does", "concerns", "decides", "limits", "oversight", "rights", "contact")
"""Without these a card is not opened."""


def _derive(body: Body) -> Derived:
    return Derived(due_on=day_of(body, "review_on"))


CARD: Final = register(
    Register(
        key="system_card",
        prefix="CARD",
        area="cards",
        title="System cards",
        one="system card",
        purpose="Says in plain words what a system does, where it is weak and whom to ask; may be opened to everybody.",
        writers=frozenset({"product_owner", "legal_counsel", "ai_governance_lead", "document_controller"}),
        statuses=(("draft", "Draft"), (READY, "Ready"), ("replaced", "Replaced")),
        derive=_derive,
        over=frozenset({"replaced"}),
        panel="cards/_record.html",
        icon_word="paper",
        group="Transparency and oversight",
        fields=(*SHOWN, Field("review_on", "Look at it again on", "date", live=True)),
        pages=(Page("Open cards", "/cards"),),
    )
)

"""Declares the register of uses of general-purpose tools."""

from __future__ import annotations

from workflows.inventory.registers.declaring import Field, Register, register
from workflows.inventory.tool_uses.rules import check, derive

DECISIONS = (("allowed", "allowed"), ("on_request", "on request"), ("forbidden", "forbidden"))
TIERS = (("minimal", "minimal"), ("limited", "limited"), ("high", "high"))
USE, DECISION = "The use", "What is decided"

TOOL_USES = register(
    Register(
        key="tool_use",
        prefix="USE",
        area="tool-uses",
        title="Uses of tools",
        one="use of a tool",
        purpose="A general-purpose tool is one system with a list of uses. Staff read here what is allowed, forbidden "
        "or granted on request; a use above the tool's tier becomes a system of its own.",
        statuses=(("asked", "asked"), ("decided", "decided"), ("ended", "ended")),
        writers=frozenset({"ai_governance_lead", "legal_counsel", "security_ciso"}),
        listed=("decision", "who", "tier_of_use"),
        levels=DECISIONS,
        derive=derive,
        check=check,
        fields=(
            Field(
                "task",
                "What it is used for",
                needed=True,
                group=USE,
                example="Drafts of replies to suppliers",
            ),
            Field("who", "Who may use it so", kind="line", group=USE, example="All staff of purchasing"),
            Field(
                "data",
                "Data that may be put in",
                group=USE,
                example="No personal data, nothing marked secret",
            ),
            Field("checked_by", "Who checks the result before it leaves the house", kind="line", group=USE),
            Field(
                "tier_of_use",
                "Tier of this use",
                kind="choice",
                choices=TIERS,
                group=USE,
                help="Judge the use, not the tool: what does a wrong result do to a person?",
            ),
            Field("decision", "Decision", kind="choice", choices=DECISIONS, needed=True, group=DECISION),
            Field("rules", "Rules", group=DECISION, help="Needed unless the use is forbidden."),
            Field("reason", "Reason", group=DECISION, help="Needed for a forbidden use."),
            Field(
                "asked_of", "Whom to ask", kind="line", group=DECISION, help="Needed for a use on request."
            ),
            Field("review_on", "Look at it again on", kind="date", group=DECISION, live=True),
        ),
    )
)

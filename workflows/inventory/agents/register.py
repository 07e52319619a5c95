"""Declares the register of agents."""

from __future__ import annotations

from workflows.inventory.agents.rules import ASKS, FREELY, WITHIN_LIMITS, check, derive
from workflows.inventory.registers.declaring import Field, Register, register

YES_NO = (("yes", "yes"), ("no", "no"))
ACCESS = (("read", "reads"), ("write", "reads and changes"), ("send", "sends outside"))
REACH, ACTIONS, STOP = "What is within its reach", "What it does", "How it is stopped"

AGENTS = register(
    Register(
        key="agent",
        prefix="AGT",
        area="agents",
        title="Agents",
        one="agent",
        purpose="What a version that acts by itself can reach, what it does without a person, its limits, and how it "
        "is stopped: read by security, oversight and whoever has to pull the plug.",
        per_version=True,
        writers=frozenset({"ml_lead", "operations_lead", "security_ciso"}),
        statuses=(("described", "described"), ("stopped", "stopped"), ("ended", "ended")),
        levels=(
            (ASKS, "asks a person"),
            (WITHIN_LIMITS, "acts within limits"),
            (FREELY, "acts without limits"),
        ),
        listed=("task", "stop_by"),
        derive=derive,
        check=check,
        fields=(
            Field("task", "Task it is given", needed=True, group=REACH),
            Field(
                "tools",
                "Tools",
                kind="rows",
                group=REACH,
                columns=(
                    Field("name", "Tool", kind="line", needed=True),
                    Field("access", "Access", kind="choice", choices=ACCESS, needed=True),
                    Field("account", "Under which account", kind="line"),
                ),
            ),
            Field(
                "data",
                "Data",
                kind="rows",
                group=REACH,
                columns=(
                    Field("name", "Data", kind="line", needed=True),
                    Field("personal", "Personal data", kind="choice", choices=YES_NO),
                ),
            ),
            Field(
                "actions",
                "Actions",
                kind="rows",
                group=ACTIONS,
                help="Each action: does a person agree before it happens? If not, within which limit?",
                columns=(
                    Field("name", "Action", kind="line", needed=True),
                    Field("person", "A person agrees", kind="choice", choices=YES_NO, needed=True),
                    Field("limit", "Limit", kind="line", example="At most 200 euros a day"),
                ),
            ),
            Field(
                "stop",
                "How it is stopped",
                group=STOP,
                example="Revoke its key in the gateway; takes effect at once",
            ),
            Field("stop_by", "Who can stop it", kind="line", group=STOP),
            Field("stop_tested_on", "Stop tried on", kind="date", group=STOP),
            Field("stop_result", "What happened when it was tried", group=STOP),
            Field("stop_test_due", "Try it again by", kind="date", group=STOP, live=True),
        ),
    )
)

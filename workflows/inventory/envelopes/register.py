"""Declares the register of change envelopes."""

from __future__ import annotations

from workflows.inventory.envelopes.rules import ABOVE, BELOW, check, derive
from workflows.inventory.registers.declaring import Field, Register, register

MAY_CHANGE = (
    ("prompts", "prompts"),
    ("thresholds", "thresholds"),
    ("retraining", "retraining on new data of the same kind"),
    ("retrieval", "content of the retrieval corpus"),
    ("configuration", "configuration without effect on who is affected"),
)
BETTER = ((ABOVE, "at least"), (BELOW, "at most"))
WHAT, HOW = "What may change", "Tests and dates"

ENVELOPES = register(
    Register(
        key="envelope",
        prefix="CEN",
        area="envelopes",
        title="Change envelopes",
        group="Changes",
        one="change envelope",
        purpose="Limits fixed in advance for one version: what may change, by whom, with which tests, how often. It is "
        "frozen with the deployment request and signed; a change inside it is a revision and needs no gate.",
        per_version=True,
        writers=frozenset({"ml_lead", "operations_lead"}),
        statuses=(("proposed", "proposed"), ("closed", "closed")),
        listed=("may_change", "until"),
        derive=derive,
        check=check,
        fields=(
            Field("may_change", "May change", kind="choices", choices=MAY_CHANGE, needed=True, group=WHAT),
            Field("limits", "Within which limits", needed=True, group=WHAT),
            Field("by_whom", "By whom", kind="line", needed=True, group=WHAT),
            Field("not_this", "What stays as it is in any case", group=WHAT),
            Field(
                "tests",
                "Tests of every revision",
                kind="rows",
                needed=True,
                group=HOW,
                columns=(
                    Field("test", "Test", kind="line", needed=True),
                    Field("better", "Good is", kind="choice", choices=BETTER, needed=True),
                    Field("limit", "Limit", kind="number", needed=True),
                ),
            ),
            Field("most", "At most so many revisions", kind="whole", low=1, high=1000, group=HOW),
            Field("within_days", "In so many days", kind="whole", low=1, high=3650, unit="days", group=HOW),
            Field("since", "From", kind="date", group=HOW),
            Field("until", "Until", kind="date", needed=True, group=HOW),
        ),
    )
)

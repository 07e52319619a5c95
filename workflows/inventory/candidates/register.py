"""Declares the register of candidates."""

from __future__ import annotations

from workflows.inventory.candidates.rules import DECIDERS, OUTCOMES, UNDECIDED
from workflows.inventory.registers.declaring import Field, Page, Register, register

CANDIDATES = register(
    Register(
        key="candidate",
        prefix="CAND",
        area="candidates",
        title="AI found in use",
        one="candidate",
        purpose="Tools that somebody declared or that stand on a list of applications. Each ends as a registered "
        "system, a use of a known tool, not AI, or refused; until then it is undecided.",
        scope="organisation",
        writers=DECIDERS,
        statuses=((UNDECIDED, "undecided"), *OUTCOMES),
        status_by=frozenset(key for key, _ in OUTCOMES),
        listed=("maker", "task", "source"),
        pages=(
            Page("Declare a tool", "/declare"),
            Page("Read a list of applications", "/declare/list"),
        ),
        record_pages=(Page("Decide what it is", "/registers/candidates/{ref}/decide"),),
        fields=(
            Field("maker", "Made by", kind="line"),
            Field("address", "Where it is found", kind="link_url"),
            Field("task", "What it is used for"),
            Field("users", "Who uses it", kind="line"),
            Field("data", "What is put in"),
            Field("source", "How it was found", kind="line"),
            Field("outcome_target", "Decided as", kind="line"),
            Field("outcome_reason", "Reason of the decision"),
        ),
    )
)

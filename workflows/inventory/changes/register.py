"""Declares the register of changes."""

from __future__ import annotations

from workflows.inventory.changes.rules import check, derive
from workflows.inventory.registers.declaring import Field, Register, Relation, register

KINDS = (
    ("purpose", "intended purpose, user group, decision type or autonomy"),
    ("law", "new country or law"),
    ("model", "model replaced, or a new model version of the supplier"),
    ("architecture", "architecture or main algorithm"),
    ("data", "training, tuning or retrieval data; retraining"),
    ("behaviour", "threshold, prompt or rule with effect on outcomes"),
    ("oversight", "oversight or user information"),
    ("breach", "after an incident, a bias or a drift limit"),
    ("upkeep", "security patch or infrastructure without change of behaviour"),
)
URGENCY = (("planned", "planned"), ("soon", "soon"), ("emergency", "emergency"))
STAGES = (
    ("none", "no gate: record and regression test"),
    ("intake", "intake"),
    ("design", "design"),
    ("data_review", "data review"),
    ("testing", "testing"),
)
WHAT, TEST, DONE = "What changes", "Substantial modification", "How it ended"

CHANGES = register(
    Register(
        key="change",
        prefix="CHG",
        area="changes",
        title="Changes",
        one="change",
        purpose="What is to change in a system, why and how urgently; the test whether it is a substantial "
        "modification; where it has to start again. Rework and resumption read it.",
        writers=frozenset({"ml_lead", "operations_lead", "legal_counsel", "ai_governance_lead"}),
        per_version=True,
        statuses=(
            ("proposed", "proposed"),
            ("assessed", "assessed"),
            ("done", "done"),
            ("dropped", "dropped"),
        ),
        levels=URGENCY,
        listed=("kind", "substantial", "leads_to"),
        derive=derive,
        check=check,
        relations=(
            Relation("versions", "versions touched", target="version", frozen=True),
            Relation("components", "components touched", target="component", frozen=True),
        ),
        fields=(
            Field("kind", "Kind of change", kind="choice", choices=KINDS, needed=True, group=WHAT),
            Field("what", "What changes", needed=True, group=WHAT),
            Field("why", "Why", group=WHAT),
            Field(
                "parts",
                "Parts and versions touched",
                group=WHAT,
                example="Ranking model v4 to v5; prompt set 12",
            ),
            Field("urgency", "Urgency", kind="choice", choices=URGENCY, group=WHAT),
            Field("wanted_on", "Wanted on", kind="date", group=WHAT, live=True),
            Field(
                "substantial",
                "Is it a substantial modification?",
                kind="yes_no",
                group=TEST,
                help="Not foreseen in the first assessment, and it touches compliance or the intended purpose.",
            ),
            Field("substantial_why", "Reason of the answer", group=TEST),
            Field("substantial_by", "Judged by", kind="person", group=TEST),
            Field("substantial_on", "Judged on", kind="date", group=TEST),
            Field("new_assessment", "What the answer means for the conformity assessment", group=TEST),
            Field("leads_to", "Starts again at", kind="choice", choices=STAGES, group=TEST),
            Field("outcome", "What became of it", group=DONE, live=True),
        ),
    )
)

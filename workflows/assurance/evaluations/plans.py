"""The register of test plans: criteria that are fixed before anything is measured."""

from __future__ import annotations

from datetime import date

from workflows.assurance.evaluations import choices as known
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, Relation, register

SCOPE, CRITERIA, AGREED, CHANGE = "What is tested", "Criteria", "Agreement", "After a change"

FIELDS = (
    Field("covers", "What the tests cover", "choices", choices=known.COVERS, group=SCOPE),
    Field("scope", "What is tested, with which data, and how often", group=SCOPE),
    Field("left_out", "What is not tested, and why", group=SCOPE),
    Field(
        "criteria",
        "Criteria",
        "rows",
        group=CRITERIA,
        help="Save them before the run: only what stands in the record before a run can judge it.",
        columns=(
            Field("metric", "Metric", "line", needed=True, example="AUC"),
            Field(
                "subgroup",
                "Subgroup",
                "line",
                help="Empty: the whole. * : each subgroup.",
                example="Women",
            ),
            Field("better", "Direction", "choice", choices=known.BETTER, needed=True),
            Field("threshold", "Threshold", "number", needed=True),
            Field("unit", "Unit", "line"),
            Field("why", "Why this much", "line"),
        ),
    ),
    Field("agreed_by", "Agreed by", "person", group=AGREED),
    Field("agreed_on", "Agreed on", "date", group=AGREED),
    Field("regression_scope", "Tests to repeat after a change, and why these", group=CHANGE),
    Field("rollback_plan", "How one goes back to the version before", group=CHANGE),
    Field("review_on", "Looked at again on", "date", live=True, group=AGREED),
)


def derive(body: Body) -> Derived:
    """When the plan is looked at again."""
    day = body.get("review_on")
    return Derived(due_on=date.fromisoformat(day) if day else None)


def check(body: Body) -> list[Refused]:
    """One threshold for one metric, subgroup and direction."""
    seen: set[tuple[str, ...]] = set()
    bad = []
    for number, row in enumerate(body.get("criteria") or []):
        key = tuple(
            " ".join(str(row.get(part) or "").split()).casefold() for part in ("metric", "subgroup", "better")
        )
        if key in seen and key[0]:
            bad.append(Refused("criterion_twice", field=f"criteria-{number}-metric"))
        seen.add(key)
    return bad


PLANS = register(
    Register(
        key="test_plan",
        prefix="TP",
        area="test-plans",
        title="Test plans",
        one="test plan",
        purpose="What good enough means, fixed before anything is measured. "
        "Validators write it; evaluations are judged by it.",
        fields=FIELDS,
        statuses=known.PLAN_STATUSES,
        writers=frozenset({"model_validator", "ml_lead", "security_ciso", "operations_lead"}),
        listed=("covers", "agreed_on"),
        derive=derive,
        check=check,
        relations=(Relation("data", "Tested with", "dataset"), Relation("about", "About version", "version")),
        group="Evaluation",
    )
)

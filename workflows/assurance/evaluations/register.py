"""The register of evaluations: what was measured, by metric and subgroup, each value with its threshold."""

from __future__ import annotations

from workflows.assurance.evaluations import choices as known
from workflows.assurance.evaluations.verdicts import EMPTY, results_of, verdict
from workflows.inventory.registers.declaring import Body, Derived, Field, Page, Register, Relation, register

RUN, RESULTS, SAID, MORE = "The run", "Results", "What it means", "For some tests only"

FIELDS = (
    Field("covers", "What the tests cover", "choices", choices=known.COVERS, group=RUN),
    Field(
        "plan",
        "Test plan that judges it",
        "line",
        group=RUN,
        example="TP-3",
        help="Its criteria must have been fixed in the record before the run.",
    ),
    Field("ran_on", "Run on", "date", group=RUN),
    Field("method", "How it was run, with which data", group=RUN),
    Field("cases", "How many cases", "whole", low=0, group=RUN),
    Field("report_digest", "SHA-256 of the report", "digest", group=RUN),
    Field("report_url", "Where the report lies", "link_url", group=RUN),
    Field(
        "results",
        "Results",
        "rows",
        group=RESULTS,
        columns=(
            Field("metric", "Metric", "line", needed=True, example="AUC"),
            Field("subgroup", "Subgroup", "line", help="Empty: the whole.", example="Women"),
            Field("value", "Value", "number", needed=True),
            Field("threshold", "Threshold kept with it", "number"),
            Field("better", "Direction", "choice", choices=known.BETTER),
            Field("unit", "Unit", "line"),
            Field("note", "Note", "line", example="95 % interval 0.81 to 0.86"),
        ),
    ),
    Field("conclusion", "What the results mean for the use", group=SAID),
    Field(
        "failures",
        "Failures explained",
        group=SAID,
        help="For each value outside its limit: why, and what follows.",
    ),
    Field("attacks", "Attacks tried", "choices", choices=known.ATTACKS, group=MORE),
    Field("rollback_on", "Way back tried on", "date", group=MORE),
    Field("rollback", "How the way back was tried, and what came of it", group=MORE),
    Field("data_as_of", "Newest data it was run on", "date", group=MORE),
    Field("affected", "Which tests the change or stop affects", group=MORE),
)


def derive(body: Body) -> Derived:
    """What the results come to by their own thresholds alone, and how many are outside."""
    own = verdict(results_of(body.get("results") or []), ())
    if own.outcome == EMPTY:
        return Derived()
    return Derived(level=own.outcome, score=len(own.breaches))


EVALUATIONS = register(
    Register(
        key="evaluation",
        prefix="EVAL",
        area="evaluations",
        title="Evaluations",
        one="evaluation",
        purpose="What was measured, and whether it was good enough by criteria that stood before. "
        "Validators, security and teams keep it; the testing gate reads it.",
        fields=FIELDS,
        statuses=known.STATUSES,
        status_by=known.BY_RESULTS,
        per_version=True,
        writers=frozenset({"model_validator", "security_ciso", "operations_lead", "ml_lead"}),
        opinion=frozenset({"model_validator", "security_ciso", "operations_lead"}),
        listed=("covers", "ran_on"),
        levels=known.OWN_LEVELS,
        derive=derive,
        relations=(
            Relation("data", "Run on", "dataset", frozen=True),
            Relation("also", "Holds for version", "version"),
        ),
        record_pages=(
            Page("Results and charts", "/registers/evaluations/{ref}/results"),
            Page("Read results from a file", "/registers/evaluations/{ref}/import"),
        ),
        group="Evaluation",
    )
)

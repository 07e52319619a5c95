"""The register of independent validations: somebody who did not build it says whether it is fit."""

from __future__ import annotations

from workflows.assurance.evaluations import choices as known
from workflows.inventory.registers.declaring import Body, Derived, Field, Page, Register, Relation, register

SIGNED_AS = "validation"
"""The purpose of the signature under a validation."""

WORK, FOUND = "What was done", "What came of it"

FIELDS = (
    Field("scope", "What was validated, and against what", group=WORK),
    Field("independence", "Why you are independent of whoever built it", group=WORK),
    Field(
        "examined",
        "What was looked at",
        "rows",
        group=WORK,
        columns=(
            Field("what", "Evaluation, plan or document", "line", needed=True, example="EVAL-12"),
            Field(
                "how", "How it was looked at", "line", needed=True, example="Run again on the kept-back data"
            ),
        ),
    ),
    Field("repeated", "What was run again", "choice", choices=known.REPEATED, group=WORK),
    Field("finished_on", "Finished on", "date", group=WORK),
    Field(
        "findings",
        "Findings",
        "rows",
        group=FOUND,
        columns=(
            Field("finding", "Finding", "line", needed=True),
            Field("weight", "Weight", "choice", choices=known.WEIGHTS, needed=True),
            Field("answer", "What the team does about it", "line"),
        ),
    ),
    Field("conclusion", "Conclusion", "choice", choices=known.CONCLUSIONS, group=FOUND),
    Field("limits", "Limits of use that it names", group=FOUND),
    Field("why", "Why this conclusion", group=FOUND),
)


def derive(body: Body) -> Derived:
    """The conclusion, and how many findings stop it."""
    stops = sum(1 for row in body.get("findings") or [] if row.get("weight") == "stops")
    return Derived(level=str(body.get("conclusion") or ""), score=stops)


VALIDATIONS = register(
    Register(
        key="validation",
        prefix="VAL",
        area="validations",
        title="Independent validations",
        one="independent validation",
        purpose="Whether a version is fit for its purpose, said and signed by somebody who did not build it. "
        "Validators keep it; the testing gate reads it.",
        fields=FIELDS,
        statuses=known.VALIDATION_STATUSES,
        per_version=True,
        writers=frozenset({"model_validator"}),
        opinion=frozenset({"model_validator"}),
        listed=("conclusion", "finished_on"),
        levels=known.CONCLUSIONS,
        derive=derive,
        relations=(Relation("evaluation", "Rests on", "evaluation", frozen=True),),
        record_pages=(Page("Sign it", "/registers/validations/{ref}/sign"),),
        group="Evaluation",
    )
)

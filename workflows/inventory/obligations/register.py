"""The register of obligations."""

from __future__ import annotations

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.obligations.fields import FIELDS, STATUSES
from workflows.inventory.registers.declaring import Body, Derived, Page, Register, register


def derive(body: Body) -> Derived:
    """The day by which somebody has to act."""
    return Derived(level=str(body.get("topic") or ""), due_on=day_in(body, "due_on"))


def check(body: Body) -> list[Refused]:
    """Nothing is marked or declared before it was assessed."""
    assessed = day_in(body, "assessment_on")
    bad = []
    for key in ("declaration_on", "ce_mark_on"):
        marked = day_in(body, key)
        if assessed and marked and marked < assessed:
            bad.append(Refused("obligation_before_assessment", field=key))
    return bad


OBLIGATIONS = register(
    Register(
        key="obligation",
        prefix="OBL",
        area="obligations",
        title="Obligations",
        one="obligation",
        purpose="What the law asks of a system, from which day, who sees to it and what shows it. Legal counsel and "
        "teams keep it; the classification suggests what belongs here.",
        fields=FIELDS,
        statuses=STATUSES,
        writers=frozenset({"legal_counsel", "document_controller"}),
        listed=("article", "applies_from"),
        levels=(
            ("duty", "Duty"),
            ("conformity", "Conformity"),
            ("registration", "Registration"),
            ("authority", "Authority"),
            ("ending", "Ending"),
            ("look", "Look again"),
        ),
        derive=derive,
        check=check,
        pages=(Page("Law data", "/law"),),
        due_code="obligation_due",
        over=frozenset({"met", "not_applicable"}),
        group="Law",
    )
)

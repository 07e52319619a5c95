"""Declares the register of explanations: each that was asked for, when it is due, and what was given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from workflows.assurance.transparency.parts import AFFECTED, EXPLAINED_TO, WRITERS
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, Relation, register
from workflows.inventory.resources.rows import day_of, number_of, text_of

DEFAULT_DAYS: Final = 30
"""Calendar days for an answer where nothing shorter is promised."""


def answer_due(body: Body) -> date | None:
    """The day an asked explanation is due; None when it is answered or nobody knows when it was asked."""
    asked = day_of(body, "asked_on")
    if asked is None or day_of(body, "given_on"):
        return None
    promised = number_of(body, "days")
    return asked + timedelta(days=int(DEFAULT_DAYS if promised is None else promised))


def _derive(body: Body) -> Derived:
    return Derived(due_on=answer_due(body))


def _check(body: Body) -> list[Refused]:
    asked, given = day_of(body, "asked_on"), day_of(body, "given_on")
    if asked and given and given < asked:
        return [Refused("given_before_asked", field="given_on")]
    if given and not text_of(body, "given"):
        return [Refused("explanation_empty", field="given")]
    return []


EXPLANATION: Final = register(
    Register(
        key="explanation",
        prefix="EXP",
        area="explanations",
        title="Explanations given",
        one="explanation",
        purpose="Keeps every explanation that was asked for: when it is due, what was tried, and what was given.",
        writers=WRITERS | {"operations_lead", "concerns_officer", "human_overseer"},
        statuses=(
            ("asked", "Asked"),
            ("given", "Given"),
            ("refused", "Refused with a reason"),
            ("void", "Taken back"),
        ),
        listed=("audience", "asked_on", "given_on"),
        derive=_derive,
        check=_check,
        over=frozenset({"given", "refused", "void"}),
        due_code="",
        relations=(Relation("by_method", "Explained by", "explanation_method"),),
        icon_word="info",
        fields=(
            Field(
                "case",
                "Case number",
                "line",
                needed=True,
                help="The number the case has where it is handled. No names here.",
            ),
            Field("audience", "Who asked", "choice", choices=EXPLAINED_TO, needed=True, example=AFFECTED),
            Field("asked_on", "Asked on", "date", needed=True),
            Field("days", "Promised within", "whole", unit="days", low=0, high=366),
            Field("wanted", "What was asked", "text"),
            Field("tried", "What was tried", "text", help="Ways that did not lead to an answer count too."),
            Field("given_on", "Given on", "date"),
            Field("given", "What was given", "text"),
            Field("outcome", "What followed", "text", example="The clerk looked again and kept the limit."),
        ),
    )
)

"""Declares how decisions are explained (to whom, by when), and every explanation that was asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from workflows.assurance.transparency.parts import AFFECTED, EXPLAINED_TO, TRIAL, WRITERS
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, Relation, register
from workflows.inventory.resources.rows import day_of, number_of, rows_of, text_of

DEFAULT_DAYS: Final = 30
"""Calendar days for an answer where nothing shorter is promised."""


def _check_method(body: Body) -> list[Refused]:
    seen: set[str] = set()
    bad: list[Refused] = []
    for number, row in enumerate(rows_of(body, "audiences")):
        audience = text_of(row, "audience")
        if audience in seen:
            bad.append(Refused("audience_twice", field=f"audiences-{number}-audience"))
        seen.add(audience)
    return bad


def _review_of(body: Body) -> Derived:
    return Derived(due_on=day_of(body, "review_on"))


METHOD: Final = register(
    Register(
        key="explanation_method",
        prefix="EXM",
        area="explanation-methods",
        title="Ways of explaining",
        one="way of explaining",
        purpose="Says how a decision is explained: to whom, with what, by when, and how true that is to the system.",
        writers=WRITERS | {"ml_lead", "model_validator"},
        statuses=(("draft", "Draft"), ("tried", "Tried"), ("in_use", "In use"), ("ended", "Ended")),
        derive=_review_of,
        check=_check_method,
        over=frozenset({"ended"}),
        icon_word="info",
        fields=(
            Field(
                "decision", "Which decision", "text", needed=True, example="Limit proposed to an applicant"
            ),
            Field(
                "method",
                "Method and why it fits",
                "text",
                example="Counterfactual reasons from the scorecard itself, since it is additive.",
            ),
            Field(
                "audiences",
                "What each gets",
                "rows",
                group="Per audience",
                help="Affected person, user and auditor each have a line: they need different things.",
                columns=(
                    Field("audience", "Audience", "choice", choices=EXPLAINED_TO, needed=True),
                    Field(
                        "given", "What is given", "line", needed=True, example="Three main reasons, in words"
                    ),
                    Field("days", "Within", "whole", unit="days", low=0, high=366, needed=True),
                    Field("template", "Template", "text"),
                ),
            ),
            Field(
                "faithful",
                "How true it is to the system",
                "text",
                group="How true it is",
                example="On 500 cases the named reasons, taken away, change the proposal in 94 %.",
            ),
            Field(
                "faithful_share",
                "Share of cases that bear it out",
                "number",
                unit="%",
                low=0,
                high=100,
                group="How true it is",
            ),
            Field("tests", "Trials with readers", "rows", columns=TRIAL, group="How true it is"),
            Field("review_on", "Look at it again on", "date", live=True),
        ),
    )
)


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

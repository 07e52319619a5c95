"""Declares the register of ways of explaining: how a decision is explained, to whom, and by when."""

from __future__ import annotations

from typing import Final

from workflows.assurance.transparency.figures import explained
from workflows.assurance.transparency.parts import EXPLAINED_TO, TRIAL, WRITERS
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, register
from workflows.inventory.resources.rows import day_of, rows_of, text_of


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
        panel="transparency/_method.html",
        extra=explained,
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

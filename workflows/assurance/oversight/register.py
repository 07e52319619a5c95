"""Declares the register of measures of human oversight: powers that were tried, overseers who are trained."""

from __future__ import annotations

from datetime import date
from typing import Final

from workflows.assurance.oversight.figures import measured
from workflows.assurance.oversight.interventions import WRITERS
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Body, Derived, Field, Register, register
from workflows.inventory.resources.rows import day_of, number_of, rows_of

IN_PLACE: Final = "in_place"
OVERRIDE, STOP, PLANTED = "override", "stop", "planted"


def _derive(body: Body) -> Derived:
    """Due is the first training that runs out, or the review that comes earlier."""
    ends = [day_of(row, "valid_until") for row in rows_of(body, "overseers")]
    days: list[date] = [day for day in (*ends, day_of(body, "review_on")) if day]
    return Derived(due_on=min(days, default=None))


def _check(body: Body) -> list[Refused]:
    bad: list[Refused] = []
    for number, row in enumerate(rows_of(body, "reviews")):
        seen, over = number_of(row, "outputs"), number_of(row, "overridden")
        planted, found = number_of(row, "planted"), number_of(row, "found")
        if seen is not None and over is not None and over > seen:
            bad.append(Refused("more_than_outputs", field=f"reviews-{number}-overridden"))
        if planted is not None and found is not None and found > planted:
            bad.append(Refused("more_than_planted", field=f"reviews-{number}-found"))
    return bad


OVERSIGHT: Final = register(
    Register(
        key="oversight",
        prefix="OVS",
        area="oversight",
        title="Oversight measures",
        one="oversight measure",
        purpose="Says who can override and stop a system, shows that it was tried, and that it works in use.",
        writers=WRITERS,
        statuses=(("planned", "Planned"), (IN_PLACE, "In place"), ("ended", "Ended")),
        listed=("moment",),
        derive=_derive,
        check=_check,
        over=frozenset({"ended"}),
        panel="oversight/_record.html",
        extra=measured,
        icon_word="people",
        group="Transparency and oversight",
        fields=(
            Field("decision", "What is overseen", "text", needed=True, example="The proposed limit"),
            Field(
                "moment",
                "When a person steps in",
                "choice",
                choices=(
                    ("before", "Before an output takes effect"),
                    ("during", "While it runs"),
                    ("after", "Afterwards, by sample"),
                ),
            ),
            Field("override", "How to override", "text", group="Powers"),
            Field("stop", "How to stop", "text", group="Powers"),
            Field(
                "stop_minutes", "Time until it stands still", "whole", unit="minutes", low=0, group="Powers"
            ),
            Field(
                "overseers",
                "Overseers and their training",
                "rows",
                group="Overseers",
                columns=(
                    Field("person", "Person", "person", needed=True),
                    Field("training", "Trained in", "line", needed=True),
                    Field("on", "Trained on", "date", needed=True),
                    Field("valid_until", "Holds until", "date", needed=True),
                ),
            ),
            Field(
                "tests",
                "Trials of the powers",
                "rows",
                group="Trials",
                columns=(
                    Field("on", "On", "date", needed=True),
                    Field(
                        "kind",
                        "What was tried",
                        "choice",
                        needed=True,
                        choices=((OVERRIDE, "Override"), (STOP, "Stop"), (PLANTED, "Planted error")),
                    ),
                    Field(
                        "result",
                        "Result",
                        "choice",
                        choices=(("passed", "Passed"), ("failed", "Not passed")),
                        needed=True,
                    ),
                    Field("minutes", "Took", "number", unit="minutes", low=0),
                    Field("found", "What was found", "line"),
                ),
            ),
            Field(
                "reviews",
                "Reviews of oversight in use",
                "rows",
                group="In use",
                live=True,
                help="How often people overruled the output, and whether they found the errors planted among them.",
                columns=(
                    Field("from", "From", "date", needed=True),
                    Field("until", "Until", "date", needed=True),
                    Field("outputs", "Outputs seen", "whole", low=0, needed=True),
                    Field("overridden", "Overridden", "whole", low=0, needed=True),
                    Field("planted", "Errors planted", "whole", low=0, needed=True),
                    Field("found", "Of them found", "whole", low=0, needed=True),
                    Field("meaning", "What it means", "line"),
                ),
            ),
            Field("review_on", "Look at it again on", "date", live=True, group="In use"),
        ),
    )
)

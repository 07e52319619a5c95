"""Which checklist items measures of oversight satisfy: powers that were tried, trained overseers, reviews in use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from workflows.assurance.oversight.register import IN_PLACE, OVERRIDE, STOP
from workflows.inventory.registers.needs import Known, Missing, Need, need
from workflows.inventory.resources.rows import Row, day_of, last, number_of, passed, rows_of

FRESH: Final = timedelta(days=200)
"""A review of oversight counts so long before the request that asks for it."""
_SOMEBODY: Final = "00000000-0000-7000-8000-000000000009"
_LABELS: Final = {OVERRIDE: "oversight_override_untried", STOP: "oversight_stop_untried"}


def training_runs(known: Known) -> Missing | None:
    """Every overseer's training holds today."""
    late = [
        row
        for row in rows_of(known.body, "overseers")
        if not (day_of(row, "on") or known.today.max)
        <= known.today
        <= (day_of(row, "valid_until") or known.today.min)
    ]
    return ("overseer_training_over", {"number": len(late)}) if late else None


def powers_tried(known: Known) -> Missing | None:
    """The newest trial of the override and of the stop were both passed."""
    for kind, code in _LABELS.items():

        def of_kind(row: Row, kind: str = kind) -> bool:
            return row.get("kind") == kind and (day_of(row, "on") or known.today.max) <= known.today

        if not passed(last(rows_of(known.body, "tests"), matches=of_kind)):
            return (code, {})
    return training_runs(known)


def works_in_use(known: Known) -> Missing | None:
    """The newest review looked at outputs, planted errors among them, and overseers found most of them."""
    newest = last(rows_of(known.body, "reviews"), day="until")
    ended = day_of(newest, "until") if newest else None
    if newest is None or ended is None or ended > known.today:
        return ("oversight_not_reviewed", {})
    if known.asked_on and ended < known.asked_on - FRESH:
        return ("oversight_review_old", {"day": ended})
    planted = number_of(newest, "planted") or 0
    if not (number_of(newest, "outputs") or 0) or not planted:
        return ("oversight_nothing_planted", {})
    if (number_of(newest, "found") or 0) * 2 < planted:
        return (
            "oversight_misses_errors",
            {"found": int(number_of(newest, "found") or 0), "planted": int(planted)},
        )
    return training_runs(known)


_OVERSEER: Final = {
    "person": _SOMEBODY,
    "training": "When to overrule",
    "on": "2026-01-05",
    "valid_until": "2199-12-31",
}
_BODY: Final[dict[str, Any]] = {
    "decision": "The proposed limit",
    "override": "Choose another limit and say why",
    "stop": "Switch in the operations console",
    "overseers": [_OVERSEER],
}

NEEDS: Final = (
    need(
        Need(
            "TE-6",
            "oversight",
            filled=("override", "stop", "overseers", "tests"),
            statuses=frozenset({IN_PLACE}),
            test=powers_tried,
            sample_status=IN_PLACE,
            example="Override and stop tried with the people who will do it; it stood still after 4 minutes; two "
            "overseers trained, valid for a year.",
            sample=_BODY
            | {
                "tests": [{"on": "2026-01-05", "kind": kind, "result": "passed"} for kind in (OVERRIDE, STOP)]
            },
        )
    ),
    need(
        Need(
            "RE-8",
            "oversight",
            filled=("overseers", "reviews"),
            statuses=frozenset({IN_PLACE}),
            test=works_in_use,
            sample_status=IN_PLACE,
            example="4,100 outputs seen in half a year, 6 % overridden, 18 of 20 planted errors found, training valid.",
            sample=_BODY
            | {
                "reviews": [
                    {
                        "from": "2026-01-05",
                        "until": "2026-03-05",
                        "outputs": 4100,
                        "overridden": 246,
                        "planted": 20,
                        "found": 18,
                    }
                ]
            },
        )
    ),
)

"""What plans, evaluations and validations still lack to satisfy an item; pure."""

from __future__ import annotations

from collections.abc import Callable

from workflows.assurance.evaluations import choices as known_choices
from workflows.assurance.evaluations.choices import FAILED, INCOMPLETE, PASSED, UNPLANNED
from workflows.assurance.evaluations.validations import SIGNED_AS
from workflows.assurance.evaluations.verdicts import results_of, subgroups
from workflows.inventory.registers.needs import Known, Missing

WHY = {
    FAILED: "need_results_failed",
    INCOMPLETE: "need_results_missing",
    UNPLANNED: "need_plan_first",
}
"""What an evaluation that did not pass lacks."""


def about(*wanted: str) -> Callable[[Known], bool]:
    """Evaluations that say they cover one of these, and were not withdrawn."""

    def covers(known: Known) -> bool:
        return known.status != known_choices.WITHDRAWN and bool(
            set(wanted) & set(known.body.get("covers") or ())
        )

    return covers


def passed(known: Known) -> Missing | None:
    """Every result within the strictest limit, by a plan that stood before the run."""
    return None if known.status == PASSED else (WHY.get(known.status, "need_results"), {})


def finished(known: Known) -> Missing | None:
    """Passed, or failed by a fixed plan with every failure explained."""
    if known.status == FAILED:
        return None if str(known.body.get("failures") or "").strip() else ("need_failures", {})
    return passed(known)


def fair(known: Known) -> Missing | None:
    """Passed, with at least two subgroups measured."""
    if len(subgroups(results_of(known.body.get("results") or []))) < 2:
        return "need_subgroups", {}
    return passed(known)


def held_up(known: Known) -> Missing | None:
    """Passed by a plan, or by the thresholds kept with its results where there is none."""
    if known.status == UNPLANNED and known.level == PASSED:
        return None
    return passed(known)


def tried(known: Known) -> Missing | None:
    """Results are there, whatever they say; what is outside its limit is explained."""
    outside = FAILED in (known.status, known.level)
    if outside and not str(known.body.get("failures") or "").strip():
        return "need_failures", {}
    return None


def current(known: Known) -> Missing | None:
    """Passed, and run since the day from which the item is asked."""
    day = str(known.body.get("ran_on") or "")
    if known.asked_on is not None and day < known.asked_on.isoformat():
        return "need_data_old", {"day": known.asked_on}
    return passed(known)


def validated(known: Known) -> Missing | None:
    """Signed as it stands, fit, and nothing that stops it left without an answer."""
    if known.body.get("conclusion") == "unfit":
        return "need_unfit", {}
    stops = [row for row in known.body.get("findings") or [] if row.get("weight") == "stops"]
    if any(not str(row.get("answer") or "").strip() for row in stops):
        return "need_stopping", {}
    return None if known.signed_for(SIGNED_AS) else ("need_signature", {})

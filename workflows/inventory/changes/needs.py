"""Which checklist items a recorded change satisfies."""

from __future__ import annotations

from typing import Any

from workflows.inventory.registers.needs import Known, Missing, Need, need

_DESCRIBED: dict[str, Any] = {
    "kind": "model",
    "what": "The supplier's model v5 replaces v4",
    "why": "Version 4 is withdrawn in spring",
    "parts": "Ranking model v4 to v5; prompt set 12 stays",
    "urgency": "planned",
}
_TESTED = _DESCRIBED | {
    "substantial": "no",
    "substantial_why": "Same purpose, same users, within the limits of the first assessment",
    "substantial_on": "2026-11-02",
}
_LIVE = frozenset({"proposed", "assessed"})


def not_answered_early(known: Known) -> Missing | None:
    """The test is an answer of somebody, on a day that has come."""
    judged = str(known.body.get("substantial_on") or "")
    return ("need_day_ahead", {"field": "substantial_on"}) if judged > known.today.isoformat() else None


need(
    Need(
        item="CH-1",
        register="change",
        filled=("what", "why", "parts", "urgency"),
        statuses=_LIVE,
        example="“The supplier's model v5 replaces v4 because v4 is withdrawn; ranking and prompt set 12 are touched; "
        "planned for March.”",
        sample=_DESCRIBED,
    )
)
for item in ("CH-3", "RS-5"):
    need(
        Need(
            item=item,
            register="change",
            filled=("what", "substantial", "substantial_why", "substantial_on"),
            statuses=_LIVE | {"done"} if item == "RS-5" else _LIVE,
            test=not_answered_early,
            example="“No: same purpose and users, inside the limits of the first assessment; judged by legal on "
            "2 November.”",
            sample=_TESTED,
        )
    )

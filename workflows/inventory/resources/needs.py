"""Which checklist items resource lists and training records satisfy."""

from __future__ import annotations

from workflows.inventory.registers.needs import Known, Missing, Need, need
from workflows.inventory.resources.register import RESOURCES, ROTA, SHUTDOWN, TRAINING
from workflows.inventory.resources.rows import day_of, number_of, rows_of, text_of

SOMEBODY = "00000000-0000-7000-8000-000000000009"
_FOR_EVER = "2199-12-31"


def everything_off(known: Known) -> Missing | None:
    """Every access of the list has the day on which it was found off, and that day has come."""
    still = [
        text_of(row, "name")
        for row in rows_of(known.body, "accesses")
        if (day_of(row, "off_on") or known.today.max) > known.today
    ]
    return ("resource_still_on", {"names": still}) if still else None


def training_holds(known: Known) -> Missing | None:
    """Somebody took part in a session whose training still holds."""
    good = [
        row
        for row in rows_of(known.body, "sessions")
        if (number_of(row, "present") or 0) > 0
        and (day_of(row, "on") or known.today.max)
        <= known.today
        <= (day_of(row, "valid_until") or known.today.min)
    ]
    return None if good else ("training_not_held", {})


def somebody_on_duty(known: Known) -> Missing | None:
    """Oversight and support both have somebody on duty today."""
    today = {
        text_of(row, "function")
        for row in rows_of(known.body, "duty")
        if (day_of(row, "from") or known.today.max)
        <= known.today
        <= (day_of(row, "until") or known.today.min)
    }
    empty = [name for name in ("oversight", "support") if name not in today]
    return (f"nobody_on_duty_{empty[0]}", {}) if empty else None


NEEDS = (
    need(
        Need(
            "DE-10",
            "resource",
            filled=("tools", "compute", "people"),
            only=lambda known: known.body.get("kind") == RESOURCES,
            prefill={"kind": RESOURCES},
            example="A list that names the training framework with its release, the hosts with hours a month, and the "
            "two people who maintain the model with the skills they need.",
            sample={
                "kind": RESOURCES,
                "tools": [{"name": "PyTorch", "release": "2.9", "use": "Training"}],
                "compute": [{"place": "Data centre Frankfurt", "amount": "4 GPUs for 6 hours a month"}],
                "people": [
                    {"role": "Data scientist", "skills": "Calibration, fairness measures", "share": 40}
                ],
            },
        )
    ),
    need(
        Need(
            "RT-3",
            "resource",
            filled=("accesses",),
            only=lambda known: known.body.get("kind") == SHUTDOWN,
            prefill={"kind": SHUTDOWN},
            test=everything_off,
            example="Each service account, key, interface and nightly job, with the day on which it was found off.",
            sample={
                "kind": SHUTDOWN,
                "accesses": [
                    {
                        "kind": "key",
                        "name": "Scoring service key",
                        "off_on": "2026-01-05",
                        "proof": "Call refused",
                    }
                ],
            },
        )
    ),
    need(
        Need(
            "TE-21",
            "competence",
            statuses=frozenset({"held"}),
            sample_status="held",
            filled=("sessions",),
            only=lambda known: known.body.get("kind") == TRAINING,
            prefill={"kind": TRAINING},
            test=training_holds,
            org=True,
            example="A session for the clerks who use the proposal: what the score means and when to overrule it; "
            "38 of 41 took part.",
            sample={
                "kind": TRAINING,
                "sessions": [
                    {
                        "group": "Clerks who use the proposal",
                        "topic": "What the score means and when to overrule it",
                        "on": "2026-01-05",
                        "invited": 41,
                        "present": 38,
                        "valid_until": _FOR_EVER,
                    }
                ],
            },
        )
    ),
    need(
        Need(
            "DM-7",
            "competence",
            statuses=frozenset({"held"}),
            sample_status="held",
            filled=("duty",),
            only=lambda known: known.body.get("kind") == ROTA,
            prefill={"kind": ROTA},
            test=somebody_on_duty,
            example="A rota with one person for oversight, one for support, their deputies and their hours.",
            sample={
                "kind": ROTA,
                "duty": [
                    {
                        "function": name,
                        "person": SOMEBODY,
                        "hours": "8 to 18",
                        "from": "2026-01-05",
                        "until": _FOR_EVER,
                    }
                    for name in ("oversight", "support")
                ],
            },
        )
    ),
)

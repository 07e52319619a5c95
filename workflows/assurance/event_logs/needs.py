"""Which checklist items event logs satisfy: specified, tried, flowing and protected."""

from __future__ import annotations

from typing import Final

from workflows.assurance.event_logs.register import FLOWING, SIX_MONTHS
from workflows.inventory.registers.needs import Known, Missing, Need, need
from workflows.inventory.resources.rows import (
    day_of,
    last,
    number_of,
    passed,
    rows_of,
    says_something,
    text_of,
)


def traced_one(known: Known) -> Missing | None:
    """The newest trial traced an output, and what it rests on is kept for six months at least."""
    newest = last(rows_of(known.body, "tests"))
    if newest is None or (day_of(newest, "on") or known.today.max) > known.today:
        return ("log_untried", {})
    if not passed(newest):
        return ("log_trial_failed", {"day": day_of(newest, "on")})
    months = number_of(known.body, "retention_months") or 0
    return ("log_kept_short", {"months": int(months), "least": SIX_MONTHS}) if months < SIX_MONTHS else None


def sample_seen(known: Known) -> Missing | None:
    """A sample was taken from the running log, on a day that has come."""
    taken = day_of(known.body, "sample_on")
    if taken is None or taken > known.today or not says_something(text_of(known.body, "sample")):
        return ("log_not_sampled", {})
    return None


_SPECIFIED: Final = {
    "events": [{"event": "Proposal made", "fields": "Case, version, score, time"}],
    "traces": ["input", "output", "version", "time"],
    "retention_months": 24,
    "access": "Operations and internal audit, read only",
    "protection": "Written once; digests leave the host every hour",
}

NEEDS: Final = (
    need(
        Need(
            "DE-13",
            "event_log",
            filled=("events", "traces", "retention_months", "access"),
            example="Per proposal: case, version, score, time and the clerk's choice; kept 24 months; read by "
            "operations and internal audit.",
            sample=_SPECIFIED,
        )
    ),
    need(
        Need(
            "TE-12",
            "event_log",
            filled=("events", "retention_months", "tests"),
            test=traced_one,
            example="Case 2026-4471 was followed from form to answer: input, version, score, and who saw it.",
            sample=_SPECIFIED
            | {
                "tests": [
                    {"on": "2026-01-05", "output": "Case 4471", "result": "passed", "found": "All six parts"}
                ]
            },
        )
    ),
    need(
        Need(
            "DM-4",
            "event_log",
            filled=("events", "protection", "access", "sample_on", "sample"),
            statuses=frozenset({FLOWING}),
            test=sample_seen,
            sample_status=FLOWING,
            example="A sample of the first day in use with its digest, and what keeps anybody from changing the log.",
            sample=_SPECIFIED
            | {"sample_on": "2026-01-06", "sample": "412 events of the first day, without a gap"},
        )
    ),
)

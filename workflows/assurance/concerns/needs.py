"""Which checklist item the channels for concerns satisfy."""

from __future__ import annotations

from datetime import timedelta

from workflows.assurance.concerns.register import CHANNEL, OUTSIDERS, STAFF
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.needs import Known, Missing, Need, need

TEST_GOOD_FOR = timedelta(days=366)


def reachable(known: Known) -> Missing | None:
    """It is open to staff and to everybody else, and somebody reached it within the last year."""
    on = day_in(known.body, "tested_on")
    if known.body.get("test_result") != "reached" or on is None or known.today - on > TEST_GOOD_FOR:
        return "need_channel_test", {}
    return None if {STAFF, OUTSIDERS} <= set(known.body.get("for_whom") or ()) else ("need_both_channels", {})


need(
    Need(
        item="DM-6",
        register=CHANNEL,
        statuses=frozenset({"open"}),
        filled=("address", "for_whom", "tested_on", "test_how", "test_result"),
        test=reachable,
        org=True,
        example="The public door was tried with a test concern on 3 May and answered on the next day.",
        sample={
            "address": "https://example.org/concern",
            "for_whom": [STAFF, OUTSIDERS],
            "tested_on": "2026-11-02",
            "test_how": "A test concern without a name, answered on the next day",
            "test_result": "reached",
        },
    )
)

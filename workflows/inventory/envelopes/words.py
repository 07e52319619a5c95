"""What envelopes say when they refuse, and why a revision lies outside one."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "envelope_how_often": "How often needs both: how many revisions, in how many days.",
        "envelope_test_twice": "This test is there already.",
        "outside_kind": "The envelope does not let this kind of thing change.",
        "outside_dates": "The envelope is not in force on that day.",
        "outside_often": "There are {most} revisions in {days} days already.",
        "outside_no_tests": "The envelope names no test, so nothing can pass.",
        "outside_test_missing": "The result of {test} is missing.",
        "outside_test_failed": "{test} is {value}; its limit is {limit}.",
    }
)

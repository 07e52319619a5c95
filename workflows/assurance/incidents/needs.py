"""Which checklist items an incident or a plan for incidents satisfies."""

from __future__ import annotations

from workflows.assurance.incidents.register import CLOSED, INCIDENT, PLAN
from workflows.inventory.registers.needs import Known, Missing, Need, need

_PERSON = "01930000-0000-7000-8000-000000000000"
_FIRST = {"what": "Refused 31 people wrongly", "severity": "major", "aware_on": "2026-11-24"}


def no_spoiling(known: Known) -> Missing | None:
    """What is held must stay as it was."""
    return None if known.body.get("no_spoiling") == "yes" else ("need_no_spoiling", {})


def corrected(known: Known) -> Missing | None:
    """Every corrective action is done, and somebody verified it."""
    rows = known.body.get("corrections") or ()
    if all(row.get("done_on") and row.get("verified_on") for row in rows):
        return None
    return "need_verified", {}


def helped(known: Known) -> Missing | None:
    """Every group of persons affected was helped."""
    rows = known.body.get("affected") or ()
    return None if all(row.get("help") and row.get("helped_on") for row in rows) else ("need_helped", {})


def settled(known: Known) -> Missing | None:
    """Every matter on the closing list has an outcome and a day."""
    rows = known.body.get("closing") or ()
    whole = all(row.get("outcome") and row.get("settled_on") for row in rows)
    return None if whole else ("need_settled", {})


need(
    Need(
        item="TE-15",
        register=PLAN,
        statuses=frozenset({"in_force"}),
        filled=("escalation", "authorities", "clock_keeper", "communication"),
        org=True,
        example="A plan with who is called within which time, the authorities with their clocks, and who tells users.",
        sample={
            "escalation": [{"severity": "major", "who": "Incident manager", "within": "30 minutes"}],
            "authorities": [
                {"name": "Market surveillance", "contact": "Portal", "cases": "Serious: 15 days"}
            ],
            "clock_keeper": "The incident manager, at night the person on call",
            "communication": "The product owner writes to users on the same day",
        },
    )
)
need(
    Need(
        item="RT-8",
        register=PLAN,
        statuses=frozenset({CLOSED}),
        filled=("closing",),
        test=settled,
        example="A list of what was open at the end, each matter with its outcome and the day it was settled.",
        sample={
            "closing": [{"matter": "Complaint of May", "outcome": "Answered", "settled_on": "2026-11-02"}]
        },
    )
)
need(
    Need(
        item="SU-1",
        register=INCIDENT,
        filled=("what", "aware_on", "scope", "contained_on"),
        example="What happened, since when we know, what was stopped and when.",
        sample={**_FIRST, "scope": "full", "contained_on": "2026-11-24"},
    )
)
need(
    Need(
        item="SU-2",
        register=INCIDENT,
        filled=("contained_on", "contained", "fallback", "safe_proof"),
        example="Traffic went to clerks at 14:52; the deploy check denies the version since 14:50.",
        sample={
            **_FIRST,
            "contained_on": "2026-11-24",
            "contained": "Traffic turned off",
            "fallback": "Clerks decide",
            "safe_proof": "Deploy check denied at 14:50",
        },
    )
)
need(
    Need(
        item="SU-3",
        register=INCIDENT,
        filled=("hold_on", "held"),
        test=no_spoiling,
        example="Event logs of the week copied with their digests; the model and its inputs are left as they are.",
        sample={
            **_FIRST,
            "hold_on": "2026-11-24",
            "held": [{"what": "Event log", "where": "Archive 7"}],
            "no_spoiling": "yes",
        },
    )
)
need(
    Need(
        item="SU-4",
        register=INCIDENT,
        filled=("effects", "test_outcome", "test_reason", "test_on"),
        example="Each effect of Article 3(49) looked at, with the outcome, the reason and the day; the clock runs.",
        sample={
            **_FIRST,
            "effects": ["fundamental_rights"],
            "test_outcome": "serious",
            "test_reason": "Refusals by origin cannot be ruled out",
            "test_on": "2026-11-24",
        },
    )
)
need(
    Need(
        item="SU-6",
        register=INCIDENT,
        filled=("affected",),
        test=helped,
        example="31 applicants, each decision looked at again by a clerk within two days.",
        sample={
            **_FIRST,
            "affected": [
                {"who": "Refused in week 47", "count": 31, "help": "Decided anew", "helped_on": "2026-11-25"}
            ],
        },
    )
)
need(
    Need(
        item="SU-7",
        register=INCIDENT,
        filled=("nonconformity", "nonconformity_owner"),
        example="What should have been so and was not, and who owns the correction.",
        sample={**_FIRST, "nonconformity": "No test on new forms", "nonconformity_owner": _PERSON},
    )
)
need(
    Need(
        item="RS-1",
        register=INCIDENT,
        filled=("cause", "corrections"),
        test=corrected,
        example="The cause with how it was found; each correction done, and verified by somebody else.",
        sample={
            **_FIRST,
            "cause": "The new form left a field empty",
            "corrections": [
                {
                    "action": "Refuse empty fields",
                    "owner": _PERSON,
                    "done_on": "2026-11-26",
                    "verified_on": "2026-11-27",
                }
            ],
        },
    )
)
need(
    Need(
        item="EM-1",
        register=INCIDENT,
        filled=("pass_ref", "emergency", "environment", "hours", "skipped"),
        example="Which emergency, which version where, for how many hours, and which gates were skipped.",
        sample={
            **_FIRST,
            "pass_ref": "PASS-3",
            "emergency": "Payments stood still",
            "environment": "Production",
            "hours": 8,
            "skipped": "Testing and deployment",
        },
    )
)
need(
    Need(
        item="EM-2",
        register=INCIDENT,
        filled=("pass_ref", "effect_after", "catch_up"),
        example="What it did, looked at afterwards, and which gate is caught up until when.",
        sample={
            **_FIRST,
            "pass_ref": "PASS-3",
            "effect_after": "Payments went on, no wrong one among 200",
            "catch_up": [{"what": "Deployment gate", "due": "2026-12-01"}],
        },
    )
)

"""Which checklist items monitoring satisfies: a plan in force, indicators that have values, reviews, a use check."""

from __future__ import annotations

from datetime import timedelta

from workflows.assurance.monitoring.kinds import INDICATOR, LIVE
from workflows.assurance.monitoring.limits import limits_of
from workflows.assurance.monitoring.plans import CLOSER, PLAN, REPORT, SEEN
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.needs import Known, Missing, Need, need

REVIEW_GOOD_FOR = timedelta(days=184)
"""A review of the indicators older than this says nothing about today."""


def regular(known: Known) -> bool:
    """Whether it is the plan of every day."""
    return known.body.get("kind") != CLOSER


def closer(known: Known) -> bool:
    """Whether it is closer monitoring for a set time."""
    return known.body.get("kind") == CLOSER


def market_plan_whole(known: Known) -> Missing | None:
    """A post-market plan says how experience from the field is gathered."""
    if known.body.get("post_market") == "yes" and not str(known.body.get("market_method") or "").strip():
        return "need_market_method", {}
    return None


def has_limits(known: Known) -> Missing | None:
    """An indicator without a limit tells nobody anything."""
    return None if limits_of(known.body).any else ("need_limit", {})


def still_closer(known: Known) -> Missing | None:
    """Closer monitoring that is over is no closer monitoring."""
    until = day_in(known.body, "closer_until")
    return ("need_closer_until", {}) if until is None or until < known.today else None


def fresh(known: Known) -> Missing | None:
    """A review is of the last half year and not of tomorrow."""
    on = day_in(known.body, "reviewed_on")
    if on is None or on > known.today or known.today - on > REVIEW_GOOD_FOR:
        return "need_fresh_review", {"days": REVIEW_GOOD_FOR.days}
    return None


_SEEN = {key: example for key, _, example in SEEN}
_PERIOD = {"period_from": "2026-05-01", "period_until": "2026-10-31"}

need(
    Need(
        item="TE-14",
        register=PLAN,
        statuses=frozenset({"in_force"}),
        filled=("collected", "indicators", "reacts", "review_every", "next_review"),
        only=regular,
        test=market_plan_whole,
        example="A plan with five indicators and their limits, who looks at them every week, who acts on a breach.",
        sample={
            "kind": "regular",
            "collected": "Decisions and outcomes, by the weekly job; operations looks",
            "indicators": [{"indicator": "Wrong refusals", "limit": "at most 4 %", "often": "weekly"}],
            "reacts": "Operations stops the queue and calls the product owner",
            "review_every": "quarter",
            "next_review": "2027-02-01",
        },
    )
)
need(
    Need(
        item="DM-3",
        register=INDICATOR,
        statuses=frozenset({LIVE}),
        filled=("baseline", "baseline_on", "recipients"),
        test=has_limits,
        example="An indicator with a first value, a baseline, a limit and the names of those who are told.",
        sample={
            "measures": "Share of wrong refusals",
            "cadence": "weekly",
            "high": 4,
            "baseline": 2,
            "baseline_on": "2026-11-01",
            "recipients": [{"who": "01930000-0000-7000-8000-000000000000", "how": "Mail"}],
        },
    )
)
need(
    Need(
        item="DM-8",
        register=REPORT,
        statuses=frozenset({"final"}),
        filled=("use_checked_on", "use_intended", "use_found", "use_outcome"),
        example="Forty cases of the first weeks read: used as the instructions say, twice without the second look.",
        sample={
            **_PERIOD,
            "use_checked_on": "2026-11-02",
            "use_intended": "It proposes, a clerk decides",
            "use_found": "Clerks read every proposal",
            "use_outcome": "as_meant",
        },
    )
)
need(
    Need(
        item="RE-1",
        register=REPORT,
        statuses=frozenset({"final"}),
        filled=(*_SEEN, "conclusion", "reviewed_on"),
        test=fresh,
        example="A report over the time since the last approval that says something about each of the six indicators.",
        sample={**_PERIOD, **_SEEN, "conclusion": "go_on", "reviewed_on": "2026-11-02"},
    )
)
need(
    Need(
        item="RS-6",
        register=PLAN,
        statuses=frozenset({"in_force"}),
        filled=("closer_what", "closer_until", "told_on", "told_how"),
        only=closer,
        test=still_closer,
        example="Every decision is sampled for four weeks; users were told on the day it went on.",
        sample={
            "kind": "closer",
            "closer_what": "Every tenth decision is read by a second clerk",
            "closer_until": "2099-12-31",
            "told_on": "2026-11-20",
            "told_how": "Notice in the tool: what went wrong and what was changed",
        },
    )
)

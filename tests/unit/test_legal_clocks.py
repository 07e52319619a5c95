"""The clocks the law sets for incidents: calendar time from awareness, the right length for each case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.assurance.incidents.clocks import CASE_OF, cases_of, is_serious, reminders_due
from workflows.assurance.incidents.law import rules_from
from workflows.assurance.incidents.register import aware_at, check
from workflows.inventory.law.catalogue import EU_AI_ACT
from workflows.inventory.law.effective import built
from workflows.inventory.law.scheme import Clock

BERLIN = ZoneInfo("Europe/Berlin")
RULES = rules_from(built(EU_AI_ACT, ()).clocks)


@pytest.mark.parametrize(
    ("case", "days", "article"),
    [
        ("general", 15, "73(2)"),
        ("widespread_infringement", 2, "73(3)"),
        ("critical_infrastructure", 2, "73(3)"),
        ("death", 10, "73(4)"),
    ],
)
def test_each_case_has_the_length_the_act_gives_it(case: str, days: int, article: str) -> None:
    assert (RULES[case].days, RULES[case].article, RULES[case].law) == (days, article, "EU AI Act")


def test_days_are_calendar_days_even_when_the_hour_is_changed_in_between() -> None:
    aware = datetime(2026, 10, 20, 9, 30, tzinfo=BERLIN)
    due = RULES["general"].due(aware, BERLIN)
    assert due == datetime(2026, 11, 4, 9, 30, tzinfo=BERLIN)
    assert due - aware.astimezone(UTC) == timedelta(days=15, hours=1)


def test_hours_are_hours() -> None:
    aware = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    rule = RULES["personal_data_breach"]
    assert (rule.law, rule.article) == ("GDPR", "33")
    assert rule.due(aware, BERLIN) - aware.astimezone(UTC) == timedelta(hours=72)


def test_the_effects_name_the_cases_and_the_strictest_is_among_them() -> None:
    assert cases_of(["health", "fundamental_rights"]) == ("general",)
    assert cases_of(["death", "critical_infrastructure", "personal_data"]) == (
        "death",
        "critical_infrastructure",
        "personal_data_breach",
    )
    assert cases_of(["none"]) == ()
    assert is_serious(["health"])
    assert not is_serious(["personal_data", "none"])


def test_a_clock_without_a_time_or_of_another_kind_starts_nothing() -> None:
    odd = [Clock("general", "EU AI Act", "73(2)", None, None), Clock("other", "X", "1", 5, None)]
    assert rules_from(odd) == {}
    assert set(RULES) == set(CASE_OF.values())


def test_awareness_without_a_time_counts_from_the_beginning_of_the_day() -> None:
    body = {"aware_on": "2026-11-24"}
    assert aware_at(body, BERLIN) == datetime(2026, 11, 24, tzinfo=BERLIN)
    assert aware_at(body | {"aware_time": "14:05"}, BERLIN) == datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN)
    assert aware_at({}, BERLIN) is None


def test_reminders_come_at_the_half_on_the_last_day_and_when_it_is_over() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    due = start + timedelta(days=10)
    assert reminders_due(start, due, start + timedelta(days=4), ()) == ()
    assert reminders_due(start, due, start + timedelta(days=5), ()) == ("half",)
    assert reminders_due(start, due, start + timedelta(days=9), ["half"]) == ("last_day",)
    assert reminders_due(start, due, due, ["half", "last_day"]) == ("overdue",)
    assert reminders_due(start, due, due, ["half", "last_day", "overdue"]) == ()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"aware_time": "25:00"}, "aware_time"),
        ({"happened_on": "2026-11-24", "aware_on": "2026-11-23"}, "aware_on"),
        ({"effects": ["health", "none"]}, "effects"),
        ({"effects": ["health"], "test_outcome": "not_serious"}, "test_outcome"),
        ({"let_through": "SYS-1"}, "let_through"),
        ({"corrections": [{"verified_on": "2026-11-24"}]}, "corrections-0-verified_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(body: dict, field: str) -> None:
    assert field in [refused.field for refused in check(body)]

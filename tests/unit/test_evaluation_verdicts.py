"""The verdict of an evaluation and the order of plan and run, as pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.assurance.evaluations.order import PlanState, Run, plan_before
from workflows.assurance.evaluations.verdicts import (
    Limit,
    Result,
    judge,
    limits_of,
    results_of,
    strictest,
    subgroups,
    verdict,
)

AUC = Limit("AUC", "", "higher", 0.8)


@pytest.mark.parametrize(
    ("value", "own", "plan", "state"),
    [
        (0.81, None, [AUC], "ok"),
        (0.8, None, [AUC], "ok"),
        (0.79, None, [AUC], "breach"),
        (0.81, 0.9, [AUC], "breach"),
        (0.81, 0.5, [AUC], "ok"),
        (0.79, 0.5, [AUC], "breach"),
        (0.81, None, [], "unbound"),
        (float("nan"), None, [AUC], "breach"),
        (float("nan"), None, [], "breach"),
        (0.81, None, [AUC, Limit("auc ", "", "higher", 0.85)], "breach"),
        (0.81, None, [AUC, Limit("AUC", "", "lower", 0.8)], "breach"),
    ],
)
def test_the_strictest_broken_limit_decides(value, own, plan, state):
    assert judge(Result("auc", "", value, own), plan).state == state


def test_a_broken_limit_is_the_one_shown():
    judged = judge(Result("AUC", "", 0.7, 0.75), [AUC])
    assert judged.limit == AUC
    assert judged.planned


def test_a_criterion_for_each_subgroup_leaves_the_whole_out():
    each = Limit("fpr", "*", "lower", 0.1)
    assert each.covers("FPR", "women")
    assert not each.covers("FPR", "")
    assert verdict([Result("fpr", "women", 0.2, better="lower")], [each]).outcome == "failed"


@pytest.mark.parametrize(
    ("results", "plan", "outcome"),
    [
        ([], [AUC], "empty"),
        ([Result("AUC", "", 0.9)], [AUC], "passed"),
        ([Result("AUC", "", 0.9)], [AUC, Limit("recall", "", "higher", 0.5)], "incomplete"),
        ([Result("AUC", "", 0.9), Result("AUC", "", 0.7)], [AUC], "failed"),
        ([Result("AUC", "", 0.9)], [], "incomplete"),
        ([Result("AUC", "", 0.9, 0.8)], [], "passed"),
        ([Result("recall", "", 0.9)], [AUC], "incomplete"),
        ([Result("AUC", "", 0.9), Result("speed", "", 3.0)], [AUC], "passed"),
    ],
)
def test_an_outcome_is_failed_before_incomplete_before_passed(results, plan, outcome):
    assert verdict(results, plan).outcome == outcome


def test_what_is_no_number_passes_nothing():
    results = results_of([{"metric": "AUC", "value": "good", "threshold": "0.8"}])
    assert verdict(results, limits_of([{"metric": "AUC", "threshold": 0.8}])).outcome == "failed"
    assert (
        verdict(
            results_of([{"metric": "AUC", "value": 0.9}]), limits_of([{"metric": "AUC", "threshold": ""}])
        ).outcome
        == "failed"
    )


def test_rows_without_a_metric_are_no_results():
    assert results_of([{"metric": " ", "value": 1.0}, {}]) == ()
    assert limits_of([{"threshold": 1.0}]) == ()


def test_subgroups_leave_the_whole_out():
    rows = results_of([{"metric": "a", "value": 1}, {"metric": "a", "subgroup": "Women", "value": 1}])
    assert subgroups(rows) == {"women"}


def test_what_a_file_calls_all_is_the_whole():
    rows = results_of([{"metric": "AUC", "subgroup": "Overall", "value": 0.9}])
    assert subgroups(rows) == frozenset()
    assert verdict(rows, [AUC]).outcome == "passed"


numbers = st.floats(-100, 100, allow_nan=False)


@given(value=numbers, thresholds=st.lists(numbers, min_size=1, max_size=5), lower=st.booleans())
def test_more_limits_never_make_a_result_better(value, thresholds, lower):
    better = "lower" if lower else "higher"
    limits = [Limit("m", "", better, one) for one in thresholds]
    states = [judge(Result("m", "", value), [limit]).state for limit in limits]
    together = judge(Result("m", "", value), limits)
    assert together.state == ("breach" if "breach" in states else "ok")
    hardest = strictest(limits)
    assert hardest is not None
    assert hardest.threshold == (min(thresholds) if lower else max(thresholds))


START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _state(number: int, hours: float, status: str = "fixed", limits: tuple[Limit, ...] = (AUC,)) -> PlanState:
    at = START + timedelta(hours=hours)
    return PlanState(number, at, at.date(), status, limits)


@pytest.mark.parametrize(
    ("states", "ran_after_days", "recorded_hours", "number"),
    [
        ([_state(1, 0)], 0, 5, 1),
        ([_state(1, 0)], 3, 80, 1),
        ([_state(1, 6)], 0, 5, None),
        ([_state(1, 0)], -1, 5, None),
        ([_state(1, 0, "draft"), _state(2, 1)], 0, 5, 2),
        ([_state(1, 0), _state(2, 30)], 0, 40, 1),
        ([_state(1, 0), _state(2, 1, "draft")], 0, 5, None),
        ([_state(1, 0, limits=())], 0, 5, None),
        ([], 0, 5, None),
    ],
)
def test_only_a_plan_fixed_before_the_run_judges_it(states, ran_after_days, recorded_hours, number):
    run = Run((START + timedelta(days=ran_after_days)).date(), START + timedelta(hours=recorded_hours))
    found = plan_before(states, run)
    assert (found.number if found else None) == number


@given(
    hours=st.lists(st.integers(0, 200), min_size=1, max_size=6, unique=True),
    recorded=st.integers(0, 200),
    day=st.integers(0, 8),
)
def test_no_plan_recorded_after_the_run_is_ever_taken(hours, recorded, day):
    run = Run((START + timedelta(days=day)).date(), START + timedelta(hours=recorded))
    found = plan_before([_state(n, h) for n, h in enumerate(sorted(hours), 1)], run)
    if found is not None:
        assert found.at < run.recorded_at
        assert run.ran_on is not None
        assert found.day <= run.ran_on

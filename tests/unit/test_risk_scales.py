"""How risks are rated: the highest impact counts, and critical harm to a person is never below high."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.assurance.risks import scales, taxonomy
from workflows.assurance.risks.rules import problems, unready

ONE_TO_FIVE = st.integers(1, 5)


@pytest.mark.parametrize(
    ("likelihood", "impacts", "score", "level"),
    [
        (1, {"organisation": 1}, 1, "low"),
        (2, {"organisation": 2, "society": 1}, 4, "low"),
        (1, {"society": 5}, 5, "medium"),
        (3, {"organisation": 3}, 9, "medium"),
        (2, {"individuals": 5}, 10, "high"),
        (1, {"individuals": 5}, 5, "high"),
        (5, {"organisation": 3, "individuals": 1}, 15, "high"),
        (4, {"organisation": 1, "individuals": 4}, 16, "critical"),
        (5, {"society": 5}, 25, "critical"),
    ],
)
def test_the_level_follows_from_likelihood_times_the_highest_impact(likelihood, impacts, score, level):
    found = scales.rate(likelihood, impacts)
    assert found is not None
    assert (found.score, found.level) == (score, level)


@given(ONE_TO_FIVE, ONE_TO_FIVE, ONE_TO_FIVE, ONE_TO_FIVE)
def test_a_higher_number_never_gives_a_lower_level(likelihood, organisation, individuals, society):
    impacts = {"organisation": organisation, "individuals": individuals, "society": society}
    here = scales.rate(likelihood, impacts)
    for part, number in impacts.items():
        more = scales.rate(likelihood, {**impacts, part: min(number + 1, 5)})
        assert more is not None
        assert here is not None
        assert not scales.worse(here.level, more.level)


@given(ONE_TO_FIVE)
def test_critical_harm_to_a_person_is_never_below_high(likelihood):
    found = scales.rate(likelihood, {"individuals": 5})
    assert found is not None
    assert found.level in ("high", "critical")


@pytest.mark.parametrize("number", [0, 6, -1])
def test_a_number_outside_the_scale_is_an_error_and_not_a_low_risk(number):
    with pytest.raises(ValueError, match="scale"):
        scales.rate(3, {"society": number})


def test_a_record_without_likelihood_or_impact_has_no_rating():
    assert scales.rating_of({"inherent_likelihood": "3"}, "inherent") is None
    assert scales.rating_of({"inherent_society": "3"}, "inherent") is None
    assert scales.rating_of({}, "residual") is None


def test_what_counts_is_the_rating_after_measures_once_there_is_one():
    before = {"inherent_likelihood": "4", "inherent_individuals": "4"}
    assert scales.present(before).level == "critical"
    after = {**before, "residual_likelihood": "2", "residual_individuals": "2"}
    assert scales.present(after).level == "low"


@pytest.mark.parametrize(
    ("day", "level", "due"),
    [
        ("2026-01-31", "critical", date(2026, 2, 28)),
        ("2026-11-30", "high", date(2027, 2, 28)),
        ("2026-08-31", "medium", date(2027, 2, 28)),
        ("2028-02-29", "low", date(2029, 2, 28)),
        ("", "low", None),
        ("2026-08-31", "", None),
    ],
)
def test_the_higher_the_level_the_sooner_it_is_looked_at_again(day, level, due):
    assert scales.review_due(day, level) == due


def test_what_remains_cannot_be_rated_before_or_above_what_was_there():
    after = {"residual_likelihood": "2", "residual_society": "2"}
    assert [one.code for one in problems(after)] == ["risk_before_first"]
    low = {"inherent_likelihood": "1", "inherent_society": "1"}
    assert [one.code for one in problems({**low, **after})] == ["risk_after_above"]
    assert problems({**low, **after, "treatment": "pursue_opportunity"}) == []


def test_a_risk_with_nothing_in_it_names_every_field_that_acceptance_needs():
    fields = {one.field for one in unready({"kind": "risk"})}
    assert {"category", "residual_individuals", "acceptance_reason", "reviewed_on", "treatment"} <= fields


def test_the_catalogue_has_criteria_for_every_number_and_part():
    meaning = taxonomy.criteria()["impact_meaning"]
    assert set(meaning) == set(scales.PARTS)
    assert all(set(part) == {1, 2, 3, 4, 5} for part in meaning.values())
    assert set(taxonomy.criteria()["likelihood_meaning"]) == {1, 2, 3, 4, 5}
    assert len(taxonomy.known_risks()) == 31
    assert len(taxonomy.annex_a()) == 38
    assert sum(len(one.questions) for one in taxonomy.dimensions()) == 24

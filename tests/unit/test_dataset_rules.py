"""What datasets must say to satisfy the items of the data review, as pure rules."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from workflows.ground import words
from workflows.inventory.datasets import registration as registration
from workflows.inventory.datasets.quality import held, measured_first, proofs, unmeasured
from workflows.inventory.datasets.register import DATASETS, check, derive
from workflows.inventory.datasets.splits import missing_parts, twins
from workflows.inventory.registers import words as register_words  # noqa: F401
from workflows.inventory.registers.filling import stored
from workflows.inventory.registers.needs import Known, Need, all_needs

NEEDS = [need for need in all_needs() if need.register == "dataset"]


def known(need: Need, body: dict[str, Any], status: str = "") -> Known:
    return Known(
        id=1,
        uuid="u",
        register="dataset",
        ref="DS-1",
        title="Applications",
        status=status or need.sample_status or "draft",
        version=1,
        digest="d",
        body=body,
        today=date(2026, 4, 1),
        system_id=7,
    )


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.item)
def test_a_full_dataset_satisfies_its_item_and_an_empty_one_does_not(need):
    assert need.lacks(known(need, dict(need.sample))) == ()
    assert need.lacks(known(need, {}))
    for key in need.filled:
        assert need.lacks(known(need, {**need.sample, key: ""})), key


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.item)
def test_a_sample_is_made_of_declared_values(need):
    bad: list[Any] = []
    for key, value in need.sample.items():
        field = DATASETS.field(key)
        assert field is not None, key
        stored(field, value, key, bad)
    assert not bad, [(one.code, one.field) for one in bad]
    assert not check(need.sample)


def test_every_reason_has_its_sentence():
    for need in NEEDS:
        for code, params in need.lacks(known(need, {}, "blocked")):
            assert words.text(code, dict(params))


def _with(item: str, **more: Any):
    need = next(one for one in NEEDS if one.item == item)
    return need.lacks(known(need, {**need.sample, **more}))


def test_a_blocked_dataset_is_not_looked_at():
    need = next(one for one in NEEDS if one.item == "DA-1")
    assert not need.about(known(need, dict(need.sample), "blocked"), None)


CRITERION = {"criterion": "Missing values", "better": "lower", "limit": 2, "set_on": "2026-01-12"}
MEASURE = {"criterion": "missing  VALUES", "value": 0.7, "limit": 2, "measured_on": "2026-02-02"}


@pytest.mark.parametrize(
    ("criteria", "measures", "code"),
    [
        ([CRITERION], [MEASURE], None),
        ([CRITERION, CRITERION | {"criterion": "Doubles"}], [MEASURE], "need_unmeasured"),
        ([CRITERION | {"limit": 1}], [MEASURE], "need_limit_moved"),
        ([CRITERION | {"set_on": "2026-02-03"}], [MEASURE], "need_measured_first"),
        ([CRITERION], [MEASURE | {"value": 3}], "need_quality_broken"),
        ([CRITERION], [MEASURE, MEASURE | {"value": 3, "measured_on": "2026-03-01"}], "need_quality_broken"),
        ([CRITERION], [MEASURE | {"value": 3}, MEASURE | {"measured_on": "2026-03-01"}], None),
    ],
)
def test_quality_is_measured_against_limits_that_were_set_before(criteria, measures, code):
    found = _with("DA-3", criteria=criteria, measures=measures)
    assert [one[0] for one in found] == ([code] if code else [])


def test_a_value_outside_its_limit_needs_an_answer():
    assert not _with("DA-3", measures=[MEASURE | {"value": 3}], quality_answer="Rows without income left out")


def test_the_stricter_of_two_limits_judges_a_value():
    (one,) = held({"criteria": [CRITERION], "measures": [MEASURE | {"limit": 0.5}]})
    assert not one.good
    assert not one.kept
    assert one.limit == 0.5
    assert unmeasured({"criteria": [CRITERION]}) == ("Missing values",)
    assert measured_first({"criteria": [CRITERION], "measures": []}) == ()


def test_the_record_shows_in_which_version_limit_and_value_came():
    first, both = {"criteria": [CRITERION]}, {"criteria": [CRITERION], "measures": [MEASURE]}
    history = [(1, {}), (2, first), (3, both), (4, both)]
    random.Random(1).shuffle(history)
    (proof,) = proofs(history)
    assert (proof.set_version, proof.measured_version, proof.in_order) == (2, 3, True)
    (at_once,) = proofs([(1, both)])
    assert not at_once.in_order
    moved = {"criteria": [CRITERION | {"limit": 1}], "measures": [MEASURE]}
    (late,) = proofs([*history, (5, moved)])
    assert not late.in_order


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"splits": [{"part": "training", "size": 5}]}, "need_split_parts"),
        ({"leakage": "open"}, "need_leakage"),
        ({"kept_back": "no"}, "need_kept_back"),
        (
            {
                "splits": [
                    {"part": p, "size": 1, "digest": "ab" * 32} for p in ("training", "validation", "test")
                ]
            },
            "need_split_twins",
        ),
    ],
)
def test_a_split_is_clean_only_with_three_parts_and_nothing_leaking(more, code):
    assert [one[0] for one in _with("DA-9", **more)] == [code]


def test_parts_without_rows_are_missing():
    assert missing_parts({"splits": [{"part": "test", "size": 0}]}) == ("training", "validation", "test")
    assert twins({}) == ()


@pytest.mark.parametrize(
    ("item", "more", "code"),
    [
        ("DA-1", {"legal_basis": "not_personal"}, "dataset_basis"),
        ("DA-8", {"special_until": "2026-03-31"}, "need_special_end"),
        ("DA-10", {"security_result": "open"}, "need_security_open"),
        ("RT-4", {"disposal": "kept", "retention_until": "2026-03-31"}, "need_personal_gone"),
    ],
)
def test_what_is_not_in_order_is_named(item, more, code):
    assert [one[0] for one in _with(item, **more)] == [code]


def test_the_level_says_how_sensitive_data_is_and_the_day_when_to_look():
    body = {"personal_data": "personal", "retention_until": "2027-01-01", "review_on": "2026-09-01"}
    assert derive(body).level == "personal"
    assert derive(body).due_on == date(2026, 9, 1)
    assert derive({"special": "yes"}).level == "special"
    assert derive({}).level == ""
    assert derive({}).due_on is None
    assert [one.field for one in check({"special": "yes", "personal_data": "none"})] == ["personal_data"]
    assert check({"collected_from": "2026-02-01", "collected_to": "2026-01-01"})

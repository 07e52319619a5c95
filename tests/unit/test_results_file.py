"""Results from files: both forms, every bad line named, and nothing that makes a reader stumble."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.assurance.evaluations import words as words_of_evaluations  # noqa: F401
from workflows.assurance.evaluations.results_file import LARGEST, read_results
from workflows.ground import words
from workflows.ground.refused import Refused, Several

FULL = {
    "metric": "AUC",
    "subgroup": "Women",
    "value": 0.84,
    "threshold": 0.8,
    "better": "higher",
    "unit": "",
    "note": "three seeds",
}


@pytest.mark.parametrize(
    "data",
    [
        "metric,subgroup,value,threshold,better,note\nAUC,Women,0.84,0.8,higher,three seeds\n",
        "\ufeffName;Group;Score;Limit;Direction;Comment\r\nAUC;Women;0,84;0,8;>=;three  seeds\r\n",
        "metric\tslice\tvalue\ttarget\tdirection\tremark\textra\nAUC\tWomen\t0.84\t0.8\tup\tthree seeds\tx\n\n",
        json.dumps([FULL]),
        json.dumps({"results": [FULL | {"better": "HIGHER"}], "run": "7"}),
    ],
)
def test_both_forms_give_the_same_results(data):
    assert read_results(data.encode()) == [FULL]


def test_metrics_by_name_and_subgroup_are_read():
    rows = read_results(json.dumps({"metrics": {"AUC": 0.9, "FPR": {"Women": 0.1, "Men": 0}}}).encode())
    assert [(row["metric"], row["subgroup"], row["value"]) for row in rows] == [
        ("AUC", "", 0.9),
        ("FPR", "Women", 0.1),
        ("FPR", "Men", 0),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "results_empty"),
        (b"metric,value\n", "results_empty"),
        (b"[]", "results_empty"),
        (b"\xff\xfe\x00", "results_format"),
        (b"{", "results_format"),
        (b"[" * 100_000, "results_format"),
        (b'{"results": 3}', "results_format"),
        (b'metric,value\n"AUC,1', "results_format"),
        (b"name of it,how much\nAUC,1\n", "results_columns"),
        (b"x" * (LARGEST + 1), "results_large"),
        (b"metric,value\n" + b"AUC,1\n" * 501, "results_many"),
        (json.dumps([{"metric": "a", "value": 1}] * 501).encode(), "results_many"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data, code):
    with pytest.raises(Refused) as caught:
        read_results(data)
    assert (caught.value.code, caught.value.field) == (code, "file")
    assert words.text(code, caught.value.params)


def test_every_bad_line_is_named_and_nothing_is_taken():
    data = "metric,value,threshold,better\n,1,,\nAUC,good,,\nAUC,,,\nAUC,1,x,\nAUC,1,,sideways\nAUC,NaN,,\n"
    with pytest.raises(Several) as caught:
        read_results(data.encode())
    found = [(one.code, one.params["row"]) for one in caught.value.reasons]
    assert found == [
        ("results_row_metric", 2),
        ("results_row_number", 3),
        ("results_row_value", 4),
        ("results_row_number", 5),
        ("results_row_better", 6),
        ("results_row_number", 7),
    ]
    assert all(words.text(one.code, one.params) for one in caught.value.reasons)


@pytest.mark.parametrize("value", [True, "1e400", 10**400, {"a": 1}, float("inf"), "=1+1"])
def test_what_is_no_number_is_no_result(value):
    with pytest.raises(Several):
        read_results(json.dumps([{"metric": "AUC", "value": value}]).encode())


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data):
    try:
        rows = read_results(data)
    except Refused as refused:
        for one in refused.reasons if isinstance(refused, Several) else [refused]:
            assert words.text(one.code, one.params)
    else:
        assert all(row["metric"] for row in rows)

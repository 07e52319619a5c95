"""Counting a dataset: what a file says, what it refuses, and which criteria it measures."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.ground import words
from workflows.ground.refused import Refused
from workflows.inventory.datasets import words as words_of_datasets  # noqa: F401
from workflows.inventory.datasets.profile import LARGEST, read_profile, said_by

CSV = b"age,income\n31,2000\n31,2000\n52,NA\n,1800\n"
GIVEN = {"rows": 10, "sha256": "ab" * 32, "duplicates": 1, "columns": [{"name": "age", "missing": 2}]}


def test_a_file_is_counted_and_its_hash_is_that_of_its_bytes():
    found = read_profile(CSV)
    assert found.digest == hashlib.sha256(CSV).hexdigest()
    assert found.values == {
        "Rows": 4,
        "Columns": 2,
        "Missing values": 25.0,
        "Missing values: age": 25.0,
        "Missing values: income": 25.0,
        "Duplicate rows": 25.0,
    }


def test_a_profile_brings_the_same_counts():
    found = read_profile(json.dumps(GIVEN).encode())
    assert found.values["Missing values"] == 20.0
    assert found.values["Duplicate rows"] == 10.0
    assert found.digest == "ab" * 32
    assert "Duplicate rows" not in read_profile(json.dumps(GIVEN | {"duplicates": None}).encode()).values


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "profile_columns"),
        (b"a,a\n1,2\n", "profile_columns"),
        (b"a,b\n", "profile_empty"),
        (b"a,b\n1\n", "profile_row"),
        (b"\xff\xfe", "profile_format"),
        (b'a,b\n"1,2', "profile_format"),
        (b"{", "profile_format"),
        (b'{"a":' * 50_000, "profile_format"),
        (b"{}", "profile_shape"),
        (json.dumps(GIVEN | {"rows": -1}).encode(), "profile_shape"),
        (json.dumps(GIVEN | {"columns": [{"name": "x", "missing": 11}]}).encode(), "profile_shape"),
        (json.dumps(GIVEN | {"columns": [3]}).encode(), "profile_shape"),
        (json.dumps(GIVEN | {"sha256": "x"}).encode(), "profile_digest"),
        (b"x" * (LARGEST + 1), "profile_large"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(data, code):
    with pytest.raises(Refused) as caught:
        read_profile(data)
    assert caught.value.code == code
    assert words.text(code, caught.value.params)


def test_only_criteria_that_were_set_get_a_value_and_the_limit_stays_with_it():
    criteria = [
        {"criterion": "missing  values", "better": "lower", "limit": 30, "set_on": "2026-01-01"},
        {"criterion": "Freshness", "better": "lower", "limit": 3, "set_on": "2026-01-01"},
    ]
    found = said_by(read_profile(CSV), {"criteria": criteria}, "2026-01", "2026-02-01")
    assert found["size"] == 4
    assert [(row["criterion"], row["value"], row["limit"]) for row in found["measures"]] == [
        ("missing  values", 25.0, 30)
    ]
    again = said_by(read_profile(CSV), found, "2026-01b", "2026-02-02")
    assert [row["version"] for row in again["versions"]] == ["2026-01b"]


def _sentence(data: bytes) -> str:
    """What is said of a file that is refused; "" for one that is counted."""
    try:
        read_profile(data)
    except Refused as refused:
        return words.text(refused.code, refused.params)
    return ""


@given(st.binary(max_size=200))
def test_no_bytes_make_the_counting_fail(data):
    assert _sentence(data) or read_profile(data).rows > 0

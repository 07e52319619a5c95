"""A policy as YAML is the same policy, and nothing but plain data is ever read from a file."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import HOME
from workflows.approvals.policies.yaml_text import from_yaml, to_yaml
from workflows.approvals.starter import starter_bodies
from workflows.ground import words
from workflows.ground.canonical import canonical_text
from workflows.ground.plain_yaml import LARGEST_TEXT
from workflows.ground.refused import Refused

STARTER = starter_bodies()
TEXT = STARTER["deployment", "high"]


def refused(text: str) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Refused) as caught:
        from_yaml(text)
    assert caught.value.field == "yaml"
    return words.text(caught.value.code, caught.value.params)


@pytest.mark.parametrize("key", sorted(STARTER))
def test_every_starter_policy_comes_back_from_its_file_unchanged(key):
    assert from_yaml(to_yaml(STARTER[key])) == STARTER[key]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=3, max_size=3), st.integers(0, 3660)
)
def test_any_text_and_number_in_a_policy_survives_the_way_through_yaml(texts, days):
    content = json.loads(TEXT)
    content["title"], content["purpose"], content["items"][0]["note"] = texts
    content["items"][0]["controls"] = texts
    content["sla_days"] = days
    body = canonical_text(content)
    assert from_yaml(to_yaml(body)) == body


@pytest.mark.parametrize(
    "text", ["no", "true", "12", "1:30", "2026-01-01", "~", "null", "", " x", "- y", "a: b", "#"]
)
def test_words_that_look_like_something_else_stay_words(text):
    content = json.loads(TEXT)
    content["purpose"] = text
    assert json.loads(from_yaml(to_yaml(canonical_text(content))))["purpose"] == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x", "line 1"),
        ("a: !!python/object:os.system ls", "line 1"),
        ("%YAML 1.1\n---\na: 1", "line 1"),
        ("gate: a\ngate: b", "gate stands twice (line 2)"),
        ("a: [1, 2", "line"),
        ("- a\n- b", "table of fields"),
        ("just words", "table of fields"),
        ("", "table of fields"),
        ("1: a", "line 1"),
        ("a: " + "[" * 40 + "]" * 40, "too deep"),
        ("a: " + "[" * 5000, "line"),
        ("gate: deployment", "tier is missing"),
        ("a: b\n---\nc: d", "line"),
        ("x" * (LARGEST_TEXT + 1), "200000"),
        ("a: \x07", "line"),
    ],
)
def test_a_file_that_is_not_plain_or_not_a_policy_is_refused_with_its_line(text, said):
    assert said in refused(text)


def test_many_small_nodes_are_refused_before_they_fill_the_memory():
    assert "too deep" in refused("a: [" + "1," * 30_000 + "]")


def test_a_field_that_nobody_reads_is_refused_by_name():
    assert "who_cares" in refused(to_yaml(TEXT) + "who_cares: yes\n")


def test_a_policy_of_an_unknown_schema_is_refused():
    assert "form that this version does not know" in refused(to_yaml(TEXT).replace("schema: 1", "schema: 2"))


def test_the_example_in_the_document_is_a_policy():
    example = re.search(r"```yaml\n(.*?)```", (HOME / "docs" / "policies.md").read_text(), re.DOTALL)
    assert example is not None
    assert json.loads(from_yaml(example[1]))["seats"][2]["needs"] == 2

"""Published results: cards and parts lists bring their values, and no threshold that nobody here has set."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.assurance.evaluations import registration as registration
from workflows.assurance.evaluations.public_results import is_public, results_from
from workflows.ground.refused import Refused

PUBLIC = Path(__file__).parent.parent / "fixtures" / "public"
CARD = """---
model-index:
- name: small
  results:
  - task: {type: text-classification}
    dataset: {name: Reviews, type: reviews}
    metrics:
    - {type: accuracy, value: %s}
---
# Small
"""


def test_a_model_card_brings_its_published_results():
    rows = results_from((CARD % "0.91").encode())
    assert [(row["metric"], row["value"], row["threshold"]) for row in rows] == [("accuracy", 0.91, "")]


@pytest.mark.parametrize(
    ("name", "groups"), [("model_card.md", {"women", "men"}), ("ml_bom.json", {"all", "over 50"})]
)
def test_cards_and_parts_lists_bring_their_results_by_subgroup(name, groups):
    rows = results_from((PUBLIC / name).read_bytes())
    assert {row["subgroup"] for row in rows} == groups
    assert all(row["threshold"] == "" for row in rows)


@pytest.mark.parametrize("name", ["dataset_card.md", "croissant.json"])
def test_a_description_of_data_has_no_results(name):
    with pytest.raises(Refused):
        results_from((PUBLIC / name).read_bytes())


def test_a_published_value_that_is_no_number_is_named():
    with pytest.raises(Refused):
        results_from((CARD % "very good").encode())


def test_other_files_are_read_as_before():
    assert not is_public(b"metric,value\n")
    assert results_from(b"metric,value\nAUC,1\n")[0]["metric"] == "AUC"

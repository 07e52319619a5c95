"""A model card and a parts list that are written say what was known, and are read back as the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from config import HOME
from workflows.inventory.exchange.cyclonedx_out import write_ml_bom
from workflows.inventory.exchange.facts import ComponentFacts, DatasetFacts, Digest, Measured, ModelFacts
from workflows.inventory.exchange.model_card_out import write_model_card
from workflows.inventory.exchange.reading import read_public

PUBLIC = HOME / "tests" / "fixtures" / "public"
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SERIAL = "4b1b7d3c-1f43-4a37-9b59-5b8a2b3f7a10"

TEXT = st.text(st.sampled_from("ab 1.,:;#-*'\"&|<>\n"), min_size=1, max_size=40).filter(
    lambda text: (
        text == text.strip()
        and "\n\n\n" not in text
        and not any(row != row.rstrip() or row.strip().endswith(":") for row in text.split("\n"))
        and "<!--" not in text
    )
)
WORD = st.text(st.sampled_from("abcno10-_"), min_size=1, max_size=12)
NUMBER = st.decimals(-1000, 1000, places=3).map(str)
RESULT = st.builds(
    Measured,
    metric=WORD,
    value=NUMBER,
    dataset=WORD,
    split=WORD,
    group=WORD,
    task=WORD,
    verified=st.booleans(),
)
MODEL = st.builds(
    ModelFacts,
    name=WORD,
    version=WORD,
    description=TEXT,
    licence=st.sampled_from(["mit", "apache-2.0", "Our own licence 3", "no"]),
    languages=st.lists(st.sampled_from(["en", "no", "de"]), max_size=3).map(tuple),
    tags=st.lists(WORD, max_size=3).map(tuple),
    task=WORD,
    architecture=TEXT,
    base_models=st.lists(WORD, max_size=2).map(tuple),
    datasets=st.lists(WORD, max_size=2).map(tuple),
    users=TEXT,
    uses=TEXT,
    out_of_scope=TEXT,
    limitations=TEXT,
    biases=TEXT,
    ethics=TEXT,
    training_data=TEXT,
    training=TEXT,
    evaluation=TEXT,
    environment=TEXT,
    results=st.lists(RESULT, max_size=4).map(tuple),
)


@settings(max_examples=30, deadline=None)
@given(MODEL)
def test_a_model_card_that_was_written_is_read_back_as_the_same(model):
    (found,) = read_public(write_model_card(model).encode()).models
    assert found == model


def test_a_model_card_says_nothing_that_is_not_known():
    card = write_model_card(ModelFacts(name="Ranker"))
    assert card == "---\nmodel_name: Ranker\n---\n\n# Model Card for Ranker\n"


def test_a_text_cannot_open_a_section_a_comment_or_a_fence_of_its_own():
    hostile = "# Uses\n<!-- hidden -->\n```\nnever closed"
    model = ModelFacts(name="Ranker", description=hostile, training="Three epochs")
    (found,) = read_public(write_model_card(model).encode()).models
    assert "hidden" in found.description
    assert found.uses == ""
    assert found.training == "Three epochs"


def test_numbers_of_a_card_are_numbers_and_words_stay_words():
    model = ModelFacts(name="R", languages=("no",), results=(Measured("accuracy", "1.5e-3"),))
    card = write_model_card(model)
    assert "value: 0.0015\n" in card
    assert "- 'no'\n" in card


def test_a_parts_list_that_was_written_is_read_back_as_the_same():
    read = read_public((PUBLIC / "ml_bom.json").read_bytes())
    main, *parts = read.components
    again = read_public(write_ml_bom(main, parts, serial=SERIAL, number=1, at=AT).encode())
    assert [(one.kind, one.name, one.version, one.licence) for one in again.components] == [
        (one.kind, one.name, one.version, one.licence) for one in read.components
    ]
    before, after = read.models[0], again.models[0]
    assert after.results == before.results
    assert after.digests == before.digests
    assert (after.uses, after.limitations, after.datasets) == (
        before.uses,
        before.limitations,
        before.datasets,
    )
    assert again.datasets[-1].sensitive == "- Names\n- Dates of birth"
    assert again.components[0].depends_on == ("cv-ranker", "rank-serving")


def test_the_same_facts_give_the_same_parts_list_with_the_fields_the_schema_asks_for():
    model = ModelFacts(name="m", results=(Measured("AUC", "0.9", group="women", dataset="test"),))
    main = ComponentFacts("application", "Screening", "2")
    part = ComponentFacts(
        "machine-learning-model", "m", "1", digests=(Digest("sha256", "a" * 64),), model=model
    )
    data = ComponentFacts("data", "set", datasets=(DatasetFacts("set"),))
    made = [write_ml_bom(main, [part, data], serial=SERIAL, number=3, at=AT) for _ in range(2)]
    assert made[0] == made[1]
    content = json.loads(made[0])
    assert (content["bomFormat"], content["specVersion"], content["version"]) == ("CycloneDX", "1.6", 3)
    assert content["serialNumber"] == f"urn:uuid:{SERIAL}"
    metric = content["components"][0]["modelCard"]["quantitativeAnalysis"]["performanceMetrics"][0]
    assert metric == {"type": "AUC", "value": "0.9", "slice": "women, test"}
    assert content["components"][0]["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert content["dependencies"][0] == {"ref": "main", "dependsOn": ["part-1", "part-2"]}


def test_an_unknown_kind_or_approach_is_not_written_where_the_schema_has_a_list():
    odd = replace(ModelFacts(name="m"), approach="guessing")
    text = write_ml_bom(ComponentFacts("prompt set", "p", model=odd), [], serial=SERIAL, number=1, at=AT)
    assert "guessing" not in text
    assert json.loads(text)["metadata"]["component"]["type"] == "application"

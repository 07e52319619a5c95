"""Public formats of models, datasets and parts lists: what a file says is taken, and bad ones get a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import HOME
from workflows.ground import words
from workflows.ground.refused import Refused
from workflows.inventory.exchange.facts import Digest, Measured, SplitFacts
from workflows.inventory.exchange.reading import read_public
from workflows.inventory.exchange.taking import LARGEST_FILE

PUBLIC = HOME / "tests" / "fixtures" / "public"


def read(name: str):
    return read_public((PUBLIC / name).read_bytes())


def read_or_sentence(data: bytes):
    """What was read, or the sentence of the refusal."""
    try:
        found = read_public(data)
    except Refused as reason:
        return words.text(reason.code, reason.params)
    return found.datasets or found.components


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_public(data)
    return words.text(caught.value.code, caught.value.params)


def test_a_model_card_gives_its_front_matter_and_its_sections():
    found = read("model_card.md")
    (model,) = found.models
    assert found.format == "Hugging Face model card"
    assert (model.name, model.licence, model.task) == (
        "cv-section-classifier",
        "halm-model-1.0",
        "text-classification",
    )
    assert model.languages == ("en", "no"), "no is Norwegian, not false"
    assert model.base_models == ("halm/encoder-small",)
    assert model.uses == "Sorting sections before a recruiter reads them."
    assert model.out_of_scope == "Ranking or rejecting people."
    assert model.limitations.startswith("CVs written by machine translation")
    assert model.ethics == "Let a person look at every section that is below 0.6."
    assert "Three epochs" in model.training
    assert "not a heading" in model.training
    assert "4 kWh" in model.environment
    assert found.left_out == ("widget",)


def test_the_results_of_a_model_card_keep_metric_dataset_and_group():
    (model,) = read("model_card.md").models
    assert model.results == (
        Measured("Accuracy", "0.914", "CV sections 2026", "test", "women", "Text Classification"),
        Measured(
            "Macro F1", "0.902", "CV sections 2026", "test", "women", "Text Classification", verified=True
        ),
        Measured("accuracy", "0.921", "CV sections 2026", "test", "men", "text-classification"),
    )


def test_what_a_card_has_not_filled_in_stays_empty():
    (model,) = read("model_card.md").models
    assert model.training_data == "", "a placeholder is no content"


def test_a_dataset_card_gives_fields_splits_and_sections():
    found = read("dataset_card.md")
    (data,) = found.datasets
    assert (data.name, data.licence, data.size, data.rows) == (
        "CV sections 2026",
        "cc-by-4.0",
        "10K<n<100K",
        "30000",
    )
    assert data.splits[0] == SplitFacts("default / train", "24000", "12400321")
    assert [(one.name, one.kind) for one in data.fields] == [
        ("text", "string"),
        ("label", "class_label"),
        ("years", "sequence"),
    ]
    assert data.fields[1].description == "education, experience"
    assert data.collection == "Collected from volunteers between March and June 2025."
    assert data.annotation.startswith("Two annotators")
    assert "health is mentioned" in data.personal
    assert data.biases == "Seven of ten volunteers work in offices."
    assert data.sources == ("halm/cv-raw-2025",)


def test_a_croissant_file_gives_files_with_digests_fields_and_the_responsible_terms():
    found = read("croissant.json")
    (data,) = found.datasets
    assert (data.name, data.version, data.published) == ("loan-files-2025", "1.2.0", "2025-11-03")
    assert data.creators == ("Halm Bank", "A. Keeper")
    assert data.files[0].sha256 == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    assert (data.files[1].name, data.files[1].address) == ("letters", "*.txt")
    assert [(one.name, one.kind) for one in data.fields] == [
        ("income", "Integer"),
        ("defaulted", "Boolean, Label"),
    ]
    assert data.uses == "- Training of default models\n- Test of default models"
    assert data.biases == "Refused applications have no outcome."
    assert "maintainer" in found.left_out


def test_terms_with_and_without_their_prefix_read_alike():
    content = json.loads((PUBLIC / "croissant.json").read_text())
    prefixed = {
        (f"sc:{key}" if key in ("name", "version", "url") else key): one for key, one in content.items()
    }
    prefixed["dct:conformsTo"] = {"@id": prefixed.pop("conformsTo")}
    assert read_public(json.dumps(prefixed).encode()).datasets == read("croissant.json").datasets


def test_a_parts_list_gives_components_model_and_data():
    found = read("ml_bom.json")
    assert found.format == "CycloneDX 1.6"
    assert [(one.kind, one.name) for one in found.components] == [
        ("application", "CV screening"),
        ("machine-learning-model", "cv-ranker"),
        ("data", "Application pairs"),
        ("library", "rank-serving"),
    ]
    assert found.components[0].depends_on == ("cv-ranker", "rank-serving")
    assert found.components[3].licence == "MIT OR Apache-2.0"
    assert [one.name for one in found.datasets] == ["Held-out pairs", "Application pairs"]
    assert found.datasets[1].sensitive == "- Names\n- Dates of birth"


def test_the_model_of_a_parts_list_keeps_its_considerations_and_measures():
    (model,) = read("ml_bom.json").models
    assert model.digests == (
        Digest("SHA-256", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
    )
    assert model.datasets == ("Application pairs", "Held-out pairs")
    assert model.results[0] == Measured("NDCG@10", "0.83", group="all", low="0.81", high="0.85")
    assert model.results[2].value == "", "a judgement in words is no number"
    assert model.limitations.startswith("- Only English")
    assert model.biases == "Group: People over 50; Harms: Later place; Measure: Weights"
    assert (model.base_models, model.approach) == (("encoder-base",), "supervised")
    assert model.environment == "training: 12.5 kWh"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"x" * (LARGEST_FILE + 1), "too large"),
        (b"# A card without front matter\n", "none of the formats"),
        (b"---\nlicense: mit\n", "no front matter"),
        (b"---\n- a\n- b\n---\n# T\n", "must be a table"),
        (b"---\na: &x [1]\nb: *x\n---\n# T\n", "Anchors, aliases"),
        (b"---\na: !!python/object:os.system x\n---\n# T\n", "Anchors, aliases, tags"),
        (b"---\nlicense: mit\nlicense: gpl\n---\n# T\n", "stands twice (line 3)"),
        (b"---\na: " + b"[" * 40 + b"]" * 40 + b"\n---\n# T\n", "too deep"),
        (b"---\na: [1\n---\n# T\n", "no YAML"),
        (b"---\nlicense: mit\n---\n\nNo heading.\n", "no name"),
        (b"{", "no JSON at line 1"),
        (b'{"a": NaN}', "no number"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", "nested too deep"),
        (b'{"a": ' + b"[" * 100_000, "nested too deep"),
        (b"[1, 2]", "none of the formats"),
        (b'{"a": 1}', "none of the formats"),
        (b'{"@type": "sc:Dataset", "name": "x"}', "no Croissant file"),
        (
            b'{"@context": {}, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0"}',
            "no name",
        ),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.2"}', "CycloneDX 1.2 is not read"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', "no name"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "data"}]}', "no name"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(data, says):
    assert says in refused(data)


def test_control_characters_and_endless_texts_never_get_through():
    card = "---\nlicense: mit\n---\n# T\n\nBefore\x00\x07 after \ud800".encode("utf-8", "surrogatepass")
    assert "no text in UTF-8" in refused(card)
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "data", "name": "a\ud800\u0000b", "description": "x" * 9_000}],
    }
    (data,) = read_public(json.dumps(bom).encode()).datasets
    assert data.name == "ab"
    assert len(data.description) == 4_000


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
KNOWN = json.loads((PUBLIC / "ml_bom.json").read_text()), json.loads((PUBLIC / "croissant.json").read_text())


def _spoil(content, where: list[int], value):
    """The content with one value, found by a walk of choices, put to something of another shape."""
    here = content
    for step in where[:-1]:
        keys = list(here) if isinstance(here, dict) else range(len(here))
        if not keys:
            return content
        inside = here[list(keys)[step % len(keys)]]
        if not isinstance(inside, dict | list) or not inside:
            break
        here = inside
    keys = list(here) if isinstance(here, dict) else list(range(len(here)))
    here[keys[where[-1] % len(keys)]] = value
    return content


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([0, 1]), st.lists(st.integers(0, 30), min_size=1, max_size=6), NESTED)
def test_a_value_of_another_shape_is_left_out_or_refused_and_never_a_crash(which, where, value):
    spoiled = _spoil(json.loads(json.dumps(KNOWN[which])), where, value)
    outcome = read_or_sentence(json.dumps(spoiled).encode())
    assert outcome

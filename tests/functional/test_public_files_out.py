"""A version's model card and parts list say what its records say, to those who may see it."""

from __future__ import annotations

import json

from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from tests.fixtures.risks import save
from workflows.inventory.exchange.reading import read_public
from workflows.inventory.registers.commands import LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records
from workflows.inventory.registers.saving import save_record

SHA = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"


def furnished(company: Company) -> str:
    """A version with a component, a dataset and an evaluation."""
    company.hire("lea", "ml_lead")
    version = company.system()
    row = company.version(version)
    component = save(
        company,
        "component",
        {
            "kind": "model",
            "release": "Encoder 3",
            "licence": "Apache-2.0",
            "limits": "English only",
            "parts": [{"name": "weights", "digest": SHA}],
        },
        by="lea",
        system="",
        title="Encoder",
    )
    link_records(company["lea"], LinkRecord("component", component.id, "used_by", version))
    data = save(
        company,
        "dataset",
        {"special": "yes", "personal_data": "personal", "licence": "own", "description": "One application"},
        by="ines",
        system=version,
        title="Applications",
    )
    link_records(company["ines"], LinkRecord("dataset", data.id, "used_by", version))
    results = [
        {"metric": "AUC", "subgroup": "Women", "value": "0.84", "threshold": "0.8", "better": "higher"}
    ]
    save_record(
        company["henrik"],
        SaveRecord(
            "evaluation",
            system_id=row.system_id,
            version_id=row.id,
            title="Before release",
            body={"results": results, "conclusion": "Good enough for advice"},
        ),
    )
    return version


def test_a_model_card_tells_of_purpose_results_data_and_limits(company: Company):
    version = furnished(company)
    answer = Door(company, "ana").get(f"/versions/{version}/model-card.md")
    assert answer.status_code == 200
    (model,) = read_public(answer.get_data()).models
    assert model.name == "Credit scoring"
    assert model.description.startswith("Credit scoring: proposes a result")
    assert [(one.metric, one.value, one.group) for one in model.results] == [("AUC", "0.84", "Women")]
    assert (model.datasets, model.base_models) == (("Applications",), ("Encoder",))
    assert model.limitations == "Encoder: English only"
    assert model.evaluation == "Good enough for advice"
    assert "halm.example" not in answer.get_data(as_text=True), "nobody is named"


def test_a_parts_list_names_every_part_with_its_digest(company: Company):
    version = furnished(company)
    answer = Door(company, "ana").get(f"/versions/{version}/ml-bom.json")
    assert answer.mimetype == "application/vnd.cyclonedx+json"
    found = read_public(answer.get_data())
    assert [(one.kind, one.name) for one in found.components] == [
        ("application", "Credit scoring"),
        ("machine-learning-model", "Credit scoring"),
        ("machine-learning-model", "Encoder"),
        ("data", "Applications"),
    ]
    assert found.components[2].digests[0].content == SHA
    assert found.datasets[-1].sensitive == "- Personal data\n- Special categories of personal data"
    assert json.loads(answer.get_data())["dependencies"][0]["dependsOn"] == ["part-1", "part-2", "part-3"]


def test_whoever_does_not_see_the_version_gets_neither_file(company: Company):
    version = company.system()
    nils = Door(company, "nils")
    assert nils.get(f"/versions/{version}/model-card.md").status_code == 404
    assert nils.get(f"/versions/{version}/ml-bom.json").status_code == 404


def test_a_version_about_which_little_is_known_has_short_files(company: Company):
    ana, version = Door(company, "ana"), company.system()
    assert "model-index" not in ana.text(f"/versions/{version}/model-card.md")
    assert read_public(ana.get(f"/versions/{version}/ml-bom.json").get_data()).components
    assert f"/versions/{version}/ml-bom.json" in ana.text(f"/versions/{version}")

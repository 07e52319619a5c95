"""Public files of models, datasets and parts lists come into the registers by the same door as any table."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from config import HOME
from models.register_batch import RegisterBatch
from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.exchange.batches import Batch, batch_of
from workflows.inventory.registers.exchange.importing import BatchAct, StartImport, apply_import, start_import

PUBLIC = HOME / "tests" / "fixtures" / "public"


def brought_in(
    company: Company, register: str, name: str, by: str, **more
) -> tuple[Batch, list[RegisterRecord]]:
    """The import of a fixture as it was looked at, and the records it made."""
    command = StartImport(register, name, (PUBLIC / name).read_bytes(), **more)
    number = key_of("FILE", start_import(company[by], command)) or 0
    reading().rollback()
    batch = batch_of(reading().get_one(RegisterBatch, number).rows)
    assert not batch.wrong, batch.wrong
    apply_import(company[by], BatchAct(register, number))
    reading().rollback()
    made = select(RegisterRecord).where(RegisterRecord.batch_id == number).order_by(RegisterRecord.id)
    return batch, list(reading().scalars(made))


@pytest.mark.parametrize(
    ("name", "title", "says"),
    [
        (
            "dataset_card.md",
            "CV sections 2026",
            {"licence": "cc-by-4.0", "size": 30000, "languages": "en"},
        ),
        ("croissant.json", "loan-files-2025", {"source_url": "https://data.example.org/loan-files-2025"}),
    ],
)
def test_a_dataset_comes_from_a_public_card(company: Company, name: str, title: str, says: dict):
    home = company.version(company.system()).system_id
    batch, (record,) = brought_in(company, "dataset", name, "ines", system_id=home)
    body = json.loads(record.body)
    assert record.title == title
    assert {key: body[key] for key in says} == says
    assert not body.get("personal_data"), "that is for people here to say"
    assert batch.source in ("Hugging Face dataset card", "Croissant 1.0")


def test_the_files_of_a_croissant_dataset_keep_their_digests(company: Company):
    home = company.version(company.system()).system_id
    _batch, (record,) = brought_in(company, "dataset", "croissant.json", "ines", system_id=home)
    (version,) = json.loads(record.body)["versions"]
    assert version["digest"] == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    assert (version["version"], version["made_on"]) == ("1.2.0 loans.csv", "2025-11-03")


def test_a_parts_list_gives_components_of_the_organisation(company: Company):
    company.hire("lea", "ml_lead")
    _batch, records = brought_in(company, "component", "ml_bom.json", "lea")
    assert [(one.title, json.loads(one.body)["kind"]) for one in records] == [
        ("CV screening", "tool"),
        ("cv-ranker", "model"),
        ("Application pairs", "retrieval_corpus"),
        ("rank-serving", "other"),
    ]
    model = json.loads(records[1].body)
    assert model["parts"] == [
        {
            "name": "cv-ranker",
            "digest": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        }
    ]
    assert "Only English" in model["limits"]


@pytest.mark.parametrize(("name", "metrics"), [("model_card.md", 3), ("ml_bom.json", 2)])
def test_published_results_become_an_evaluation_of_a_version(company: Company, name: str, metrics: int):
    version = company.system()
    home = company.version(version).system_id
    _batch, (record,) = brought_in(company, "evaluation", name, "milo", system_id=home, version=version)
    body = json.loads(record.body)
    assert len(body["results"]) == metrics
    assert record.status == "open" or record.status == "unplanned", "published results judge nothing here"
    assert record.version_id == company.version(version).id


def test_a_file_with_nothing_for_this_register_says_so(company: Company):
    with pytest.raises(Refused) as caught:
        start_import(
            company["ines"], StartImport("dataset", "README.md", (PUBLIC / "model_card.md").read_bytes())
        )
    assert (caught.value.code, caught.value.params) == (
        "public_nothing_here",
        {"format": "Hugging Face model card"},
    )
    with pytest.raises(Refused):
        start_import(company["maria"], StartImport("risk", "bom.json", (PUBLIC / "ml_bom.json").read_bytes()))

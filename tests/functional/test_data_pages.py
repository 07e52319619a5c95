"""Pages of datasets and suppliers: lineage both ways, what depends on a supplier, and what runs out."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.company import Company
from tests.fixtures.data_registers import link, row, write
from tests.fixtures.doors import Door, words
from workflows.ground.refused import Refused

CRITERION = {"criterion": "Missing values", "better": "lower", "limit": "2", "set_on": "2026-01-12"}
MEASURE = {"criterion": "Missing values", "value": "0.7", "limit": "2", "measured_on": "2026-02-02"}


def dataset(company: Company, version: str, title: str, **body):
    return write(company, "dataset", {"uses": ["training"]} | body, version, by="ines", title=title)


def test_lineage_is_followed_both_ways_and_a_circle_is_refused(company: Company):
    version = company.system()
    versions = [{"version": "2026-01", "digest": "ab" * 32}]
    raw = dataset(company, version, "Raw exports", versions=versions)
    joined = dataset(company, version, "Joined")
    final = dataset(company, version, "Training set")
    for one, source in ((joined, raw), (final, joined)):
        link(company, "dataset", row(one), "derived_from", f"DS-{source.id}", by="ines")
    with pytest.raises(Refused, match="lineage_circle"):
        link(company, "dataset", row(raw), "derived_from", f"DS-{final.id}", by="ines")
    link(company, "dataset", row(joined), "used_by", version, by="ines")
    text = Door(company, "ana").text(f"/registers/datasets/DS-{joined.id}/lineage")
    assert "Made from one other dataset." in text
    assert "Used by one version." in text
    assert "Raw exports" in text
    assert "Training set" in text
    assert "ab" * 32 in text


def test_lineage_shows_whether_the_limit_or_the_value_came_first(company: Company):
    version = company.system()
    good = dataset(company, version, "Good", criteria=[CRITERION])
    write(company, "dataset", {"measures": [MEASURE]}, record=good, by="ines")
    both = dataset(company, version, "At once", criteria=[CRITERION], measures=[MEASURE])
    door = Door(company, "ana")
    assert "Limit first" in door.text(f"/registers/datasets/DS-{good.id}/lineage")
    assert "does not show" in door.text(f"/registers/datasets/DS-{both.id}/lineage")


def test_a_dataset_of_a_system_out_of_sight_is_named_by_its_ref_only(company: Company):
    company.hire("sam")
    version = company.system(owner="sam@halm.example")
    other = company.system("Secret")
    hidden = dataset(company, other, "Salaries")
    mine = dataset(company, version, "Mine")
    link(company, "dataset", row(mine), "derived_from", f"DS-{hidden.id}", by="ines")
    text = Door(company, "sam").text(f"/registers/datasets/DS-{mine.id}/lineage")
    assert f"DS-{hidden.id}" in text
    assert "not yours to see" in text
    assert "Salaries" not in text
    assert Door(company, "sam").get(f"/registers/datasets/DS-{hidden.id}/lineage").status_code == 404


def test_a_file_is_counted_and_only_its_hash_and_counts_are_kept(company: Company):
    made = dataset(company, company.system(), "Loans", criteria=[CRITERION])
    door, here = Door(company, "ines"), f"/registers/datasets/DS-{made.id}/profile"
    file = (io.BytesIO(b"name,income\nAnna Secret,\nBert,3\n"), "loans.csv")
    assert door.send(here, {"version": "2026-01", "file": file}).status_code == 303
    stored = row(made)
    kept = json.loads(stored.body)
    assert kept["size"] == 2
    assert [(one["value"], one["limit"]) for one in kept["measures"]] == [(25, 2)]
    assert len(kept["versions"][0]["digest"]) == 64
    assert "Secret" not in stored.body


def test_a_file_that_cannot_be_counted_is_refused_beside_its_field(company: Company):
    made = dataset(company, company.system(), "Loans")
    door, here = Door(company, "ines"), f"/registers/datasets/DS-{made.id}/profile"
    answer = door.send(here, {"version": "2026-01", "file": (io.BytesIO(b"a,b\n1\n"), "x.csv")})
    assert answer.status_code == 422
    assert "Line 2 has 1 cells, the header has 2." in words(answer)
    assert door.send(here, {}).status_code == 422
    assert Door(company, "ruth").get(here).status_code == 403
    assert row(made).content_version == 1


def supplier(company: Company, **body):
    return write(company, "supplier", {"legal_name": "Nordlicht AG"} | body, by="maria", title="Nordlicht")


def test_a_supplier_names_the_systems_that_depend_on_it_and_counts_the_hidden(company: Company):
    company.hire("sam")
    version = company.system(owner="sam@halm.example")
    made = supplier(company, exit_plan="Move to the second source in a month")
    for one in (version, company.system("Chatbot")):
        link(company, "supplier", row(made), "supplies", f"SYS-{company.version(one).system_id}", by="tom")
    release = [{"product": "NL-Text", "release": "5"}]
    write(company, "supplier", {"releases": release}, record=row(made), by="maria")
    text = Door(company, "tom").text(f"/registers/suppliers/SUP-{made.id}/dependants")
    assert "2 systems depend on it." in text
    assert "1 new version waits for a review." in text
    assert "The owner looks whether a rework is needed" in text
    assert "Move to the second source" in text
    assert Door(company, "nils").get(f"/registers/suppliers/SUP-{made.id}/dependants").status_code == 404


def test_what_runs_out_stands_in_order_with_the_day_to_act(company: Company):
    def on(days: int) -> str:
        return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()

    papers = [
        {"kind": "certificate", "name": "ISO 27001", "ends_on": on(300)},
        {"kind": "contract", "name": "=Frame", "ends_on": on(100), "notice_days": "90"},
        {"kind": "report", "name": "Audit 2024", "ends_on": on(-5)},
        {"kind": "contract", "name": "For ever"},
    ]
    supplier(company, papers=papers)
    door = Door(company, "maria")
    text = door.text("/registers/suppliers/ending")
    assert text.index("Audit 2024") < text.index("=Frame") < text.index("ISO 27001")
    assert "1 paper has ended, 1 ends soon." in text
    assert "For ever" not in text
    assert "ISO 27001" not in door.text("/registers/suppliers/ending?state=ended")
    file = door.get("/registers/suppliers/ending.csv").get_data(as_text=True)
    assert "'=Frame" in file
    assert "For ever" not in file


def test_without_papers_the_page_says_what_stands_here(company: Company):
    assert "Nothing here runs out" in Door(company, "maria").text("/registers/suppliers/ending")
    assert "No system is linked to it" in Door(company, "maria").text(
        f"/registers/suppliers/SUP-{supplier(company).id}/dependants"
    )

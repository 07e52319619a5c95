"""The risk picture, its movements, and starter risks: what each says and what it does."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door, words
from tests.fixtures.risks import row, save, save_risk
from workflows.assurance.risks.starting import AdoptRisks, adopt_risks
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of

MATRIX, STARTER = "/registers/risks/matrix", "/registers/risks/starter"


def test_the_picture_shows_each_risk_before_measures_and_now(company: Company):
    version = company.system()
    risk = save_risk(company, system=version)
    save_risk(company, system="", by="tom", title="Skills leave", residual_likelihood="")
    page = Door(company, "maria").get(MATRIX)
    said = words(page)
    assert "2 risks are rated." in said
    assert "2 are high or critical" not in said
    assert "3 × 4 = 12, High" in said
    assert "2 × 3 = 6, Medium" in said
    assert "not rated after measures" in said
    assert f"RISK-{risk.id}" in said
    assert '<svg class="chart' in page.get_data(as_text=True)


def test_the_picture_is_narrowed_to_a_system_and_to_the_organisation(company: Company):
    version = company.system()
    save_risk(company, system=version)
    save_risk(company, system="", by="tom", title="Skills leave")
    door, system_id = Door(company, "maria"), company.version(version).system_id
    only = words(door.get(f"{MATRIX}?system=SYS-{system_id}"))
    assert "Bias against older applicants" in only
    assert "Skills leave" not in only
    own = words(door.get(f"{MATRIX}?system=organisation"))
    assert "Skills leave" in own
    assert "Bias against older applicants" not in own


def test_a_risk_without_a_rating_is_named_beside_the_picture(company: Company):
    save(company, "risk", {"kind": "risk"}, title="Not thought through")
    said = words(Door(company, "maria").get(MATRIX))
    assert "Not rated yet:" in said
    assert "Not thought through" in said


def test_nobody_sees_risks_of_systems_they_do_not_see(company: Company):
    save_risk(company)
    said = words(Door(company, "nils").get(MATRIX))
    assert "Bias against older applicants" not in said
    assert "No rated risk here" in said


def test_the_movements_are_a_file_that_no_spreadsheet_runs(company: Company):
    save_risk(company, title="=HYPERLINK(1)")
    answer = Door(company, "maria").get(f"{MATRIX}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert (rows[0]["score_before"], rows[0]["score_now"], rows[0]["level_now"]) == ("12", "6", "medium")


@pytest.mark.parametrize("times", [1, 8])
def test_the_picture_takes_the_same_few_statements_however_many_risks_there_are(company: Company, times):
    version = company.system()
    for number in range(times):
        save_risk(company, system=version, title=f"Risk {number}")
    door = Door(company, "maria")
    door.get(MATRIX)
    with counted_statements(company.app) as statements:
        door.get(MATRIX)
    assert len(statements) <= 6


def test_starter_risks_become_records_to_think_through(company: Company):
    version = company.system()
    home = f"SYS-{company.version(version).system_id}"
    door = Door(company, "maria")
    address = f"{STARTER}?system={home}"
    assert "Prompt injection" in words(door.get(address))
    sent = door.send(STARTER, {"system": home, "keys": ["drift", "privacy_violation"]}, form_at=address)
    assert sent.status_code == 303
    found = list(reading().scalars(select(RegisterRecord).order_by(RegisterRecord.id)))
    assert [body_of(one.body)["category"] for one in found] == ["privacy_violation", "drift"]
    assert [one.level for one in found] == ["high", "high"]
    assert f"RISK-{found[0].id}" in words(door.get(address))


def test_nothing_ticked_or_an_unknown_risk_makes_nothing(company: Company):
    version = company.system()
    system_id = company.version(version).system_id
    for keys, code in [((), "risk_none_chosen"), (("drift", "moon"), "risk_unknown")]:
        with pytest.raises(Refused) as caught:
            adopt_risks(company["maria"], AdoptRisks(system_id, keys))
        assert caught.value.code == code
    with pytest.raises(NotFound):
        adopt_risks(company["nils"], AdoptRisks(system_id, ("drift",)))
    with pytest.raises(NotAllowed):
        adopt_risks(company["ruth"], AdoptRisks(system_id, ("drift",)))
    assert reading().scalars(select(RegisterRecord)).all() == []
    assert Door(company, "maria").send(STARTER, {"keys": []}).status_code == 422


def test_the_page_of_a_risk_says_where_it_stands(company: Company):
    risk = save_risk(company)
    said = words(Door(company, "maria").get(f"/registers/risks/RISK-{risk.id}"))
    assert "likelihood 3 × impact 4 = 12" in said
    assert "Nobody has approved it yet." in said
    assert row(risk).level == "medium"

"""Impact assessments begin with every question, and their harms become risks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.register_link import RegisterLink
from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.risks import ASSESSED, row, save
from workflows.assurance.impact.feeding import FeedRisks, feed_risks
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import reading
from workflows.inventory.registers.content import body_of

HARM = {
    "question": "I2",
    "answer": "People over 55 could be ranked lower. It has happened elsewhere.",
    "direction": "harm",
    "severity": "4",
    "likelihood": "3",
    "measures": "A recruiter reads every file",
}


def assessed(company: Company) -> RegisterRecord:
    body = {**ASSESSED, "individuals": [HARM, *ASSESSED["individuals"]]}
    return save(company, "impact", body, by="ines")


def risks() -> list[RegisterRecord]:
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(RegisterRecord).where(RegisterRecord.register == "risk")))


def test_an_assessment_begins_with_a_line_for_every_question(company: Company):
    version = company.system()
    home = f"SYS-{company.version(version).system_id}"
    door = Door(company, "ines")
    sent = door.send("/registers/impact/start", {"system": home, "cause": "new", "title": ""})
    assert sent.status_code == 303
    made = reading().scalars(select(RegisterRecord)).one()
    asked = [
        row["question"] for key in ("individuals", "groups", "society") for row in body_of(made.body)[key]
    ]
    assert len(asked) == 24
    assert made.title == "Impact assessment"
    assert "All questions are judged" not in words(door.get(f"/registers/impact/IMP-{made.id}"))
    assert "I10" in words(door.get(f"/registers/impact/IMP-{made.id}"))


def test_an_assessment_needs_a_system(company: Company):
    sent = Door(company, "ines").send("/registers/impact/start", {"system": "", "title": "Kept"})
    assert sent.status_code == 422
    assert "Kept" in sent.get_data(as_text=True)


def test_a_harm_becomes_a_risk_that_knows_where_it_comes_from(company: Company):
    found = assessed(company)
    door = Door(company, "ines")
    address = f"/registers/impact/IMP-{found.id}/risks"
    assert "People over 55" in words(door.get(address))
    assert door.send(address, {"harms": ["individuals-0"]}).status_code == 303
    (risk,) = risks()
    body = body_of(risk.body)
    assert risk.title == "People over 55 could be ranked lower"
    assert (body["category"], body["inherent_likelihood"], body["inherent_individuals"]) == (
        "bias_discrimination",
        "3",
        "4",
    )
    link = reading().scalars(select(RegisterLink)).one()
    assert (link.record_id, link.target_uuid) == (risk.id, found.uuid)
    assert risk.title in words(door.get(f"/registers/impact/IMP-{found.id}"))


def test_the_owner_of_such_a_risk_is_told_when_the_assessment_changes(company: Company):
    found = assessed(company)
    feed_risks(company["ines"], FeedRisks(found.id, ("individuals-0",)))
    save(company, "impact", {"parties": "Applicants and their families"}, by="ines", record=found)
    turn = reading().scalars(select(RegisterTurn)).one()
    assert (turn.code, turn.record_id, turn.done_at) == ("turn_impact_moved", risks()[0].id, None)
    save(company, "risk", {"causes": "Looked at again"}, by="maria", record=risks()[0])
    assert reading().scalars(select(RegisterTurn.done_at)).one() is not None


@pytest.mark.parametrize("harms", [(), ("individuals-1",), ("moon-3",)])
def test_only_weighed_harms_become_risks(company: Company, harms):
    found = assessed(company)
    with pytest.raises(Refused):
        feed_risks(company["ines"], FeedRisks(found.id, harms))
    assert risks() == []


def test_readers_make_no_risks(company: Company):
    found = assessed(company)
    with pytest.raises(NotAllowed):
        feed_risks(company["ruth"], FeedRisks(found.id, ("individuals-0",)))


def test_a_harm_without_its_weight_is_refused_beside_it(company: Company):
    with pytest.raises(Refused) as caught:
        save(company, "impact", {"individuals": [{**HARM, "severity": ""}]}, by="ines")
    assert [one.field for one in caught.value.reasons] == ["individuals-0-severity"]


def test_the_panel_names_the_harms_and_the_way_to_approval(company: Company):
    found = assessed(company)
    said = words(Door(company, "ines").get(f"/registers/impact/IMP-{found.id}"))
    assert "Individuals: 1 harm, heaviest 4 of 5" in said
    assert "AI governance committee chair" in said
    assert row(found).level == "sensitive"

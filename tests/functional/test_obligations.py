"""Obligations follow from a classification, and a look is asked for where it leaves something open."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from tests.fixtures.company import Company
from tests.fixtures.wizard import run
from workflows.ground.refused import NotAllowed, NotFound, Refused
from workflows.ground.transaction import reading
from workflows.inventory.obligations.taking_on import TakeOn, take_on
from workflows.inventory.wizard.commands import ConfirmClassification
from workflows.inventory.wizard.confirming import confirm_classification
from workflows.inventory.wizard.running import run_wizard
from workflows.inventory.wizard.walk import Answer


def rows() -> list[RegisterRecord]:
    """The obligations as they stand."""
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(RegisterRecord).order_by(RegisterRecord.id)))


def turns() -> list[tuple[int, str, bool]]:
    """Whose turns there are, why, and whether they are over."""
    found = reading().scalars(select(RegisterTurn).order_by(RegisterTurn.id))
    return [(one.person_id, one.code, one.done_at is not None) for one in found]


@pytest.fixture
def screening(company: Company) -> Company:
    """A CV screening system of a provider, high by Annex III 4(a)."""
    company.system("Screening")
    run_wizard(company["jide"], run(1, Q_ANNEX3=("4(a)",), Q_PROFILE="yes", Q_DATA="yes"))
    return company


def test_one_act_takes_on_every_duty_once_with_owner_day_and_what_shows_it(screening: Company) -> None:
    made = take_on(screening["ana"], TakeOn(1)).made
    kept = {json.loads(one.body)["duty"]: one for one in rows()}
    assert len(kept) == made > 20
    registration = kept["O-REG"]
    body = json.loads(registration.body)
    assert (body["topic"], body["article"], body["applies_from"]) == ("registration", "49", "2027-12-02")
    assert str(registration.due_on) == "2027-12-02"
    assert registration.owner_id == screening["ana"].person_id
    assert registration.status == "open"
    assert json.loads(kept["O-LIT"].body)["proofs"][0]["what"] == "Training plan and records by role"
    with pytest.raises(Refused, match="obligation_nothing_owed"):
        take_on(screening["ana"], TakeOn(1))


def test_a_later_classification_adds_only_what_is_new(screening: Company) -> None:
    take_on(screening["ana"], TakeOn(1))
    run_wizard(
        screening["jide"], run(1, Q_ANNEX3=("4(a)",), Q_PROFILE="yes", Q_DATA="yes", Q_T_INTERACT="yes")
    )
    before = len(rows())
    assert take_on(screening["ana"], TakeOn(1)).made == 2
    assert [json.loads(one.body)["duty"] for one in rows()[before:]] == ["O-T1", "O-T5"]


def test_readers_and_strangers_take_on_nothing(screening: Company) -> None:
    with pytest.raises(NotAllowed):
        take_on(screening["priya"], TakeOn(1))
    with pytest.raises(NotFound):
        take_on(screening["nils"], TakeOn(1))
    assert rows() == []


def test_unsure_answers_give_the_owner_a_turn_until_somebody_finds_out(company: Company) -> None:
    company.system()
    command = run(1)
    unsure = {**command.answers, "Q_DATA": Answer("unsure", reason="Ask the supplier")}
    run_wizard(company["jide"], type(command)(**{**vars(command), "answers": unsure}))
    (task,) = rows()
    assert json.loads(task.body)["asks"] == "Does it process personal data?"
    ana = company["ana"].person_id
    assert turns() == [(ana, "turn_unsure", False)]

    confirm_classification(
        company["jide"], ConfirmClassification(system_id=1, seen_number=1, reason="Looked again")
    )
    assert rows()[0].status == "open"
    run_wizard(company["jide"], run(1, Q_DATA="yes"))
    assert rows()[0].status == "met"
    assert turns() == [(ana, "turn_unsure", True)]

"""Notices, explanations, oversight, logs, files, resources: written by their people, and counted by the gates."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models.register_record import RegisterRecord
from models.register_turn import RegisterTurn
from tests.fixtures.cards import fresh_record
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.assurance.event_logs import needs as event_logs
from workflows.assurance.oversight import needs as oversight
from workflows.assurance.technical_file import needs as technical_file
from workflows.assurance.transparency import needs as transparency
from workflows.ground.refused import NotAllowed, Several
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.judging import judge
from workflows.inventory.registers.needs import Need
from workflows.inventory.registers.saving import save_record
from workflows.inventory.resources import needs as resources

NEEDS: tuple[Need, ...] = (
    *event_logs.NEEDS,
    *oversight.NEEDS,
    *technical_file.NEEDS,
    *transparency.NEEDS,
    *resources.NEEDS,
)
SOMEBODY = resources.SOMEBODY


def named(value: Any, person: str) -> Any:
    """A sample with a person of this company in it."""
    if isinstance(value, dict):
        return {key: named(part, person) for key, part in value.items()}
    if isinstance(value, list):
        return [named(part, person) for part in value]
    return person if value == SOMEBODY else value


def put(company: Company, system_id: int, one: Need, by: str = "ana", **more: Any) -> RegisterRecord:
    fields: dict[str, Any] = {"title": f"For {one.item}", "status": one.sample_status} | more
    body = named(dict(one.sample), company["olu"].uuid)
    saved = save_record(company[by], SaveRecord(one.register, system_id=system_id, body=body, **fields))
    return fresh_record(saved.id)


@pytest.fixture
def version(company: Company) -> str:
    return company.system()


def test_every_item_is_open_without_a_record_and_satisfied_by_the_one_that_answers_it(
    company: Company, version: str
) -> None:
    row = company.version(version)
    items = sorted({one.item for one in NEEDS})
    before = judge(reading(), items, row.system_id, row.id)
    assert {item for item in items if before[item].satisfied} == set()
    made = {one.item: put(company, row.system_id, one).uuid for one in NEEDS}
    after = judge(reading(), items, row.system_id, row.id)
    open_still = {
        item: [lack.missing for lack in after[item].lacks] for item in items if not after[item].satisfied
    }
    assert open_still == {}
    for item in items:
        assert made[item] in {known.uuid for known in after[item].satisfied_by}, item


def test_a_record_of_another_system_answers_nothing_here(company: Company, version: str) -> None:
    row, other = company.version(version), company.version(company.system("Chat"))
    for one in NEEDS:
        put(company, other.system_id, one)
    items = sorted({one.item for one in NEEDS})
    after = judge(reading(), items, row.system_id, row.id)
    assert {item for item in items if after[item].satisfied} == set()


def test_training_of_the_whole_organisation_counts_for_every_system(company: Company, version: str) -> None:
    row = company.version(version)
    one = next(one for one in NEEDS if one.item == "TE-21")
    put(company, 0, one, by="ben")
    assert judge(reading(), ["TE-21"], row.system_id, row.id)["TE-21"].satisfied


def test_whoever_is_neither_team_nor_keeper_writes_no_notice(company: Company, version: str) -> None:
    one = next(one for one in NEEDS if one.item == "DE-12")
    with pytest.raises(NotAllowed):
        put(company, company.version(version).system_id, one, by="ruth")


def asked(company: Company, version: str, **body: Any) -> RegisterRecord:
    body = {"case": "2026-4471", "audience": "affected", "asked_on": "2026-11-02", "days": 14} | body
    command = SaveRecord(
        "explanation",
        system_id=company.version(version).system_id,
        title="Case 2026-4471",
        status="asked",
        owner="dora@halm.example",
        body=body,
    )
    return fresh_record(save_record(company["ana"], command).id)


def open_turns(record: RegisterRecord) -> list[RegisterTurn]:
    wanted = select(RegisterTurn).where(
        RegisterTurn.record_id == record.id,
        RegisterTurn.done_at.is_(None),
        RegisterTurn.code == "explanation_due",
    )
    return list(reading().scalars(wanted))


def test_who_owns_an_explanation_has_the_turn_until_it_is_given(company: Company, version: str) -> None:
    row = asked(company, version)
    assert str(row.due_on) == "2026-11-16"
    (turn,) = open_turns(row)
    assert turn.person_id == company["dora"].person_id
    assert turn.due_at is not None
    given = {"given_on": "2026-11-10", "given": "Three reasons, in words"}
    save_record(
        company["ana"],
        SaveRecord("explanation", row.id, status="given", body=given, owner="dora@halm.example"),
    )
    row = fresh_record(row.id)
    assert row.due_on is None
    assert open_turns(row) == []


def test_a_refused_explanation_is_owed_no_longer(company: Company, version: str) -> None:
    row = asked(company, version)
    save_record(
        company["ana"],
        SaveRecord("explanation", row.id, status="refused", body={"outcome": "Not this system"}),
    )
    assert open_turns(fresh_record(row.id)) == []


def test_an_explanation_is_given_with_its_text_and_not_before_it_was_asked(
    company: Company, version: str
) -> None:
    row = asked(company, version)
    for body, code in (
        ({"given_on": "2026-11-10"}, "explanation_empty"),
        ({"given_on": "2026-11-01", "given": "Reasons"}, "given_before_asked"),
    ):
        with pytest.raises(Several) as refused:
            save_record(company["ana"], SaveRecord("explanation", row.id, body=body))
        assert [one.code for one in refused.value.reasons] == [code]


def test_a_notice_is_written_in_the_form_and_its_page_says_what_it_says(
    company: Company, version: str
) -> None:
    system = f"SYS-{company.version(version).system_id}"
    ana, here = Door(company, "ana"), f"/registers/notices/new?system={system}&kind=interaction"
    fields = {
        "title": "You write with a machine",
        "system": system.removeprefix("SYS-"),
        "status": "designed",
        "owner": "ana@halm.example",
        "kind": "interaction",
        "audience": ["users", "affected"],
        "wording": "A machine answers. Ask for a person at any time.",
        "placement": "Above the first field",
        "tests-0-on": "2026-11-02",
        "tests-0-what": "Five people on a phone",
        "tests-0-result": "passed",
    }
    made = ana.send("/registers/notices/new", fields, form_at=here)
    assert made.status_code == 303, words(made)
    row = company.version(version)
    after = judge(reading(), ["DE-12", "TE-10"], row.system_id, row.id)
    assert [after[item].satisfied for item in ("DE-12", "TE-10")] == [True, True]

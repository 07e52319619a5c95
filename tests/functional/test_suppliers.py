"""Suppliers: who depends on them hears of new versions, papers that end wake their owner, links decide for whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.data_registers import link, row, write
from workflows.ground.clock import glance
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.judging import judge
from workflows.inventory.registers.turning import turns_of
from workflows.inventory.suppliers.watching import PAPER_TURN, RELEASE_TURN, papers_ending

NAMED = {"legal_name": "Nordlicht AG", "decision": "buy", "decision_why": "Nobody here could build it"}
RELEASE = {"product": "NL-Text", "release": "5", "effect": "major"}


def supplier(company: Company, version: str | None = None, **body):
    return write(company, "supplier", NAMED | body, version, by="maria", title="Nordlicht")


def named_for(company: Company, version: str) -> bool:
    found = company.version(version)
    return judge(reading(), ["IN-7"], found.system_id, found.id)["IN-7"].satisfied


def turns(record, code: str) -> list[int]:
    reading().rollback()
    return [turn.person_id for turn in turns_of(reading(), record.id) if turn.code == code]


@pytest.mark.both_databases
def test_a_supplier_of_the_organisation_speaks_only_for_systems_it_is_linked_to(company: Company):
    version, other = company.system(), company.system("Chatbot")
    made = supplier(company)
    assert not named_for(company, version)
    link(company, "supplier", made, "supplies", f"SYS-{company.version(version).system_id}", by="tom")
    assert named_for(company, version)
    assert not named_for(company, other)


@pytest.mark.both_databases
def test_a_new_version_gives_the_owners_of_dependent_systems_a_turn_until_it_is_reviewed(company: Company):
    version = company.system()
    company.system("Chatbot", owner="olu@halm.example")
    made = supplier(company)
    link(company, "supplier", made, "supplies", f"SYS-{company.version(version).system_id}", by="tom")
    write(company, "supplier", {"releases": [RELEASE]}, record=row(made), by="maria")
    assert turns(made, RELEASE_TURN) == [company["ana"].person_id]
    write(company, "supplier", {"supplies": "Text model"}, record=row(made), by="maria")
    assert turns(made, RELEASE_TURN) == [company["ana"].person_id]
    reviewed = RELEASE | {"reviewed_on": "2026-03-01", "outcome": "Tested again"}
    write(company, "supplier", {"releases": [reviewed]}, record=row(made), by="maria")
    assert turns(made, RELEASE_TURN) == []


@pytest.mark.both_databases
def test_a_version_with_a_large_effect_drafts_one_rework_of_what_runs(company: Company):
    version, idle = company.system(), company.system("Chatbot")
    company.classify(version, "minimal")
    company.bring_to(version, "deployment")
    made = supplier(company)
    for one in (version, idle):
        link(company, "supplier", made, "supplies", f"SYS-{company.version(one).system_id}", by="tom")
    small = RELEASE | {"effect": "minor"}
    write(company, "supplier", {"releases": [small]}, record=row(made), by="maria")
    assert reworks() == []
    write(company, "supplier", {"releases": [RELEASE]}, record=row(made), by="maria")
    write(
        company, "supplier", {"supplies": "Text model", "releases": [RELEASE]}, record=row(made), by="maria"
    )
    (found,) = reworks()
    assert (found.status, found.target_stage) == ("draft", "testing")
    assert found.subject_id == company.version(version).subject_id
    assert "NL-Text 5" in found.detail


def reworks() -> list[ApprovalRequest]:
    """Every request for a rework there is."""
    reading().rollback()
    return list(reading().scalars(select(ApprovalRequest).where(ApprovalRequest.gate == "rework")))


def test_a_version_that_was_reviewed_when_it_was_written_wakes_nobody(company: Company):
    reviewed = RELEASE | {"reviewed_on": "2026-03-01", "outcome": "Tested again"}
    made = supplier(company, company.system(), releases=[reviewed])
    assert turns(made, RELEASE_TURN) == []


@pytest.mark.both_databases
def test_a_paper_that_ends_soon_wakes_the_owner_once_and_a_renewal_ends_the_turn(company: Company):
    soon = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    made = supplier(company, papers=[{"kind": "contract", "name": "Frame", "ends_on": soon}])
    for expected in (1, 0):
        with transaction() as tx:
            assert papers_ending(tx, glance()) == expected
    assert turns(made, PAPER_TURN) == [company["maria"].person_id]
    later = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
    renewed = [{"kind": "contract", "name": "Frame", "ends_on": later}]
    write(company, "supplier", {"papers": renewed}, record=row(made), by="maria")
    assert turns(made, PAPER_TURN) == []


def test_a_supplier_that_supplies_no_longer_wakes_nobody(company: Company):
    body = NAMED | {"papers": [{"kind": "contract", "name": "Old", "ends_on": "2026-01-01"}]}
    write(company, "supplier", body, by="maria", status="ended")
    with transaction() as tx:
        assert papers_ending(tx, glance()) == 0

"""Records at the same instant: nobody overwrites anybody, and no approval falls between content and signature."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models.enums import RequestStatus
from models.register_turn import RegisterTurn
from models.register_version import RegisterVersion
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.racing import losers, race, winners
from tests.fixtures.risks import CARRIED, row, save_risk
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.locks import lock_record
from workflows.inventory.registers.saving import save_record
from workflows.inventory.registers.turning import give_turn
from workflows.people.proof import prove

pytestmark = pytest.mark.both_databases


def save(company: Company, by: str, record_id: int, text: str, revision: int | None = None):
    command = SaveRecord("risk", record_id, title="Bias", body={**CARRIED, "causes": text}, revision=revision)
    return lambda: save_record(company[by], command)


def test_of_two_who_change_what_they_both_saw_one_is_told_that_it_moved(company: Company):
    risk = save_risk(company)
    key, seen = risk.id, risk.revision
    results = race(
        company.app,
        [
            save(company, "ana", key, "Few older applicants.", seen),
            save(company, "maria", key, "Old labels.", seen),
        ],
    )
    assert len(winners(results)) == 1
    assert all(isinstance(lost, Refused) for lost in losers(results))
    reading().rollback()
    kept = reading().scalars(select(RegisterVersion).where(RegisterVersion.record_id == key)).all()
    assert [one.number for one in kept] == [1, 2]


def test_the_same_turn_given_by_two_processes_stands_once(company: Company):
    key = save_risk(company).id
    person = company["ana"].person_id

    def give() -> bool:
        with transaction() as tx:
            record = lock_record(tx, "risk", key)
            return give_turn(tx, clock.now(tx), record, person, "turn_review_due", {"due": "2026-11-24"})

    results = race(company.app, [give] * 4)
    # A process that lost the row says so; it did not give the turn a second time.
    assert sum(1 for one in winners(results) if one) == 1
    reading().rollback()
    rows = reading().scalars(select(RegisterTurn).where(RegisterTurn.record_id == key)).all()
    assert len(rows) == 1


def test_a_record_that_moves_while_the_last_seat_signs_is_never_approved_unseen(company: Company):
    version = company.system()
    company.classify(version, "minimal")
    key = save_risk(company, by="maria", system=version).id
    request = company.open(version, "design")
    company.answer_all(request, by="milo", files=False)
    company.submit(request)
    before = company.round(request).digest
    # Somebody else signs than who wrote the risk; the credential is shown before the race.
    command = Sign(request, "ai_governance_lead", "approve", before, "", unchecked_is_fine=True)
    proof = prove(company["tom"], PASSWORD, purpose(command))
    race(
        company.app,
        [
            lambda: sign_seat(company["tom"], Sign(**{**vars(command), "proof": proof})),
            save(company, "maria", key, "Found while somebody signed."),
        ],
    )
    reading().rollback()
    found = company.request(request)
    if found.status == RequestStatus.APPROVED:
        # The signature came first: it covers what was read, and the version says that it has moved since.
        assert company.round(request).digest == before
        causes = json.loads(company.version(version).outdated)
        assert any(cause["params"].get("ref") == f"RISK-{key}" for cause in causes)
    else:
        # The record came first: there is a new round, and the signature for the old one was refused.
        assert found.status in (RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED)
    assert row(key).content_version == 2

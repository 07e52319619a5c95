"""The sample company: every state, a record that verifies, and never beside real people."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.blob import Blob
from models.enums import RequestStatus
from models.organisation import Organisation
from models.person import Person
from tests.fixtures.company import Company
from workflows.approvals.evidence import store
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.people.sessions import NOWHERE
from workflows.people.signing_in import SignIn, sign_in
from workflows.record.verify import verify
from workflows.sample import loading

PASSWORD = "a sample password 2026"


def test_the_sample_has_every_state_sixteen_people_and_a_record_that_verifies(house: Flask) -> None:
    signs = loading.load(PASSWORD)
    assert len(signs) == 16
    session = reading()
    assert set(session.scalars(select(ApprovalRequest.status))) == {status.value for status in RequestStatus}
    assert session.scalars(select(func.count()).select_from(AiSystem)).one() >= 6
    assert {"minimal", "limited", "high"} == set(session.scalars(select(AiSystem.tier)))
    assert session.scalars(select(Organisation)).one().is_sample
    report = verify()
    assert report.verdict == "consistent"
    assert report.checked > 400
    for sign in signs:
        assert sign_in(SignIn(sign.email, PASSWORD, NOWHERE))


def test_somebody_who_signs_in_as_a_reviewer_finds_a_request_ready_to_be_signed(house: Flask) -> None:
    from models.seat import Seat

    loading.load(PASSWORD)
    waiting = set(
        reading().scalars(
            select(Seat.role)
            .join(ApprovalRequest, ApprovalRequest.id == Seat.request_id)
            .where(ApprovalRequest.status == "in_review", Seat.status == "open", Seat.turn_since.is_not(None))
        )
    )
    assert {"risk_officer", "legal_counsel", "committee_chair"} <= waiting


def test_the_sample_never_goes_beside_real_people_and_is_loaded_once(house: Flask, company: Company) -> None:
    with pytest.raises(Refused, match="sample_real_people"):
        loading.load(PASSWORD)
    with pytest.raises(Refused, match="sample_real_people"):
        loading.erase_evidence()
    assert company["ana"].person_id


def test_a_password_that_nobody_could_choose_makes_no_sample(house: Flask) -> None:
    with pytest.raises(Refused):
        loading.load("short")
    assert reading().scalars(select(Person.id)).first() is None


def test_removing_takes_the_evidence_and_the_whole_schema(
    app: Flask, house: Flask, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", environment["DATABASE_URL"])
    runner = app.test_cli_runner()
    made = runner.invoke(args=["sample", "load", "--password", PASSWORD])
    assert made.exit_code == 0, made.output
    assert "maria.keller@halm.example" in made.output
    again = runner.invoke(args=["sample", "load"])
    assert "there already" in again.output
    keys = list(reading().scalars(select(Blob.store_key)))
    assert keys
    reading().rollback()
    gone = runner.invoke(args=["sample", "remove"])
    assert gone.exit_code == 0, gone.output
    assert not any(store.current().exists(key) for key in keys)

"""How ready a version is for its next gate: by which records, what is missing, whose turn, and where to write it."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from workflows.ground.ids import key_of
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.saving import save_record
from workflows.inventory.visibility import reader_of
from workflows.lifecycle.readiness.lines import ReadyLine
from workflows.lifecycle.readiness.reading import Readiness, item_readiness, readiness

CHANGE = {
    "kind": "model",
    "what": "The supplier's model v5 replaces v4",
    "why": "Version 4 is withdrawn in spring",
    "parts": "Ranking model v4 to v5",
    "urgency": "planned",
}


def ready(company: Company, version: str, by: str = "ana") -> Readiness:
    session = reading()
    session.rollback()
    session.expire_all()
    return readiness(reader_of(session, company[by]), key_of("VER", version) or 0)


def line(found: Readiness, key: str) -> ReadyLine:
    return next(one for one in found.lines if one.key == key)


def write(company: Company, version: str, register: str, body: dict[str, object], by: str = "milo") -> str:
    at = company.version(version)
    command = SaveRecord(register, system_id=at.system_id, version_id=at.id, title="A record", body=body)
    return save_record(company[by], command).ref


def test_a_version_without_a_tier_is_told_to_be_classified_first(company: Company) -> None:
    found = ready(company, company.system())
    assert (found.gate, found.shut, found.lines) == ("design", "not_classified", ())


def test_the_next_gate_is_listed_item_by_item_before_anybody_asks(company: Company) -> None:
    version = company.system()
    company.classify(version)
    found = ready(company, version)
    assert (found.gate, found.request_ref) == ("design", "")
    assert line(found, "IN-1").state == "record"
    assert line(found, "IN-3").records[0].ref == "classification 1"
    assert line(found, "IN-4").stops
    assert found.open[0].stops


def test_a_missing_record_says_whose_turn_it_is_and_where_to_write_it(company: Company) -> None:
    version = company.system()
    company.classify(version, "high")
    company.bring_to(version, "design")
    request = company.open(version, "rework", change=_first_change(company, version), change_text="New model")
    found = ready(company, version)
    missing = line(found, "CH-1")
    assert (found.gate, found.request_ref) == ("rework", request)
    assert missing.owner == "AI system / product owner"
    assert missing.people == ("Ana",)
    assert missing.lacking[0].address == "/registers/changes/new?system=SYS-1&version=VER-1"
    assert missing.example


def test_a_record_that_is_not_whole_says_what_it_lacks_and_a_whole_one_satisfies(company: Company) -> None:
    version = company.system()
    company.classify(version, "high")
    company.bring_to(version, "design")
    company.open(version, "rework", change=_first_change(company, version), change_text="New model")
    made = write(company, version, "change", {**CHANGE, "why": ""})
    lack = line(ready(company, version), "CH-1").lacking[0]
    assert (lack.ref, lack.address) == (made, f"/registers/changes/{made}/edit")
    assert lack.codes == (("need_field", {"field": "Why"}),)
    whole = write(company, version, "change", dict(CHANGE))
    assert [record.ref for record in line(ready(company, version), "CH-1").records] == [whole]


def test_an_answer_in_the_request_counts_as_done(company: Company) -> None:
    version = company.system()
    company.classify(version)
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    found = ready(company, version)
    assert not found.open
    assert line(found, "IN-4").state == "answer"


def test_the_editor_is_told_which_record_would_answer_an_item(company: Company) -> None:
    version = company.system()
    company.classify(version, "high")
    company.bring_to(version, "design")
    request = company.open(version, "rework", change=_first_change(company, version), change_text="New model")
    told = item_readiness(request, "CH-1")
    assert told is not None
    assert told.lacking[0].register == "change"
    assert item_readiness(request, "CH-5") is None


def test_a_stranger_is_not_told_that_the_version_exists(company: Company) -> None:
    version = company.system()
    with pytest.raises(NotFound):
        ready(company, version, by="nils")


def test_readiness_takes_the_same_number_of_statements_however_many_records_there_are(
    company: Company,
) -> None:
    version = company.system()
    company.classify(version, "high")
    company.bring_to(version, "design")
    company.open(version, "rework", change=_first_change(company, version), change_text="New model")

    def count() -> int:
        with counted_statements(company.app) as sent:
            ready(company, version)
        return len(sent)

    write(company, version, "change", {**CHANGE, "why": ""})
    few = count()
    for _ in range(12):
        write(company, version, "change", {**CHANGE, "why": ""})
    assert count() == few
    assert few <= 30


def _first_change(company: Company, version: str) -> str:
    from sqlalchemy import select

    from models.policy import Policy
    from models.policy_version import PolicyVersion
    from workflows.approvals.policies.body import load

    body = reading().scalars(
        select(PolicyVersion.body).join(Policy).where(Policy.gate == "rework", Policy.tier == "high")
    )
    return next(row.key for row in load(body.first() or "").routing if row.to_stage == "intake")

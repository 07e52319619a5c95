"""Editing and archiving AI systems through the web door."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.record_entry import RecordEntry
from models.subject import Subject
from models.team_member import TeamMember
from models.unit import Unit
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction
from workflows.inventory.frozen import system_record

EDIT = "/systems/SYS-1/edit"
FACTS: dict[str, Any] = {
    "name": "Credit scoring",
    "purpose": "Credit scoring: proposes a result; a clerk decides",
    "business_reason": "Faster answers",
    "users": "Clerks",
    "affected_persons": "About 41,000 applicants a year",
    "decisions_influenced": "Credit limit",
    "data_categories": "Application data",
    "autonomy": "advice",
    "who_may_stop": "Head of lending",
    "origin": "built",
    "owner": "ana@halm.example",
}


def stored() -> AiSystem:
    """The system as it stands."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(AiSystem, 1)


def entries() -> int:
    """How many entries the record has."""
    return reading().scalar(select(func.count()).select_from(RecordEntry)) or 0


@pytest.fixture
def ana(company: Company) -> Door:
    """The owner of a registered system."""
    company.system()
    return Door(company, "ana")


def test_a_change_is_stored_and_recorded_once(ana: Door) -> None:
    before = entries()
    answer = ana.send(EDIT, FACTS | {"purpose": "Proposes a limit", "serves_customers": "y"})

    assert (answer.status_code, answer.location) == (303, "/systems/SYS-1")
    assert (stored().purpose, stored().serves_customers, stored().revision) == ("Proposes a limit", True, 2)
    assert entries() == before + 1


def test_s16_saving_what_is_there_changes_nothing(ana: Door) -> None:
    before = entries()
    answer = ana.send(EDIT, FACTS)

    assert answer.status_code == 303
    assert (stored().revision, entries()) == (1, before)


def test_a_new_name_changes_no_digest_but_a_new_purpose_does(ana: Door) -> None:
    first = system_record(reading(), 1)
    ana.send(EDIT, FACTS | {"name": "Credit limits"})
    renamed = system_record(reading(), 1)
    ana.send(EDIT, FACTS | {"name": "Credit limits", "purpose": "Another"})
    stored()

    assert renamed == first
    again = system_record(reading(), 1)
    assert (again["version"], again["digest"] != first["digest"]) == (2, True)
    assert reading().scalars(select(Subject.label)).one() == "Credit limits v1"


def test_s11_somebody_was_faster_and_both_versions_are_shown(company: Company, ana: Door) -> None:
    seen = ana.hidden(EDIT)
    Door(company, "tom").send(EDIT, FACTS | {"users": "Twelve clerks", "purpose": "Theirs"})
    late = ana.client.post(EDIT, data=seen | FACTS | {"purpose": "Mine"})

    assert late.status_code == 409
    for said in ("Somebody changed this while you were editing", "Theirs", "Mine", "Twelve clerks"):
        assert said in words(late) + late.get_data(as_text=True)
    assert stored().purpose == "Theirs"
    assert 'name="revision" value="2"' in late.get_data(as_text=True)


@pytest.mark.parametrize("revision", ["", "-1", "x", "999999999999999999999", "1.0", "٣"])
def test_a_lost_revision_counts_as_moved(ana: Door, revision: str) -> None:
    assert ana.send(EDIT, FACTS | {"purpose": "Mine"}, revision=revision).status_code == 409


def test_readers_may_not_change_anything(company: Company, ana: Door) -> None:
    reader = Door(company, "ruth")
    seen = ana.hidden(EDIT)

    assert reader.get(EDIT).status_code == 403
    assert (
        reader.client.post(
            EDIT, data=seen | reader.hidden("/preferences") | FACTS | {"purpose": "No"}
        ).status_code
        == 403
    )
    assert stored().purpose == FACTS["purpose"]


def test_only_the_owner_or_the_governance_lead_names_another_owner(company: Company, ana: Door) -> None:
    ana.send("/systems/SYS-1/team", {"person": "milo@halm.example"})
    refused = Door(company, "milo").send(EDIT, FACTS | {"owner": "Milo"})
    assert refused.status_code == 422
    assert "can name another owner" in words(refused)

    assert Door(company, "tom").send(EDIT, FACTS | {"owner": "Nils <nils@halm.example>"}).status_code == 303
    assert stored().owner_id == company["nils"].person_id
    members = set(reading().scalars(select(TeamMember.person_id).where(TeamMember.ended_at.is_(None))))
    assert company["nils"].person_id in members


def test_s42_an_edit_writes_only_the_fields_of_its_form(company: Company, ana: Door) -> None:
    ana.send(
        EDIT,
        FACTS | {"purpose": "Mine", "tier": "minimal", "registered_by_id": "3", "in_use_since": "2020-01-01"},
    )

    assert (stored().tier, stored().in_use_since) == (None, None)
    assert stored().registered_by_id == company["ana"].person_id


def test_another_unit_reaches_the_system_at_once(company: Company, ana: Door) -> None:
    with transaction() as tx:
        top = Unit(uuid=uuid7(), name="Bank")
        tx.add(top)
        tx.flush()
        tx.add(Unit(uuid=uuid7(), name="Lending", parent_id=top.id))
    ana.send(EDIT, FACTS | {"unit_id": "2"})
    stored()

    assert reading().scalars(select(Subject.scope_keys)).one() == '["org", "unit:2", "unit:1", "system:1"]'


def test_only_the_owner_archives_and_only_with_a_reason(company: Company, ana: Door) -> None:
    address = "/systems/SYS-1/archive"
    assert ana.send(address, {"reason": " "}).status_code == 422
    assert Door(company, "tom").send(address, {"reason": "Unused"}).status_code == 403
    assert ana.send(address, {"reason": "Never built"}).status_code == 303

    assert stored().archived_reason == "Never built"
    assert "Credit scoring" not in ana.text("/systems")
    assert "Credit scoring" in ana.text("/systems?archived=1")
    assert ana.get(EDIT).status_code == 403


def test_s75_a_system_with_an_open_request_is_not_archived(company: Company, ana: Door) -> None:
    company.classify("VER-1", "limited")
    request = company.open("VER-1", "design")
    answer = ana.send("/systems/SYS-1/archive", {"reason": "Gone"})

    assert answer.status_code == 422
    assert f"{request} is still open" in words(answer)
    assert stored().archived_at is None


def test_a_version_that_passed_a_gate_is_never_archived(company: Company, ana: Door) -> None:
    company.classify("VER-1", "minimal")
    company.pass_gate("VER-1", "design")
    answer = ana.send("/systems/SYS-1/archive", {"reason": "Gone"})

    assert "has left intake" in words(answer)
    assert stored().archived_at is None

"""Registering AI systems through the web door."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.record_entry import RecordEntry
from models.subject import Subject
from models.system_version import SystemVersion
from models.team_member import TeamMember
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.transaction import reading

FACTS: dict[str, Any] = {
    "name": "Credit scoring",
    "purpose": "Proposes a credit limit; a clerk decides",
    "business_reason": "Faster answers",
    "users": "Twelve clerks",
    "affected_persons": "About 41,000 applicants a year",
    "autonomy": "advice",
    "origin": "built",
    "owner": "ana@halm.example",
    "label": "v1",
}
HEX = "9f2c" * 16


def systems() -> list[AiSystem]:
    """All systems as they stand."""
    session = reading()
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(AiSystem).order_by(AiSystem.id)))


def test_registering_makes_the_system_its_first_version_its_subject_and_its_team(company: Company) -> None:
    more = {
        "artefacts-0-name": "model",
        "artefacts-0-value": f"SHA256:{HEX.upper()}",
        "in_use_since": "2026-02-01",
    }
    answer = Door(company, "nils").send("/systems/new", FACTS | more)

    assert (answer.status_code, answer.location) == (303, "/systems/SYS-1")
    system = systems()[0]
    version = reading().scalars(select(SystemVersion)).one()
    subject = reading().scalars(select(Subject)).one()
    member = reading().scalars(select(TeamMember)).one()
    assert (system.owner_id, system.registered_by_id) == (company["ana"].person_id, company["nils"].person_id)
    assert (version.stage, version.born_stage, version.label) == ("intake", "intake", "v1")
    assert (subject.uuid, subject.kind, subject.label) == (
        version.uuid,
        "system_version",
        "Credit scoring v1",
    )
    assert subject.scope_keys == '["org", "system:1"]'
    assert member.person_id == company["ana"].person_id
    assert system.in_use_since is not None


def test_one_act_writes_one_entry_without_a_name_in_the_clear(company: Company) -> None:
    before = reading().scalar(select(func.count()).select_from(RecordEntry))
    Door(company, "nils").send("/systems/new", FACTS | {"who_may_stop": "Lena Hoffmann"})

    entries = list(reading().scalars(select(RecordEntry).order_by(RecordEntry.id)))[before:]
    assert [entry.action for entry in entries] == ["system:registered"]
    assert "Lena" not in entries[0].body
    assert "Ana" not in entries[0].body


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "  ", "Give the system a name"),
        ("name", "x" * 201, "Use at most 200 characters"),
        ("purpose", "", "Say what the system is meant to do"),
        ("affected_persons", "", "“nobody” is an answer"),
        ("autonomy", "godlike", "Not a valid choice"),
        ("origin", "", "Choose where it comes from"),
        ("owner", "nobody@halm.example", "Nobody active in this organisation has that e-mail or name"),
        ("unit_id", "77", "Not a valid choice"),
        ("in_use_since", "2999-01-01", "This day has not come yet"),
        ("in_use_since", "1492-01-01", "Give a day after 1 January 1950"),
        ("in_use_since", "yesterday", "Not a valid date value"),
        ("label", "", "Give the first version a label"),
        ("artefacts-0-value", "md5:12", "Write sha256: and 64 hex digits"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_what_was_typed_is_kept(
    company: Company, field: str, value: str, said: str
) -> None:
    answer = Door(company, "ana").send("/systems/new", FACTS | {"business_reason": "Keep me", field: value})

    assert answer.status_code == 422
    assert said in words(answer)
    assert "Keep me" in answer.get_data(as_text=True)
    assert systems() == []


@pytest.mark.parametrize("origin", ["bought", "embedded"])
def test_what_somebody_else_delivers_names_its_supplier(company: Company, origin: str) -> None:
    door = Door(company, "ana")
    refused = door.send("/systems/new", FACTS | {"origin": origin})
    assert "Name the supplier" in words(refused)

    assert door.send("/systems/new", FACTS | {"origin": origin, "supplier": "Foresee Ltd"}).status_code == 303
    assert systems()[0].uses_supplier is True


def test_a_look_alike_is_shown_and_registered_anyway_when_it_is_another(company: Company) -> None:
    door = Door(company, "ana")
    door.send("/systems/new", FACTS)
    hint = door.send("/systems/new", FACTS | {"name": "credit SCORING"})

    assert hint.status_code == 422
    assert "This looks like a system that is registered already" in words(hint)
    assert "/systems/SYS-1" in hint.get_data(as_text=True)
    assert len(systems()) == 1
    assert door.send("/systems/new", FACTS | {"name": "credit SCORING", "anyway": "y"}).status_code == 303
    assert len(systems()) == 2


def test_a_look_alike_that_one_may_not_see_gives_nothing_away(company: Company) -> None:
    Door(company, "ana").send("/systems/new", FACTS | {"purpose": "A secret purpose"})
    hint = Door(company, "nils").send("/systems/new", FACTS | {"owner": "nils@halm.example"})

    assert "A system that you may not see" in words(hint)
    assert "SYS-1" not in words(hint)
    assert "secret" not in words(hint)


def test_s04_the_same_form_sent_twice_registers_once(company: Company) -> None:
    door = Door(company, "ana")
    form = door.hidden("/systems/new") | FACTS
    first, second = (door.client.post("/systems/new", data=form) for _ in range(2))

    assert (first.location, second.location) == ("/systems/SYS-1", "/systems/SYS-1")
    assert len(systems()) == 1


def test_s42_fields_that_the_form_does_not_have_are_not_written(company: Company) -> None:
    forged = {
        "tier": "minimal",
        "legal_tier": "minimal",
        "stage": "monitoring",
        "owner_id": "1",
        "registered_by_id": "1",
        "id": "99",
        "uuid": "x",
        "revision": "5",
        "archived_at": "2020-01-01",
    }
    answer = Door(company, "nils").send("/systems/new", FACTS | forged)

    assert answer.location == "/systems/SYS-1"
    system = systems()[0]
    assert (system.tier, system.legal_tier, system.archived_at, system.revision) == (None, None, None, 1)
    assert system.registered_by_id == company["nils"].person_id
    assert reading().scalars(select(SystemVersion.stage)).one() == "intake"


def test_guests_register_nothing(company: Company) -> None:
    company.hire("gus", kind="guest")
    door = Door(company, "gus")

    assert door.get("/systems/new").status_code == 403
    assert door.client.post("/systems/new", data=door.hidden("/systems") | FACTS).status_code in (403, 422)
    assert systems() == []


def test_a_guest_cannot_be_the_owner(company: Company) -> None:
    company.hire("gus", kind="guest")
    answer = Door(company, "ana").send("/systems/new", FACTS | {"owner": "gus@halm.example"})

    assert "A guest cannot own an AI system" in words(answer)


@pytest.mark.parametrize(
    "nasty", ["\x00", "\ud800", "‮gnirocs", "%s%n", "{name}", "'; DROP TABLE ai_system; --", "𝕏" * 60]
)
def test_hostile_text_is_stored_as_text_or_refused(company: Company, nasty: str) -> None:
    door = Door(company, "ana")
    typed = nasty.encode("utf-8", "surrogatepass")
    data = {key: str(value).encode() for key, value in (door.hidden("/systems/new") | FACTS).items()}
    answer = door.client.post("/systems/new", data=data | {"name": b"A " + typed, "purpose": typed + b" p"})

    assert answer.status_code in (303, 422)
    assert door.get("/systems").status_code == 200

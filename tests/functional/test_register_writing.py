"""Records are written by forms made from their declaration: everything typed is kept, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from models.register_record import RegisterRecord
from models.system_version import SystemVersion
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.toy_register import FILLED, declared_toy
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers import declaring

NEW = "/registers/toys/new"
TOY = "/registers/toys/TOY-1"


@pytest.fixture
def door(company: Company) -> Iterator[Door]:
    company.system()
    with declared_toy():
        yield Door(company, "ana")


def typed(**other: object) -> dict[str, object]:
    return {**FILLED, "system": "1", "status": "found", "owner": "ana@halm.example", **other}


def errors(text: str) -> list[str]:
    return re.findall(r'<li><a href="#([^"]+)">', text)


def body() -> dict[str, object]:
    from workflows.inventory.registers.content import body_of

    session = reading()
    session.rollback()
    return body_of(session.get_one(RegisterRecord, 1).body)


def test_a_record_is_kept_as_it_was_typed_in_every_kind_of_field(company: Company, door: Door) -> None:
    answer = door.send(NEW, typed(), form_at=f"{NEW}?system=SYS-1")
    assert (answer.status_code, answer.location) == (303, TOY)
    kept = body()
    assert (kept["weight"], kept["pieces"], kept["look_on"], kept["safe"]) == (4.5, 1, "2030-05-01", "yes")
    assert kept["colours"] == ["red", "blue"]
    assert kept["owner"] == "Nobody before"
    assert kept["keeper"] == company["milo"].uuid
    assert [part["name"] for part in kept["parts"]] == ["Skin", "Air"]  # type: ignore[attr-defined]
    assert kept["parts"][0]["maker"] == company["ana"].uuid  # type: ignore[index]
    page = door.text(TOY)
    assert "4.5 kilograms" in page
    assert "soft at 50 %" in page
    assert "Milo" in page
    assert "Skin" in page


def test_every_wrong_answer_stands_beside_its_field_and_keeps_what_was_typed(door: Door) -> None:
    wrong = typed(title="", weight="heavy", look_on="2030-13-01", hash="zz", page="ftp:x", pieces="1.5")
    answer = door.send(NEW, wrong, form_at=NEW)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert set(errors(text)) == {"title", "weight", "look_on", "hash", "page", "pieces"}
    assert 'value="heavy"' in text
    assert "It rolled here." in text


def test_a_refusal_of_the_register_stands_in_the_line_it_is_about(door: Door) -> None:
    late = typed(look_on="2028-01-01")
    answer = door.send(NEW, late, form_at=NEW)
    # The second of three lines is empty: what the register calls its line 1 is the third on the page.
    assert errors(answer.get_data(as_text=True)) == ["parts-2-due"]


def test_an_unknown_person_is_refused_where_they_were_named(door: Door) -> None:
    answer = door.send(NEW, typed(**{"keeper": "nobody@else.example", "parts-0-maker": "Zz"}), form_at=NEW)
    assert errors(answer.get_data(as_text=True)) == ["keeper", "parts-0-maker"]


def test_lines_come_and_go_without_script_and_without_saving(door: Door) -> None:
    more = door.send(NEW, typed(more="parts"), form_at=NEW)
    assert more.status_code == 200
    assert 'name="parts-3-name"' in more.get_data(as_text=True)
    less = door.send(NEW, typed(drop="parts-0"), form_at=NEW)
    assert less.status_code == 200
    assert 'value="Skin"' not in less.get_data(as_text=True)
    assert 'value="Air"' in less.get_data(as_text=True)
    assert door.get(TOY).status_code == 404


def test_an_address_may_bring_along_what_is_known_already(door: Door) -> None:
    text = door.text(f"{NEW}?system=SYS-1&version=VER-1&what=A+kite&feel=hard&title=Kite&owner=nobody")
    assert 'value="A kite"' in text
    assert '<option selected value="hard">' in text
    assert '<option selected value="1">' in text


def test_a_conflict_shows_both_versions_and_sending_again_means_mine(company: Company, door: Door) -> None:
    door.send(NEW, typed(), form_at=NEW)
    seen = door.hidden(f"{TOY}/edit")
    assert door.send(f"{TOY}/edit", typed(story="Somebody else's story")).status_code == 303
    answer = door.client.post(f"{TOY}/edit", data=seen | typed(story="My story"))
    assert answer.status_code == 409
    assert "Somebody else's story" in words(answer)
    assert "My story" in words(answer)
    assert "Keeper" not in re.findall(r'<th scope="row">([^<]*)</th>', answer.get_data(as_text=True))
    again = dict(re.findall(r'name="(csrf_token|submit_id|revision)"[^>]*value="([^"]*)"', answer.text))
    assert door.client.post(f"{TOY}/edit", data=again | typed(story="My story")).status_code == 303
    assert body()["story"] == "My story"


def test_nothing_different_changes_nothing(door: Door) -> None:
    door.send(NEW, typed(), form_at=NEW)
    door.send(f"{TOY}/edit", typed())
    assert "Nothing was different" in door.text(TOY)
    assert "Version 1" in door.text(TOY)


def test_the_same_form_sent_twice_makes_one_record(door: Door) -> None:
    sent = door.hidden(NEW) | typed()
    first, second = (door.client.post(NEW, data=sent) for _ in range(2))
    assert first.location == second.location == TOY
    assert door.get("/registers/toys/TOY-2").status_code == 404


def test_readers_read_and_strangers_see_nothing(company: Company, door: Door) -> None:
    door.send(NEW, typed(), form_at=NEW)
    reader, stranger = Door(company, "dora"), Door(company, "nils")
    assert "Edit TOY-1" not in reader.text(TOY)
    assert [reader.get(f"{TOY}/{page}").status_code for page in ("edit", "archive")] == [403, 403]
    assert [stranger.get(f"{TOY}{page}").status_code for page in ("", "/edit", "/history")] == [404] * 3
    assert "v1 (VER-1)" not in stranger.text(f"{NEW}?system=SYS-1")


def test_a_status_that_an_act_sets_is_never_offered(door: Door) -> None:
    assert 'value="blessed"' not in door.text(NEW)
    assert door.send(NEW, typed(status="blessed"), form_at=NEW).status_code == 422


@pytest.mark.parametrize("address", ["/registers/nowhere", "/registers/toys/RISK-1", "/registers/toys/TOY-0"])
def test_a_register_or_record_that_does_not_exist_is_not_found(door: Door, address: str) -> None:
    assert door.get(address).status_code == 404


@pytest.mark.trust
def test_every_register_can_be_opened_and_written_into(company: Company) -> None:
    company.system()
    door = Door(company, "tom")
    for one in declaring.known():
        for page in ("", "/new?system=SYS-1"):
            assert door.get(f"/registers/{one.area}{page}").status_code == 200, f"{one.area}{page}"


def version_of_toy() -> int | None:
    session = reading()
    session.rollback()
    session.expire_all()
    return session.get_one(RegisterRecord, 1).version_id


def test_the_version_of_a_record_is_taken_away_by_choosing_none_and_kept_by_saving_anything_else(
    company: Company, door: Door
) -> None:
    door.send(NEW, typed(version="1"), form_at=f"{NEW}?system=SYS-1")
    assert version_of_toy() == 1
    with transaction() as tx:
        # A version out of the lists is no longer offered for anything new.
        tx.get_one(SystemVersion, 1).archived_at = datetime.now(UTC)
    assert 'value="1" selected' in door.text(f"{TOY}/edit").replace(
        'selected value="1"', 'value="1" selected'
    )
    door.send(f"{TOY}/edit", typed(version="1", what="A red kite"), form_at=f"{TOY}/edit")
    assert version_of_toy() == 1
    door.send(f"{TOY}/edit", typed(version=""), form_at=f"{TOY}/edit")
    assert version_of_toy() is None

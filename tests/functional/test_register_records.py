"""The page of a record: what it satisfies, what rests on it, links, comments, history, and the way out of the lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.register_record import RegisterRecord
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from tests.fixtures.toy_register import FILLED, declared_toy
from workflows.ground import clock
from workflows.ground.transaction import reading, transaction
from workflows.inventory.registers import needs, past
from workflows.inventory.registers.needs import Need
from workflows.inventory.registers.turning import give_turn

NEW, TOY = "/registers/toys/new", "/registers/toys/TOY-1"


@pytest.fixture
def door(company: Company) -> Iterator[Door]:
    company.system()
    with declared_toy():
        made = Door(company, "ana")
        made.send(NEW, typed(story=""), form_at=NEW)
        yield made


def typed(**other: object) -> dict[str, object]:
    return {**FILLED, "system": "1", "status": "found", "owner": "ana@halm.example", **other}


def test_the_page_says_which_item_is_open_and_why_until_it_is_satisfied(door: Door) -> None:
    before = words(door.get(TOY))
    assert "ZZ-1 open" in before
    assert "Not filled in: Its story." in before
    assert "A ball with its story." in before
    assert "Not said yet: Its story" in before
    door.send(f"{TOY}/edit", typed())
    assert "ZZ-1 satisfied" in words(door.get(TOY))


def test_comments_stand_beside_a_record_and_an_empty_one_is_refused(company: Company, door: Door) -> None:
    assert door.send(f"{TOY}/comment", {"text": " "}, form_at=TOY).status_code == 422
    reader = Door(company, "dora")
    assert reader.send(f"{TOY}/comment", {"text": "Is it <b>round</b>?"}, form_at=TOY).status_code == 303
    text = words(door.get(TOY))
    assert "Dora" in text
    assert "Is it <b>round</b>?" in text
    assert "Version 1" in text


def test_a_link_is_made_shown_from_both_sides_and_ended(door: Door) -> None:
    door.send(NEW, typed(title="Kite"), form_at=NEW)
    link = {"relation": "beside", "target": "TOY-2"}
    assert door.send(f"{TOY}/link", link).status_code == 303
    assert "TOY-2" in words(door.get(TOY))
    assert "there: stands beside" in words(door.get("/registers/toys/TOY-2"))
    assert door.send(f"{TOY}/link", link).status_code == 422
    assert door.send(f"{TOY}/unlink", link, form_at=TOY).status_code == 303
    assert "Not linked to anything yet." in words(door.get(TOY))


def test_a_link_to_what_the_reader_may_not_see_is_left_out(company: Company, door: Door) -> None:
    company.system("Fraud detection")
    door.send(NEW, typed(title="Hidden kite", system="2"), form_at=NEW)
    door.send(f"{TOY}/link", {"relation": "beside", "target": "TOY-2"})
    door.send(f"{TOY}/link", {"relation": "uses", "target": "VER-2"})
    door.send(f"{TOY}/link", {"relation": "uses", "target": "VER-1"})
    with transaction() as tx:
        then = clock.now(tx) - timedelta(days=9)
        company.grant_row(tx, company["nils"].person_id or 0, "risk_officer", then, "system:1")
    text = words(Door(company, "nils").get(TOY))
    assert "Red ball" in text
    assert "Credit scoring v1" in text
    assert "Hidden kite" not in text
    assert "Fraud detection" not in text
    assert "Fraud detection v1" in words(door.get(TOY))


def test_a_frozen_link_makes_a_new_version_and_a_wrong_name_stays_on_the_form(door: Door) -> None:
    wrong = door.send(f"{TOY}/link", {"relation": "uses", "target": "VER-77"})
    assert wrong.status_code == 422
    assert "Nothing of that kind has this name." in words(wrong)
    assert 'value="VER-77"' in wrong.get_data(as_text=True)
    door.send(f"{TOY}/link", {"relation": "uses", "target": "ver-1"})
    text = words(door.get(TOY))
    assert "Version 2" in text
    assert "Credit scoring v1" in text
    assert "part of what approvals freeze" in text


def test_a_record_leaves_the_lists_with_a_reason_and_comes_back(door: Door) -> None:
    assert door.send(f"{TOY}/archive", {"reason": ""}).status_code == 422
    assert door.send(f"{TOY}/archive", {"reason": "A twin"}).status_code == 303
    text = words(door.get(TOY))
    assert "A twin" in text
    assert "Edit TOY-1" not in text
    assert "Red ball" not in words(door.get("/registers/toys"))
    assert door.send(f"{TOY}/edit", typed()).status_code in (422, 404, 409)
    assert door.send(f"{TOY}/restore", {"reason": ""}).status_code == 303
    assert "Red ball" in words(door.get("/registers/toys"))


def test_the_history_compares_each_version_with_the_one_before(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.send(f"{TOY}/edit", typed(feel="hard", **{"parts-0-name": "Hide"}))
    text = words(door.get(f"{TOY}/history"))
    assert "removed: soft at 50 % added: hard" in text
    assert "added: A ball" not in text
    assert "Name: Hide" in text
    assert "Ana changed TOY-1 toy" in text
    monkeypatch.setattr(past, "PAGE", 1)
    assert "The first version." not in words(door.get(f"{TOY}/history"))
    assert "The first version." in words(door.get(f"{TOY}/history?version=2"))


def test_a_request_that_froze_the_record_is_named_with_the_difference(company: Company, door: Door) -> None:
    company.classify("VER-1", "limited")
    needs.need(Need("IN-4", "toy", filled=("what",)))
    try:
        request = company.open("VER-1", "design")
        company.answer_all(request, by="milo")
        company.submit(request)
        text = words(door.get(TOY))
        assert f"{request} Credit scoring v1" in text
        assert "as version 1, for IN-4" in text
        assert "it says something else now" not in text
        assert "No request rests on it yet" not in text
    finally:
        needs._needs["IN-4"].pop()


def test_a_turn_stands_on_the_page_in_the_list_and_on_home(company: Company, door: Door) -> None:
    assert "Registers: your turn" not in door.text("/")
    with transaction() as tx:
        give_turn(tx, clock.now(tx), tx.get_one(RegisterRecord, 1), None, "turn_register_moved")
    assert "Your turn since" in words(door.get(TOY))
    assert "Ana's turn" in words(Door(company, "dora").get(TOY))
    assert "Red ball" in words(door.get("/registers/toys?turn=mine"))
    home = words(door.get("/"))
    assert "Registers: your turn 1" in home
    assert "Something it rests on has changed." in home
    assert "Nothing needs you" not in home
    assert "1 waits for you." in words(door.get("/registers"))


def test_a_record_is_found_by_its_name_and_its_words(company: Company, door: Door) -> None:
    assert door.get("/search?q=toy-1").location == TOY
    assert ">TOY-1</a>" in door.text("/search?q=nobody+before")
    stranger = Door(company, "nils")
    assert stranger.get("/search?q=TOY-1").status_code == 200
    assert "Nothing found" in stranger.text("/search?q=nobody+before")
    reading().rollback()


def test_own_fields_are_kept_by_those_who_may(company: Company, door: Door) -> None:
    page = "/registers/toys/fields"
    assert door.get(page).status_code == 403
    tom, admin = Door(company, "tom"), Door(company, "admin")
    assert tom.send(page, {"label": "Shelf 5 %", "kind": "choice", "choices": "Left"}).status_code == 422
    assert tom.send(page, {"label": "", "kind": ""}).status_code == 422
    shelf = {"label": "Shelf 5 %", "kind": "choice", "choices": "Left\nRight", "position": "1"}
    assert tom.send(page, shelf).status_code == 303
    assert "Shelf 5 %" in door.text(f"{TOY}/edit")
    changed = {"label": "Cupboard", "kind": "text", "choices": "Left\nMiddle\nRight"}
    assert admin.send(f"{page}/1", changed).status_code == 303
    assert "Middle" in door.text(f"{TOY}/edit")
    assert tom.send(f"{page}/1/end", {}, form_at=page).status_code == 303
    assert "Cupboard" not in door.text(f"{TOY}/edit")
    assert tom.get(f"{page}/1").status_code == 404

"""The pages of the record: what they show without a click, who reads them, and what they do with odd input."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.fixtures.record import ANA, HENRIK, OTHER_ACTION, one, specimen, tamper, write, write_many
from tests.fixtures.visitors import Visitor, csrf_of
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction
from workflows.record.personal import erase
from workflows.record.queries import Filters, entries_about, page

READERS = ("internal_auditor", "external_auditor", "ai_governance_lead", "committee_chair", "top_management")


@pytest.mark.both_databases
@pytest.mark.parametrize("role", READERS[:2])
def test_an_auditor_reads_who_did_what_and_why_without_a_click(
    house: Flask, visitor: Visitor, role: str
) -> None:
    write(changes={"label": ["draft <b>", "final"]}, personal={ANA.uuid: {"reason": "It was <i>late</i>"}})
    text = visitor(roles=(role,)).get("/record").get_data(as_text=True)

    for said in (
        "Ana Ribeiro",
        "SYS-7",
        "Credit scoring",
        "#1",
        "password",
        "It was &lt;i&gt;late&lt;/i&gt;",
    ):
        assert said in text
    assert "draft &lt;b&gt;" in text
    assert "Not verified yet" in text


def test_governance_roles_read_the_record(house: Flask, visitor: Visitor) -> None:
    for number, role in enumerate(READERS):
        assert visitor(f"Reader {'abcde'[number]}", roles=(role,)).get("/record").status_code == 200


@pytest.mark.parametrize("address", ["/record", "/record/entries/1", "/record/verify"])
def test_somebody_without_such_a_role_is_told_who_can_give_one(
    house: Flask, visitor: Visitor, address: str
) -> None:
    write()
    answer = visitor(roles=("ml_lead",)).get(address)
    assert answer.status_code == 403
    assert "Credit scoring" not in answer.get_data(as_text=True)


def test_an_empty_record_says_what_will_write_the_first_entry(house: Flask, visitor: Visitor) -> None:
    text = visitor(roles=("internal_auditor",)).get("/record").get_data(as_text=True)
    assert "Nothing has happened yet" in text


@pytest.mark.both_databases
def test_filters_narrow_by_object_person_act_and_day(house: Flask, visitor: Visitor) -> None:
    request = uuid7()
    write(about=specimen(1))
    write(HENRIK, about=specimen(2), action=OTHER_ACTION)
    write(about=specimen(3), request_uuid=request, request_ref="REQ-5", system_uuid=specimen(1).uuid)
    client = visitor(roles=("internal_auditor",))

    def numbers(search: str) -> list[int]:
        return [int(n) for n in re.findall(r'id="entry-(\d+)"', client.get(f"/record?{search}").text)]

    assert numbers("") == [3, 2, 1]
    assert numbers("object=req-5") == [3]
    assert numbers("object=SYS-1") == [3, 1]
    assert numbers(f"who={HENRIK.uuid}") == [2]
    assert numbers(f"what={OTHER_ACTION}") == [2]
    assert numbers("from=2000-01-01&to=2001-01-01") == []
    assert numbers("from=2001-01-01") == [3, 2, 1]
    assert numbers("before=3") == [2, 1]
    assert "No entry matches" in client.get("/record?object=SYS-99").text


@pytest.mark.parametrize(
    ("search", "kept"),
    [
        ("object=the+system", "THE SYSTEM"),
        ("object=%00", ""),
        ("who=somebody", ""),
        ("what=DROP+TABLE", ""),
        ("from=yesterday", "yesterday"),
        ("to=9999-12-31", "9999-12-31"),
        ("from=0001-01-01", "0001-01-01"),
        ("from=2026-11-19&to=2026-11-10", "2026-11-19"),
        ("before=-1", ""),
        ("before=99999999999999999999999", ""),
        ("before=x", ""),
    ],
)
def test_a_search_that_makes_no_sense_is_answered_beside_its_field(
    house: Flask, visitor: Visitor, search: str, kept: str
) -> None:
    answer = visitor(roles=("internal_auditor",)).get(f"/record?{search}")
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert kept in answer.text


def test_what_a_search_does_not_know_never_gets_into_an_address(house: Flask, visitor: Visitor) -> None:
    write_many(51)
    text = visitor(roles=("internal_auditor",)).get("/record?_external=1&_scheme=evil&x=y").text
    assert 'href="/record?before=2"' in text
    assert "evil:" not in text


@pytest.mark.both_databases
def test_an_entry_shows_its_bytes_its_hashes_and_its_neighbours(house: Flask, visitor: Visitor) -> None:
    write_many(3)
    text = visitor(roles=("external_auditor",)).get("/record/entries/2").text
    for said in ("/record/entries/1", "/record/entries/3", "&#34;schema&#34;:1", "sha256sum"):
        assert said in text
    for column in ("leaf", "prev", "chain"):
        assert str(one(f"SELECT {column} FROM record_seal WHERE n = 2")) in text
    assert "does not verify" not in text


@pytest.mark.parametrize("n", ["0", "4", "-1", "x", "1e3", "٣", "9" * 18, "9" * 30, "1/2"])
def test_an_entry_that_does_not_exist_is_not_found(house: Flask, visitor: Visitor, n: str) -> None:
    write_many(3)
    assert visitor(roles=("internal_auditor",)).get(f"/record/entries/{n}").status_code == 404


@pytest.mark.both_databases
def test_verifying_shows_the_report_and_writes_down_who_asked(house: Flask, visitor: Visitor) -> None:
    write_many(3)
    client = visitor("Ruth Amsel", roles=("internal_auditor",))
    form = client.get("/record/verify").text
    sent = {"csrf_token": csrf_of(form), "submit_id": re.search(r'submit_id" value="([^"]+)"', form)[1]}

    answer = client.post("/record/verify", data=sent)
    assert answer.status_code == 303
    assert answer.location.startswith("/record/verifications/")
    report = client.get(answer.location).text
    assert "Consistent; not witnessed outside yet" in report

    again = client.post("/record/verify", data=sent)
    assert again.location == answer.location
    record = client.get("/record").text
    assert "Ruth Amsel" in record
    assert record.count('id="entry-') == 4


@pytest.mark.both_databases
def test_a_tampered_record_is_shown_with_the_entry_that_broke_and_pages_stay_up(
    house: Flask, visitor: Visitor
) -> None:
    write_many(4)
    client = visitor(roles=("internal_auditor",))
    tamper("UPDATE record_entry SET body = '{\"x\": [1]}' WHERE id = 3", sealing=True)

    form = client.get("/record/verify").text
    sent = {"csrf_token": csrf_of(form), "submit_id": re.search(r'submit_id" value="([^"]+)"', form)[1]}
    report = client.get(client.post("/record/verify", data=sent).location).text
    assert "Tampered: entry 3 is the first that does not verify" in report
    assert "Tampered: entry 3" in client.get("/record").text
    assert "This entry does not verify." in client.get("/record/entries/3").text


def test_a_form_without_its_one_time_number_is_shown_again(house: Flask, visitor: Visitor) -> None:
    client = visitor(roles=("internal_auditor",))
    answer = client.post("/record/verify", data={"csrf_token": csrf_of(client.get("/record/verify").text)})
    assert answer.status_code == 422


def test_an_unknown_verification_is_not_found(house: Flask, visitor: Visitor) -> None:
    event = write()
    client = visitor(roles=("internal_auditor",))
    for wrong in (uuid7(), event, "x"):
        assert client.get(f"/record/verifications/{wrong}").status_code == 404


def test_an_erased_person_is_shown_as_erased(house: Flask, visitor: Visitor) -> None:
    write()
    with transaction() as tx:
        erase(tx, clock.now(tx), ANA.uuid)
    text = visitor(roles=("internal_auditor",)).get("/record").text
    assert "an erased person" in text
    assert "Ana Ribeiro" not in text


@pytest.mark.both_databases
def test_the_history_of_a_system_or_request_holds_its_entries_and_no_others(house: Flask) -> None:
    request = uuid7()
    write(about=specimen(1))
    write(about=specimen(2))
    write(about=specimen(3), request_uuid=request, request_ref="REQ-5", system_uuid=specimen(1).uuid)

    assert [line.n for line in entries_about(system_uuid=specimen(1).uuid).lines] == [3, 1]
    assert [line.n for line in entries_about(request_uuid=request).lines] == [3]
    with pytest.raises(ValueError):
        entries_about()


@pytest.mark.both_databases
def test_going_through_the_pages_shows_every_entry_once(house: Flask) -> None:
    write_many(7)
    seen, before = [], None
    while True:
        part = page(Filters(), before, limit=3)
        assert part.matching == 7
        seen += [line.n for line in part.lines]
        before = part.older
        if before is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]

"""A list of systems in use: every row is looked at first, and all become systems with a draft, or none."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import reading
from workflows.lifecycle.adopting.importing import BatchAct, ReadList, apply_systems, read_systems
from workflows.lifecycle.adopting.page import import_page

HEAD = "Name;Purpose;Business reason;Users;Affected persons;Autonomy;Origin;Vendor;Owner;In use since;Release"
CHAT = "Chat helper;Answers questions;Faster;Clerks;Customers;human confirms;bought;Acme;ana@halm.example;2024-05-31;4.1"
SCORE = "Lead score;Ranks leads;Sales;Sales staff;Customers;advice;built;;ana@halm.example;2023-01-02;"


def csv_of(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def read(company: Company, *rows: str, by: str = "tom") -> int:
    return read_systems(company[by], ReadList(csv_of(*rows), "in-use.csv"))


def count(model: type) -> int:
    session = reading()
    session.rollback()
    return session.scalars(select(func.count()).select_from(model)).one()


def test_every_row_becomes_a_system_with_a_draft_of_its_adoption(company: Company) -> None:
    batch = read(company, CHAT, SCORE)
    assert count(AiSystem) == 0
    assert import_page(company["tom"], batch).wrong == 0
    made = apply_systems(company["tom"], BatchAct(batch))
    assert (made.systems, made.requests) == (("SYS-1", "SYS-2"), ("REQ-1", "REQ-2"))
    request = company.request("REQ-1")
    assert (request.gate, request.status, request.tier) == ("adoption", "draft", "high")
    company.classify("VER-1", "minimal")
    assert company.request("REQ-1").tier == "minimal"
    with pytest.raises(Conflict):
        apply_systems(company["tom"], BatchAct(batch))


def test_each_bad_row_is_named_and_nothing_is_half_done(company: Company) -> None:
    company.system("Lead score")
    bad = CHAT.replace("2024-05-31", "31.5.2024").replace("Acme", "").replace("human confirms", "magic")
    batch = read(company, CHAT, bad, SCORE, CHAT.replace("ana@halm.example", "nobody@halm.example"))
    rows = import_page(company["tom"], batch).rows
    assert [(row.number, {(field, code) for field, code, _ in row.bad}) for row in rows] == [
        (2, set()),
        (
            3,
            {
                ("in_use_since", "adopting_since_odd"),
                ("name", "adopting_twice"),
                ("autonomy", "choose_one"),
                ("supplier", "supplier_needed"),
            },
        ),
        (4, {("name", "adopting_known")}),
        (5, {("name", "adopting_twice"), ("owner", "person_unknown")}),
    ]
    with pytest.raises(Refused, match="adopting_rows_bad"):
        apply_systems(company["tom"], BatchAct(batch))
    assert (count(AiSystem), count(ApprovalRequest)) == (1, 0)


def test_only_a_governance_lead_imports_systems(company: Company) -> None:
    with pytest.raises(NotAllowed):
        read(company, CHAT, by="ana")


@pytest.mark.parametrize("data", [b"", b"name\n", b"purpose,users\nx,y\n", b"\xff\xfe", b'name\n"open'])
def test_a_file_that_is_no_list_is_refused_beside_its_field(company: Company, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_systems(company["tom"], ReadList(data, "in-use.csv"))
    assert refused.value.field == "file"


def test_the_pages_show_the_rows_and_register_them(company: Company) -> None:
    tom = Door(company, "tom")
    sent = tom.send("/systems/import", {"file": (io.BytesIO(csv_of(CHAT, SCORE)), "in-use.csv")})
    assert (sent.status_code, sent.location) == (303, "/systems/import/1")
    assert "2 rows, and all are right." in tom.text("/systems/import/1")
    assert tom.send("/systems/import/1", {"do": "apply"}).location == "/systems/import/1"
    assert "2 systems were registered." in tom.text("/systems/import/1")
    assert tom.send("/systems/import", {}).status_code == 422
    assert Door(company, "ana").get("/systems/import").status_code == 403
    assert tom.get("/systems/import/7").status_code == 404


def test_a_wrong_list_offers_only_to_drop_it(company: Company) -> None:
    tom = Door(company, "tom")
    tom.send("/systems/import", {"file": (io.BytesIO(csv_of(CHAT, CHAT)), "in-use.csv")})
    page = tom.text("/systems/import/1")
    assert "1 row is not right." in page
    assert 'value="apply"' not in page
    assert tom.send("/systems/import/1", {"do": "apply"}, form_at="/systems/import/1").status_code == 422
    assert tom.send("/systems/import/1", {"do": "drop"}).status_code == 303
    assert "dropped" in words(tom.get("/systems/import/1"))

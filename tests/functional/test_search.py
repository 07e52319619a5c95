"""Search finds what one may see, and nothing typed breaks it."""

from __future__ import annotations

import pytest

from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door

pytestmark = pytest.mark.both_databases

HOSTILE = ["%", "_", "'", '"; drop table ai_system; --', "\\", "%25%00", "a" * 5000, "%ED%A0%80", "REQ-", "REQ-0",
           "REQ-99999999999999999999", "SYS-999999999999999999", "<script>", "(((", "%F0%9F%92%A9", "*"]  # fmt: skip


@pytest.fixture
def full(company: Company) -> Company:
    version = company.system("Credit_scoring 100%")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.system("Fraud detection")
    return company


def test_an_exact_ref_opens_its_page_when_one_may_see_it(full: Company) -> None:
    door = Door(full, "ana")
    for typed, page in {
        "req-1": "/requests/REQ-1", "SYS-1": "/systems/SYS-1", " ver-2 ": "/versions/VER-2", "EV-1": "/evidence/EV-1",
    }.items():  # fmt: skip
        answer = door.client.get("/search", query_string={"q": typed})
        assert (answer.status_code, answer.headers.get("Location")) == (303, page)
    assert Door(full, "nils").get("/search?q=REQ-1").status_code == 200
    assert door.get("/search?q=REQ-77").status_code == 200


def test_systems_versions_requests_and_evidence_are_found_by_text(full: Company) -> None:
    text = Door(full, "maria").text("/search?q=CREDIT")
    for ref in ("SYS-1", "VER-1", "REQ-1"):
        assert f">{ref}</a>" in text
    assert "SYS-2" not in text
    assert ">EV-1</a>" in Door(full, "maria").text("/search?q=report.txt")
    assert ">REQ-1</a>" in Door(full, "maria").text("/search?q=design+credit")


def test_wildcards_mean_themselves(full: Company) -> None:
    door = Door(full, "ana")
    assert ">SYS-1</a>" in door.text("/search?q=100%25")
    assert "Nothing found" in door.text("/search?q=1%250")
    assert "Nothing found" in door.text("/search?q=frau__detection")


def test_strangers_find_nothing(full: Company) -> None:
    for name in ("nils", "admin"):
        assert "Nothing found" in Door(full, name).text("/search?q=credit")


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_can_be_typed_breaks_the_search(full: Company, typed: str) -> None:
    assert Door(full, "ana").get(f"/search?q={typed}").status_code in (200, 303)


def test_the_search_takes_a_fixed_number_of_statements(full: Company) -> None:
    door = Door(full, "ana")
    with counted_statements(full.app) as sent:
        door.text("/search?q=credit")
    assert len(sent) <= 8

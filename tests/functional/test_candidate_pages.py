"""The pages of AI found in use: declared by anybody, decided by a few."""

from __future__ import annotations

import io

from tests.fixtures.company import Company
from tests.fixtures.doors import Door, words


def test_somebody_without_a_role_declares_a_tool_and_reads_what_became_of_it(company: Company) -> None:
    nils, tom = Door(company, "nils"), Door(company, "tom")
    sent = nils.send("/declare", {"name": "DeepL", "task": "Letters", "address": "https://deepl.example"})
    assert (sent.status_code, sent.location) == (303, "/declare")
    assert "1 candidate waits for a decision." in nils.text("/declare")
    decided = tom.send(
        "/registers/candidates/CAND-1/decide", {"outcome": "refused", "reason": "It keeps what is typed"}
    )
    assert decided.location == "/registers/candidates/CAND-1"
    page = nils.text("/declare")
    assert "It keeps what is typed" in page
    assert "No candidate waits for a decision." in page


def test_what_was_typed_is_kept_when_the_name_is_missing(company: Company) -> None:
    answer = Door(company, "nils").send("/declare", {"task": "Letters to suppliers"})
    assert answer.status_code == 422
    assert "Say how the tool is called." in words(answer)
    assert "Letters to suppliers" in answer.get_data(as_text=True)


def test_a_declaration_sent_twice_acts_once(company: Company) -> None:
    nils = Door(company, "nils")
    hidden = nils.hidden("/declare")
    for _ in range(2):
        assert nils.client.post("/declare", data=hidden | {"name": "DeepL"}).status_code == 303
    assert "1 candidate waits for a decision." in nils.text("/declare")


def test_a_list_is_read_by_those_who_decide_and_refused_whole_when_one_row_is_bad(company: Company) -> None:
    tom = Door(company, "tom")
    bad = tom.send("/declare/list", {"file": (io.BytesIO(b"name,vendor\nDeepL,x\n,y\n"), "apps.csv")})
    assert bad.status_code == 422
    assert "Row 3 has no name." in words(bad)
    good = tom.send("/declare/list", {"file": (io.BytesIO(b"name,vendor\nDeepL,x\nClaro,y\n"), "apps.csv")})
    assert good.status_code == 303
    assert "2 candidates wait for a decision." in tom.text("/declare")
    assert Door(company, "nils").get("/declare/list").status_code == 403


def test_a_decision_says_beside_its_field_what_it_lacks(company: Company) -> None:
    Door(company, "nils").send("/declare", {"name": "DeepL"})
    tom, here = Door(company, "tom"), "/registers/candidates/CAND-1/decide"
    for fields, sentence in (
        ({}, "Say what it is"),
        ({"outcome": "registered"}, "Name the registered system"),
        ({"outcome": "known_use", "target": "USE-9"}, "There is nothing of that name"),
        ({"outcome": "not_ai"}, "Give the reason"),
    ):
        answer = tom.send(here, fields)
        assert answer.status_code == 422
        assert sentence in words(answer)
    assert Door(company, "ana").get(here).status_code == 403
    assert tom.get("/registers/candidates/CAND-9/decide").status_code == 404

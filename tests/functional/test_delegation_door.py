"""Signing for somebody through the door: who is offered what, and what every page says of it afterwards."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from models.delegation import Delegation
from tests.fixtures.company import Company
from tests.fixtures.lending import lend
from tests.fixtures.review import browse, post, signatures, submitted
from workflows.ground.transaction import transaction


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(answer.text))


def test_s37_the_delegate_reads_signs_and_every_page_says_b_for_a(company: Company) -> None:
    lend(company, "jide", "nils")
    request = submitted(company)
    nils = browse(company, "nils")
    shown = page(nils, f"/requests/{request}")
    assert "You sign for Jide" in shown
    assert "I, Nils for Jide, as Legal counsel, " in shown
    assert f'action="/requests/{request}/recuse"' not in shown
    assert post(nils, request, decision="approve").status_code == 303
    (signature,) = signatures(company, request)
    assert (signature.printed_name, signature.delegator_name) == ("Nils", "Jide")
    for reader in ("nils", "jide", "milo"):
        assert "Nils for Jide" in page(browse(company, reader), f"/requests/{request}")
    said = re.sub(r"<[^>]+>", "", page(browse(company, "ruth"), "/record"))
    assert "Nils for Jide approved" in said


def test_of_two_ways_to_sign_none_is_chosen(company: Company) -> None:
    company.hire("lars", "legal_counsel")
    lend(company, "jide", "lars")
    request = submitted(company)
    lars = browse(company, "lars")
    shown = page(lars, f"/requests/{request}")
    assert "nothing is chosen for you" in shown
    assert 'name="decision"' not in shown
    key = f"legal_counsel:{company['jide'].person_id}"
    assert f"seat={key.replace(':', '%3A')}" in shown
    answer = post(lars, request, decision="approve", seat=key, digest=company.request(request).digest)
    assert answer.status_code == 303
    assert signatures(company, request)[0].delegator_name == "Jide"


def test_the_inbox_of_both_holds_the_seat_and_says_for_whom(company: Company) -> None:
    lend(company, "jide", "nils")
    request = submitted(company)
    home = page(browse(company, "nils"), "/")
    assert request in home
    assert "for Jide" in home
    assert request in page(browse(company, "jide"), "/")
    assert "Your turn as Legal counsel for Jide" in page(browse(company, "nils"), "/requests")


def test_who_can_sign_names_the_delegate_and_until_when(company: Company) -> None:
    lend(company, "jide", "nils")
    request = submitted(company)
    assert "Nils for Jide, until" in page(browse(company, "jide"), f"/requests/{request}")


def test_s37_after_the_end_it_is_refused_and_the_reason_is_kept(company: Company) -> None:
    lend(company, "jide", "nils")
    request = submitted(company)
    nils = browse(company, "nils")
    seat = f"legal_counsel:{company['jide'].person_id}"
    nils.get(f"/requests/{request}")
    with transaction() as tx:
        tx.execute(update(Delegation).values(ends_at=datetime.now(UTC) - timedelta(seconds=1)))
    digest = company.request(request).digest
    answer = post(nils, request, decision="reject", reason="Not yet, said twice", seat=seat, digest=digest)
    assert answer.status_code == 422
    assert "Jide let you sign, and that is over." in answer.text
    assert "Not yet, said twice" in answer.text
    assert signatures(company, request) == []
    assert request not in page(nils, "/")


def test_a_delegate_of_nothing_sees_nothing(company: Company) -> None:
    request = submitted(company)
    assert browse(company, "nils").get(f"/requests/{request}").status_code == 404

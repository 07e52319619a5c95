"""The list of notices, the choice of ways, and what administrators see of messages that did not arrive."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.delivery import Delivery
from models.notice import Notice
from models.record_entry import RecordEntry
from tests.fixtures.company import PASSWORD, Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.mailbox import Mailbox
from tests.functional.test_notices_mail import deliveries, in_review
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading, transaction
from workflows.notices import telling
from workflows.notices.choices import Choice, ChooseNotices, choose_notices
from workflows.notices.mail import sweep as mail


def signed_in(app, name: str) -> FlaskClient:  # type: ignore[no-untyped-def]
    client = app.test_client()
    page = client.get("/login").get_data(as_text=True)
    form = {**hidden(page), "email": f"{name}@halm.example", "password": PASSWORD}
    assert client.post("/login", data=form).status_code == 303
    return client


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def form_of(page: str, action: str) -> dict[str, str]:
    part = page.split(f'action="{action}"')[1].split("</form>")[0]
    return hidden(part)


def unread(actor: Actor) -> int:
    session = reading()
    session.rollback()
    return len(
        session.scalars(
            select(Notice.id).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
        ).all()
    )


def test_a_notice_leads_to_its_page_and_is_marked_as_read_by_post_only(company: Company, house) -> None:
    request = in_review(company)
    telling.sweep()
    jide = signed_in(house, "jide")
    page = jide.get("/notices").get_data(as_text=True)
    assert f'href="/requests/{request}"' in page
    assert "1 is new." in page
    assert unread(company["jide"]) == 1, "looking marks nothing"
    assert jide.post("/notices/read", data=form_of(page, "/notices/read")).status_code == 303
    assert unread(company["jide"]) == 0
    assert "Nothing is new." in jide.get("/notices").get_data(as_text=True)


def test_nobody_marks_the_notices_of_somebody_else(company: Company, house) -> None:
    in_review(company)
    telling.sweep()
    session = reading()
    foreign = session.scalars(
        select(Notice.uuid).where(Notice.person_id == company["jide"].person_id)
    ).first()
    nils = signed_in(house, "nils")
    page = nils.get("/preferences/notices").get_data(as_text=True)
    form = form_of(page, "/preferences/notices") | {"notice": foreign}
    assert nils.post("/notices/read", data=form).status_code == 404
    assert unread(company["jide"]) == 1


def test_the_list_of_notices_costs_the_same_however_long_it_is(company: Company, house) -> None:
    jide = signed_in(house, "jide")
    costs = []
    for name in ("One", "Two", "Three"):
        in_review(company, name)
        telling.sweep()
        with counted_statements(house) as statements:
            jide.get("/notices")
        costs.append(len(statements))
    assert costs[0] == costs[1] == costs[2] <= 8


def test_a_choice_holds_and_escalations_cannot_be_turned_down(
    company: Company, mailbox: Mailbox, house
) -> None:
    jide = signed_in(house, "jide")
    page = jide.get("/preferences/notices").get_data(as_text=True)
    form = form_of(page, "/preferences/notices")
    ways = dict.fromkeys(
        (
            f"mail_{key}"
            for key in ("decided", "progress", "reminder", "conditions", "renewals", "absence", "operation")
        ),
        "now",
    )
    answer = jide.post("/preferences/notices", data=form | ways | {"mail_turn": "off"})
    assert answer.status_code == 303
    in_review(company)
    telling.sweep()
    mail.sweep()
    assert not mailbox.letters_to("jide")
    assert unread(company["jide"]) == 0, "turned down in the product too: it is listed as read"
    with pytest.raises(Refused, match="notice_fixed"):
        choose_notices(company["jide"], ChooseNotices({"escalation": Choice(True, "off")}))
    assert jide.post("/preferences/notices", data=form | ways | {"mail_turn": "pigeon"}).status_code == 422


def test_an_administrator_sees_what_did_not_arrive_and_sends_it_again(
    company: Company, mailbox: Mailbox, house
) -> None:
    mailbox.answers = ["550 no such mailbox"]
    in_review(company)
    telling.sweep()
    mail.sweep()
    failed = deliveries(status="failed")[0]
    admin = signed_in(house, "admin")
    page = admin.get("/deliveries").get_data(as_text=True)
    assert "550 no such mailbox" in page
    before = len(mailbox.letters)
    address = f"/deliveries/{failed.uuid}/again"
    assert admin.post(address, data=form_of(page, address)).status_code == 303
    mail.sweep()
    assert len(mailbox.letters) == before + 1
    assert mailbox.letters[-1]["Message-ID"].startswith(f"<{failed.uuid}@")
    assert "Nothing was given up" in admin.get("/deliveries").get_data(as_text=True)
    entry = reading().scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry is not None
    assert entry.action == "delivery:retried"
    again = admin.post(address, data=form_of(page, address) | {"submit_id": failed.uuid})
    assert again.status_code == 409
    assert signed_in(house, "jide").get("/deliveries").status_code == 403


def test_an_empty_list_and_a_page_past_the_end_are_said_plainly(company: Company, house) -> None:
    nils = signed_in(house, "nils")
    assert "No notices" in nils.get("/notices").get_data(as_text=True)
    for page in ("99", "x", "-1", "²"):
        assert nils.get(f"/notices?page={page}").status_code == 200


def test_without_a_mail_server_nothing_is_queued_and_the_page_says_so(company: Company, house) -> None:
    in_review(company)
    telling.sweep()
    assert unread(company["jide"]) == 1
    assert deliveries() == []
    with transaction() as tx:
        assert tx.scalars(select(Delivery.id)).first() is None
    assert "sends no mail" in signed_in(house, "jide").get("/preferences/notices").get_data(as_text=True)
    assert "No mail server is set" in signed_in(house, "admin").get("/deliveries").get_data(as_text=True)

"""Mail about what happened: after the commit, to the right people, once, and never with a decision in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.delivery import Delivery
from models.notice import Notice
from models.outbox import OutboxFact
from models.person import Person
from tests.fixtures.company import Company
from tests.fixtures.mailbox import BASE_URL, Mailbox
from workflows.ground import clock
from workflows.ground.transaction import reading, transaction
from workflows.notices import telling
from workflows.notices.mail import sweep as mail

pytestmark = pytest.mark.both_databases


def in_review(company: Company, name: str = "Credit scoring") -> str:
    version = company.system(name)
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def deliveries(**which: str) -> list[Delivery]:
    session = reading()
    session.rollback()
    return list(session.scalars(select(Delivery).filter_by(**which).order_by(Delivery.id)))


def notices_of(company: Company, name: str) -> list[Notice]:
    session = reading()
    session.rollback()
    return list(session.scalars(select(Notice).where(Notice.person_id == company[name].person_id)))


def test_whose_turn_it_becomes_is_told_in_the_product_and_by_mail(company: Company, mailbox: Mailbox) -> None:
    request = in_review(company)
    assert mailbox.letters == [], "nothing leaves in the act itself"
    telling.sweep()
    assert mailbox.letters == [], "nothing leaves while it is told"
    mail.sweep()
    letter = mailbox.letters_to("jide")[0]
    assert letter["Subject"] == f"{request} waits for you"
    assert f"{BASE_URL}/requests/{request}" in letter.get_body(("plain",)).get_content()
    assert f'href="{BASE_URL}/requests/{request}"' in letter.get_body(("html",)).get_content()
    assert [one.path for one in notices_of(company, "jide")] == [f"/requests/{request}"]


def test_s23_the_requester_gets_no_mail_to_decide(company: Company, mailbox: Mailbox) -> None:
    with transaction() as tx:
        company.grant_row(tx, company["ana"].person_id, "legal_counsel", clock.now(tx) - timedelta(days=300))
        tx.execute(update(Person).where(Person.id == company["ana"].person_id).values(is_administrator=True))
    in_review(company)
    telling.sweep()
    mail.sweep()
    assert mailbox.letters_to("jide")
    assert not mailbox.letters_to("ana")
    assert not mailbox.letters_to("milo")


def test_s57_sweeps_that_run_again_tell_and_send_nothing_twice(company: Company, mailbox: Mailbox) -> None:
    in_review(company)
    for _ in range(3):
        telling.sweep()
        mail.sweep()
    sent = [(str(one["To"]), str(one["Subject"])) for one in mailbox.letters]
    assert len(sent) == len(set(sent)) > 0
    assert not reading().scalars(select(OutboxFact.id).where(OutboxFact.told_at.is_(None))).all()


def test_s66_no_mail_to_the_inactive(company: Company, mailbox: Mailbox) -> None:
    in_review(company)
    telling.sweep()
    with transaction() as tx:
        tx.execute(update(Person).where(Person.id == company["jide"].person_id).values(active=False))
    mail.sweep()
    assert not mailbox.letters_to("jide")
    assert {one.error for one in deliveries(status="dropped")} == {"the person has no access any more"}


def test_a_turn_of_an_ended_request_is_not_told_any_more(company: Company, mailbox: Mailbox) -> None:
    from workflows.approvals.requests import Withdraw, withdraw_request

    request = in_review(company)
    telling.sweep()
    other = in_review(company, "Other")
    for one in (request, other):
        withdraw_request(company["ana"], Withdraw(one, "Not needed"))
    telling.sweep()
    mail.sweep()
    assert mailbox.letters == []
    assert {one.error for one in deliveries(status="dropped")} == {"it no longer mattered"}
    assert {one.path for one in notices_of(company, "jide")} == {f"/requests/{request}"}


def test_s10_the_server_is_away_and_comes_back_and_nothing_is_lost_or_doubled(
    company: Company, mailbox: Mailbox
) -> None:
    mailbox.close()
    request = in_review(company)
    telling.sweep()
    mail.sweep()
    assert company.request(request).status == "in_review"
    waiting = deliveries(status="waiting")
    tried = [one for one in waiting if one.tries]
    assert waiting
    assert [one.tries for one in tried] == [1], "the others need not wait for a server that is away"
    assert tried[0].next_try_at > tried[0].made_at
    assert "refused" in tried[0].error.lower()
    mailbox.open()
    with clock.set_back(timedelta(hours=1)):
        mail.sweep()
        mail.sweep()
    assert len(mailbox.letters) == len(waiting)
    assert {one.status for one in deliveries()} == {"sent"}


def test_a_letter_the_server_refuses_for_good_is_given_up_and_the_reason_kept(
    company: Company, mailbox: Mailbox
) -> None:
    mailbox.answers = ["550 no such mailbox", "451 try later"]
    in_review(company)
    telling.sweep()
    mail.sweep()
    assert [one.error for one in deliveries(status="failed")] == ["550 no such mailbox"]
    assert [one.error for one in deliveries(status="waiting")] == ["451 try later"]


def test_a_process_that_died_while_sending_is_followed_by_another_under_the_same_message_id(
    company: Company, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_review(company)
    telling.sweep()

    class Killed(BaseException):
        """The process ends after the letter went out and before that is stored."""

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("workflows.notices.mail.sweep.settle", die)
        with pytest.raises(Killed):
            mail.sweep()
    first = mailbox.letters[0]
    mail.sweep()
    assert [one["To"] for one in mailbox.letters].count(first["To"]) == 1, "it is still taken"
    with clock.set_back(timedelta(minutes=4)):
        mail.sweep()
    again = [raw for raw, one in zip(mailbox.raw, mailbox.letters, strict=True) if one["To"] == first["To"]]
    assert len(again) == 2
    assert again[0] == again[1], "a repetition is the same letter, so a receiver can tell"
    assert len({one["Message-ID"] for one in mailbox.letters}) == len(mailbox.letters) - 1

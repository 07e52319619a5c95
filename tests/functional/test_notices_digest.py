"""The daily digest, and the doors of mail that must stay shut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from models.absence import Absence
from models.delegation import Delegation
from models.outbox import OutboxFact
from models.person import Person
from models.record_entry import RecordEntry
from tests.fixtures.company import Company
from tests.fixtures.mailbox import BASE_URL, Mailbox
from tests.functional.test_notices_mail import in_review, notices_of
from workflows.approvals.discussing import Say, comment_on
from workflows.ground import clock
from workflows.ground.ids import uuid7
from workflows.ground.transaction import reading, transaction
from workflows.notices import digests, telling
from workflows.notices.choices import Choice, ChooseNotices, choose_notices
from workflows.notices.mail import sweep as mail

pytestmark = pytest.mark.both_databases

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
"""In winter, so Berlin is one hour ahead and New York five behind."""


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock shows that moment."""
    with clock.set_back(moment - datetime.now(UTC)):
        yield


def sweep_all() -> None:
    telling.sweep()
    digests.sweep()
    mail.sweep()


def wants_digest(company: Company, *names: str) -> None:
    for name in names:
        choose_notices(company[name], ChooseNotices({"turn": Choice(True, "digest")}))


def test_the_digest_comes_at_the_beginning_of_the_working_day_where_the_person_is(
    company: Company, mailbox: Mailbox
) -> None:
    wants_digest(company, "jide", "tom")
    with transaction() as tx:
        tx.execute(
            update(Person).where(Person.id == company["tom"].person_id).values(zone="America/New_York")
        )
    with at(MONDAY - timedelta(days=2, hours=2)):
        first, second = in_review(company, "One"), in_review(company, "Two")
        telling.sweep()
    with at(MONDAY - timedelta(hours=10)):
        sweep_all()
        assert not mailbox.letters_to("jide"), "Sunday is free"
    with at(MONDAY + timedelta(hours=7, minutes=50)):
        sweep_all()
        assert not mailbox.letters_to("jide")
    with at(MONDAY + timedelta(hours=8, minutes=5)):
        sweep_all()
        sweep_all()
        assert len(mailbox.letters_to("jide")) == 1
        assert not mailbox.letters_to("tom"), "in New York it is three in the morning"
    with at(MONDAY + timedelta(hours=14, minutes=5)):
        sweep_all()
        assert len(mailbox.letters_to("jide")) == 1
        assert len(mailbox.letters_to("tom")) == 1
    assert mailbox.letters_to("jide")[0]["Subject"] == "2 notices for you"
    text = mailbox.letters_to("jide")[0].get_body(("plain",)).get_content()
    assert f"{BASE_URL}/requests/{first}" in text
    assert f"{BASE_URL}/requests/{second}" in text


def test_s60_after_three_days_asleep_one_digest_each_with_what_still_matters(
    company: Company, mailbox: Mailbox
) -> None:
    from workflows.approvals.requests import Withdraw, withdraw_request

    with at(MONDAY + timedelta(hours=10)):
        gone, stays = in_review(company, "Gone"), in_review(company, "Stays")
        withdraw_request(company["ana"], Withdraw(gone, "Not needed"))
        with transaction() as tx:
            from workflows.outbox import put

            uuid = company.request(stays).uuid
            for event in ("clock:reminder", "clock:due", "clock:late"):
                put(tx, clock.now(tx), event, ("request", uuid), event, [company["jide"].person_id or 0])
    with at(MONDAY + timedelta(days=3, hours=12)):
        for _ in range(3):
            sweep_all()
    letters = mailbox.letters_to("jide")
    assert len(letters) == 1
    text = letters[0].get_body(("plain",)).get_content()
    assert f"/requests/{stays}" in text
    assert f"/requests/{gone}" not in text
    assert "is late" in text
    assert "Half of the time" not in text


def test_s66_the_delegate_is_told_instead_of_who_is_away(company: Company, mailbox: Mailbox) -> None:
    company.hire("zoe", "legal_counsel")
    with transaction() as tx:
        now = clock.now(tx)
        days = {"starts_on": now.date() - timedelta(days=9), "ends_on": now.date() + timedelta(days=9)}
        whole = {"starts_at": now - timedelta(days=9), "ends_at": now + timedelta(days=9)}
        jide, nils = company["jide"].person_id or 0, company["nils"].person_id or 0
        tx.add(Absence(uuid=uuid7(), person_id=jide, made_at=now, **days, **whole))
        tx.add(
            Delegation(
                uuid=uuid7(),
                delegator_id=jide,
                delegate_id=nils,
                zone="Europe/Berlin",
                proposed_at=now - timedelta(days=10),
                accepted_at=now - timedelta(days=10),
                **days,
                **whole,
            )
        )
    in_review(company)
    telling.sweep()
    mail.sweep()
    assert not mailbox.letters_to("jide")
    assert len(mailbox.letters_to("nils")) == 1
    assert "Jide is away" in mailbox.letters_to("nils")[0].get_body(("plain",)).get_content()
    assert len(mailbox.letters_to("zoe")) == 1


def test_s18_evidence_changed_in_review_gives_the_signer_the_turn_by_mail(
    company: Company, mailbox: Mailbox
) -> None:
    from workflows.approvals.answering import SaveAnswer, save_answer

    request = in_review(company)
    company.sign(request, "jide", "legal_counsel")
    telling.sweep()
    mail.sweep()
    before = len(mailbox.letters_to("jide"))
    item = next(iter(company.round(request).bundle.split('"items":{"')[1:])).split('"')[0]
    save_answer(company["milo"], SaveAnswer(request, item, "Another answer altogether.", "done"))
    telling.sweep()
    mail.sweep()
    assert len(mailbox.letters_to("jide")) == before + 1


def test_s48_a_scanner_that_opens_every_link_of_every_mail_decides_nothing(
    company: Company, mailbox: Mailbox, house
) -> None:
    in_review(company)
    telling.sweep()
    mail.sweep()
    entries = len(reading().scalars(select(RecordEntry.id)).all())
    visitor = house.test_client()
    for raw in mailbox.raw:
        for link in re.findall(rf"{BASE_URL}(/[^\s\"<>]*)", raw.decode().replace("=\r\n", "")):
            for _ in range(2):
                for method in ("GET", "HEAD"):
                    assert visitor.open(link, method=method).status_code == 303, "it asks to sign in"
    reading().rollback()
    assert len(reading().scalars(select(RecordEntry.id)).all()) == entries


def test_s51_there_is_no_door_for_mail_that_comes_in(house) -> None:
    addresses = {rule.rule for rule in house.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert not {one for one in addresses if re.search("mail|inbound|reply", one)}


def test_a_remark_tells_whom_it_names_when_they_may_see_the_request(
    company: Company, mailbox: Mailbox
) -> None:
    request = in_review(company)
    comment_on(company["milo"], Say(request, "@Jide and @Nils: please look at this"))
    telling.sweep()
    codes = [one.code for one in notices_of(company, "jide")]
    assert "notice_request_mentioned" in codes
    assert notices_of(company, "nils") == []


def test_an_event_without_words_is_told_to_nobody_and_does_not_stop_the_others(company: Company) -> None:
    from workflows.outbox import put

    with transaction() as tx:
        put(tx, clock.now(tx), "moon:risen", ("moon", uuid7()), "now", [company["jide"].person_id or 0])
    in_review(company)
    telling.sweep()
    assert [one.code for one in notices_of(company, "jide")] == ["notice_request_turn"]
    assert not reading().scalars(select(OutboxFact.id).where(OutboxFact.told_at.is_(None))).all()

"""A feed shows its person's dates under a secret address, to calendars that bring no cookie."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from sqlalchemy import select, update

from models.feed import Feed
from models.person import Person
from models.record_entry import RecordEntry
from models.role_grant import RoleGrant
from tests.fixtures.company import Company
from tests.fixtures.doors import Door
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.notices.dates.feeds import MakeFeed, OnFeed, make_feed, revoke_feed, rotate_feed
from workflows.notices.dates.sittings import CallOff, SetDate, call_off, set_date


@pytest.fixture
def due(company: Company) -> str:
    """A request in review, with a due time."""
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def fetch(company: Company, token: str, **headers: str):
    return company.app.test_client().get(f"/feeds/{token}.ics", headers=headers)


def events(company: Company, token: str) -> list[icalendar.Event]:
    answer = fetch(company, token)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))


def only_feed() -> Feed:
    session = reading()
    session.rollback()
    session.expire_all()
    return session.scalars(select(Feed)).one()


def test_a_feed_needs_no_session_and_sets_no_cookie(company: Company, due: str) -> None:
    answer = fetch(company, make_feed(company["jide"], MakeFeed()))
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert "Set-Cookie" not in answer.headers
    text = answer.get_data(as_text=True)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "X-PUBLISHED-TTL:PT1H" in text
    assert "BEGIN:VTODO" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_titles_are_neutral_unless_the_person_wants_them_full(company: Company, due: str) -> None:
    neutral = fetch(company, make_feed(company["jide"], MakeFeed())).get_data(as_text=True)
    assert "Credit" not in neutral
    assert f"SUMMARY:Decision due {due}" in neutral
    full = fetch(company, make_feed(company["jide"], MakeFeed(titles="full"))).get_data(as_text=True)
    assert "Credit scoring" in full


def test_uid_stays_and_sequence_grows_when_a_date_is_called_off(company: Company) -> None:
    day = datetime.now(UTC).date() + timedelta(days=40)
    nine, ten = datetime(2030, 1, 2, 9).time(), datetime(2030, 1, 2, 10).time()
    uuid = set_date(company["tom"], SetDate("Committee of June", day, nine, ten, "Room 2"))
    token = make_feed(company["nils"], MakeFeed())
    (before,) = events(company, token)
    call_off(company["tom"], CallOff(uuid))
    (after,) = events(company, token)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert "June" not in str(before["SUMMARY"])
    assert before.decoded("DTSTART").utcoffset() == timedelta(0)


def test_an_unchanged_feed_is_not_sent_again(company: Company, due: str) -> None:
    token = make_feed(company["jide"], MakeFeed())
    first = fetch(company, token)
    again = fetch(company, token, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    company.pass_request(due)
    assert fetch(company, token, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_secret_is_stored_as_a_hash_and_shown_once(company: Company) -> None:
    jide = Door(company, "jide")
    assert (
        jide.send("/calendar/feeds", {"what": "", "titles": "neutral"}, form_at="/calendar").status_code
        == 303
    )
    page = jide.text("/calendar")
    token = re.search(r"/feeds/([\w-]+)\.ics", page)
    assert token
    assert only_feed().token_hash != token[1]
    assert fetch(company, token[1]).status_code == 200
    assert "/feeds/" not in jide.text("/calendar").replace("/calendar/feeds", "")
    assert not any(token[1] in body for body in reading().scalars(select(RecordEntry.body)))


def test_a_rotated_address_is_worth_nothing_and_a_revoked_one_stays_so(company: Company) -> None:
    token = make_feed(company["jide"], MakeFeed())
    fresh = rotate_feed(company["jide"], OnFeed(only_feed().uuid))
    assert fetch(company, token).status_code == 404
    assert fetch(company, fresh).status_code == 200
    revoke_feed(company["jide"], OnFeed(only_feed().uuid))
    assert fetch(company, fresh).status_code == 404
    with pytest.raises(NotFound):
        rotate_feed(company["jide"], OnFeed(only_feed().uuid))


def test_nobody_turns_the_address_of_somebody_else(company: Company) -> None:
    make_feed(company["jide"], MakeFeed())
    for act in (rotate_feed, revoke_feed):
        with pytest.raises(NotFound):
            act(company["tom"], OnFeed(only_feed().uuid))


def test_whoever_has_left_has_no_feed(company: Company) -> None:
    token = make_feed(company["jide"], MakeFeed())
    with transaction() as tx:
        tx.execute(update(Person).where(Person.id == company["jide"].person_id).values(active=False))
    assert fetch(company, token).status_code == 404


def test_a_systems_feed_holds_only_it_and_ends_with_the_sight_of_it(company: Company, due: str) -> None:
    other = company.system("Fraud model")
    company.classify(other, "limited")
    second = company.open(other, "design")
    company.answer_all(second, by="milo")
    company.submit(second)
    token = make_feed(company["jide"], MakeFeed(system_id=1))
    text = fetch(company, token).get_data(as_text=True)
    assert due in text
    assert second not in text
    with transaction() as tx:
        tx.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == company["jide"].person_id)
            .values(revoked_at=datetime.now(UTC))
        )
    assert fetch(company, token).status_code == 404


def test_no_feed_is_made_of_a_system_that_the_person_does_not_see(company: Company, due: str) -> None:
    with pytest.raises(Refused, match="feed_system_unknown"):
        make_feed(company["nils"], MakeFeed(system_id=1))
    fields = {"what": "SYS-1", "titles": "neutral"}
    assert Door(company, "nils").send("/calendar/feeds", fields, form_at="/calendar").status_code == 422


@pytest.mark.parametrize("token", ["x", "no-such-token", "%00", "a" * 5000, "..%2f..", "ü"])
def test_an_unknown_secret_answers_not_found(company: Company, token: str) -> None:
    assert fetch(company, token).status_code == 404


def test_a_fetch_is_noted_at_most_once_a_minute(company: Company) -> None:
    token = make_feed(company["jide"], MakeFeed())
    assert only_feed().fetched_at is None
    fetch(company, token)
    noted = only_feed().fetched_at
    assert noted is not None
    fetch(company, token)
    assert only_feed().fetched_at == noted


def test_a_feed_is_only_read(company: Company) -> None:
    token = make_feed(company["jide"], MakeFeed())
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert company.app.test_client().open(f"/feeds/{token}.ics", method=method).status_code == 405


def test_a_feed_shows_its_own_person_whoever_is_signed_in(company: Company, due: str) -> None:
    token = make_feed(company["nils"], MakeFeed())
    seen = Door(company, "tom").get(f"/feeds/{token}.ics").get_data(as_text=True)
    assert due not in seen

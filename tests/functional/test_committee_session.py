"""A committee session: opened with its quorum, motions, votes that are signatures, and a decision in one act."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from models.person import Person
from models.record_entry import RecordEntry
from models.role_grant import RoleGrant
from models.signature import Signature
from models.stage_move import StageMove
from models.vote import Vote
from models.vote_use import VoteUse
from tests.fixtures.committee import close, declare, items, move, opened, session_row, vote, vote_all
from tests.fixtures.company import Company
from tests.fixtures.counting import counted_statements
from tests.fixtures.doors import Door
from workflows.approvals.committee.agenda import AddOther, add_other
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading, transaction
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


@pytest.fixture
def request_ref(company: Company) -> str:
    version = company.system()
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="milo")
    company.submit(request)
    return request


def test_a_carried_motion_puts_every_vote_into_its_seat_and_moves_the_request_in_one_act(
    company: Company, request_ref: str
) -> None:
    ref = opened(company, request_ref, here=("carla", "jide", "maria", "priya", "tom"))
    (item,) = items(ref)
    move(company, ref, item.id)
    vote_all(company, ref, item.id, ("carla", "jide", "maria", "priya", "tom"))
    assert {seat.status for seat in company.seats(request_ref).values()} == {"open"}
    done = close(company, ref, item.id)
    assert (done.result, done.request_status) == ("carried", "approved")
    close_session(company["carla"], CloseSession(ref))
    assert session_row(ref).status == "closed"
    assert items(ref)[0].status == "decided"
    tx = reading()
    signed = tx.execute(
        select(Signature, Vote)
        .join(VoteUse, VoteUse.signature_id == Signature.id)
        .join(Vote, Vote.id == VoteUse.vote_id)
    ).all()
    assert len(signed) == done.applied == 2
    for signature, cast in signed:
        assert signature.person_id == cast.person_id
        assert signature.statement == cast.statement
        assert signature.authenticated_at == cast.authenticated_at
    assert len(tx.scalars(select(StageMove)).all()) == 1
    assert verify().verdict == "consistent"


def test_every_signature_of_a_vote_has_an_entry_by_its_voter(company: Company, request_ref: str) -> None:
    ref = opened(company, request_ref, here=("carla", "jide", "maria", "tom"))
    (item,) = items(ref)
    move(company, ref, item.id)
    for name in ("carla", "jide", "maria", "tom"):
        vote(company, ref, item.id, name)
    close(company, ref, item.id)
    entries = reading().scalars(select(RecordEntry).where(RecordEntry.action == "seat:approve:signed")).all()
    assert {entry.person_id for entry in entries} == {company["jide"].person_id, company["tom"].person_id}
    changes = [json.loads(entry.body)["changes"] for entry in entries]
    assert all("vote" in one and "signature" in one for one in changes)
    assert sum("status" in one for one in changes) == 1


def test_the_signature_carries_the_very_sentence_of_the_vote_or_none_at_all(
    company: Company, request_ref: str
) -> None:
    ref = opened(company, request_ref, here=("carla", "maria", "jide", "tom"))
    (item,) = items(ref)
    move(company, ref, item.id)
    vote_all(company, ref, item.id, ("carla", "maria", "jide", "tom"))
    with transaction() as tx:
        tx.execute(update(Person).where(Person.id == company["jide"].person_id).values(name="Jide Okoye"))
    with pytest.raises(Conflict, match="vote_no_longer_holds") as refused:
        close(company, ref, item.id)
    assert "another sentence" in refused.value.params["why"]
    assert reading().scalars(select(Signature)).all() == []
    vote(company, ref, item.id, "jide")
    assert close(company, ref, item.id).request_status == "approved"


def test_a_member_who_lost_the_role_votes_no_more_and_a_vote_cast_before_stops_the_closing(
    company: Company, request_ref: str
) -> None:
    ref = opened(company, request_ref, here=("carla", "maria", "ben", "jide", "tom"))
    (item,) = items(ref)
    move(company, ref, item.id)
    vote_all(company, ref, item.id, ("carla", "maria", "ben", "jide", "tom"))
    with transaction() as tx:
        tx.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == company["ben"].person_id, RoleGrant.role == "committee_member")
            .values(revoked_at=datetime.now(UTC))
        )
    with pytest.raises(Conflict, match="vote_no_longer_holds") as refused:
        close(company, ref, item.id)
    assert refused.value.params["name"] == "Ben"
    with pytest.raises(Refused, match="vote_not_yours"):
        vote(company, ref, item.id, "ben")


def test_whoever_stepped_back_does_not_read_the_reasons_of_others(company: Company, request_ref: str) -> None:
    ref = opened(company, request_ref, here=("carla", "maria", "ben", "jide"))
    (item,) = items(ref)
    move(company, ref, item.id)
    declare(company, ref, item.id, "maria")
    vote(company, ref, item.id, "ben", "against", reason="Between us: too risky")
    here = f"/committee/{ref}/items/{item.id}"
    assert "Between us" in Door(company, "carla").text(here)
    assert "Between us" not in Door(company, "maria").text(here)


def test_a_page_asks_the_same_number_of_statements_however_long_its_agenda(
    company: Company, request_ref: str
) -> None:
    ref, chair = opened(company, request_ref), Door(company, "carla")
    sent = []
    for _ in range(2):
        with counted_statements(company.app) as statements:
            assert chair.get(f"/committee/{ref}").status_code == 200
        sent.append(len(statements))
        for number in range(8):
            add_other(company["tom"], AddOther(ref, f"Item {number}"))
    assert sent[0] == sent[1]
    assert sent[0] <= 16

"""Decisions between sessions: by circulation until a deadline, ended by the clock with the votes cast."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from models.outbox import OutboxFact
from models.record_entry import RecordEntry
from models.role_grant import RoleGrant
from models.signature import Signature
from tests.fixtures.committee import (
    asked,
    circulation,
    items,
    let_end,
    motion_of,
    move,
    session_row,
    vote,
    vote_all,
)
from tests.fixtures.company import Company
from workflows.approvals.committee.deputies import NameDeputy, name_deputy
from workflows.approvals.committee.sweep import sweep
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import reading, transaction
from workflows.record.verify import verify

pytestmark = pytest.mark.both_databases


@pytest.fixture
def request_ref(company: Company) -> str:
    return asked(company)


@pytest.fixture
def round_robin(company: Company, request_ref: str) -> tuple[str, int]:
    ref = circulation(company, request_ref)
    item = items(ref)[0].id
    move(company, ref, item)
    return ref, item


def test_the_deadline_applies_what_was_cast_and_closes_the_circulation_once(
    company: Company, round_robin, request_ref: str
) -> None:
    ref, item = round_robin
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    assert sweep().handled == 0
    assert company.request(request_ref).status == "in_review"
    let_end(ref)
    assert sweep().handled == 2
    assert company.request(request_ref).status == "approved"
    assert (motion_of(item).result, session_row(ref).status) == ("carried", "closed")
    assert sweep().handled == 0
    closed = (
        reading().scalars(select(RecordEntry).where(RecordEntry.action == "committee:motion:closed")).all()
    )
    assert [entry.actor_kind for entry in closed] == ["clock"]
    assert verify().verdict == "consistent"


def test_without_the_quorum_the_deadline_decides_nothing(
    company: Company, round_robin, request_ref: str
) -> None:
    ref, item = round_robin
    vote_all(company, ref, item, ("jide", "tom"))
    let_end(ref)
    sweep()
    assert (motion_of(item).result, items(ref)[0].status) == ("no_quorum", "deferred")
    assert company.request(request_ref).status == "in_review"
    assert reading().scalars(select(Signature)).all() == []


def test_a_vote_that_no_longer_holds_ends_the_motion_unapplied_and_says_whose(
    company: Company, round_robin, request_ref: str
) -> None:
    ref, item = round_robin
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    with transaction() as tx:
        tx.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == company["jide"].person_id)
            .values(revoked_at=datetime.now(UTC))
        )
    let_end(ref)
    assert sweep().failed == 0
    motion = motion_of(item)
    assert (motion.result, motion.applied_at) == ("carried", None)
    assert json.loads(motion.count)["unapplied"]["name"] == "Jide"
    assert company.request(request_ref).status == "in_review"
    assert reading().scalars(select(Signature)).all() == []
    assert session_row(ref).status == "closed"


def test_nobody_votes_after_the_deadline_swept_or_not(
    company: Company, round_robin, request_ref: str
) -> None:
    ref, item = round_robin
    let_end(ref)
    with pytest.raises(Conflict, match="motion_closed"):
        vote(company, ref, item, "jide")


def test_a_deputy_votes_where_the_member_does_not(company: Company, request_ref: str) -> None:
    carla, olu = company["carla"].person_id or 0, company["olu"].person_id or 0
    name_deputy(company["carla"], NameDeputy(carla, olu, datetime.now(UTC).date()))
    ref = circulation(company, request_ref)
    item = items(ref)[0].id
    move(company, ref, item)
    vote_all(company, ref, item, ("olu", "maria", "ben"))
    vote(company, ref, item, "carla", "abstain")
    with pytest.raises(Refused, match="vote_member_did"):
        vote(company, ref, item, "olu")
    let_end(ref)
    sweep()
    count = json.loads(motion_of(item).count)
    assert (count["for"], count["abstained"], count["chair"]) == (2, 1, True)


def test_members_are_told_of_a_session_and_of_a_motion(
    company: Company, round_robin, request_ref: str
) -> None:
    facts = reading().scalars(
        select(OutboxFact).where(OutboxFact.event.in_(("session:opened", "motion:put")))
    )
    told = {fact.event: json.loads(fact.person_ids) for fact in facts}
    assert set(told) == {"session:opened", "motion:put"}
    assert company["ben"].person_id in told["motion:put"]

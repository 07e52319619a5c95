"""What a session can and cannot do: dissent, veto, quorum, conflicts, deputies, and votes that no longer hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.condition import Condition
from models.role_grant import RoleGrant
from models.signature import Signature
from models.vote_use import VoteUse
from tests.fixtures.committee import (
    asked,
    ballot,
    close,
    declare,
    items,
    motion_of,
    move,
    opened,
    present,
    sitting,
    vote,
    vote_all,
)
from tests.fixtures.company import Company
from workflows.approvals.answering import SaveAnswer, save_answer
from workflows.approvals.committee.closing import CloseSession, close_session
from workflows.approvals.committee.deputies import NameDeputy, name_deputy
from workflows.approvals.committee.motions import WithdrawMotion, withdraw_motion
from workflows.approvals.committee.opening import (
    NoteAttendance,
    OpenSession,
    Present,
    note_attendance,
    open_session,
)
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground.refused import Conflict, NotAllowed, Refused, Stale
from workflows.ground.transaction import reading, transaction

pytestmark = pytest.mark.both_databases

FOUR = ("carla", "maria", "jide", "ben")


@pytest.fixture
def request_ref(company: Company) -> str:
    return asked(company)


@pytest.fixture
def sat(company: Company, request_ref: str) -> tuple[str, int]:
    """A session in which four members, priya and tom are here, with a motion to approve."""
    ref = opened(company, request_ref, here=(*FOUR, "priya", "tom"))
    item = items(ref)[0].id
    move(company, ref, item)
    return ref, item


def signatures() -> int:
    return len(reading().scalars(select(Signature)).all())


def test_a_dissent_without_a_seat_is_recorded_and_overrules_nobody(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    vote(company, ref, item, "ben", "against", reason="Too early")
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    assert close(company, ref, item).request_status == "approved"
    assert motion_of(item).result == "carried"


def test_a_seat_that_votes_against_a_carried_motion_ends_the_request_like_any_rejection(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    vote(company, ref, item, "tom", "against", reason="The purpose is unclear")
    vote_all(company, ref, item, ("carla", "maria", "jide"))
    done = close(company, ref, item)
    assert (done.result, done.request_status) == ("carried", "rejected")
    assert {seat.decision for seat in company.seats(request_ref).values()} == {"approve", "reject"}


def test_a_lost_motion_signs_rejections_only(company: Company, sat, request_ref: str) -> None:
    ref, item = sat
    vote(company, ref, item, "tom")
    for name in ("carla", "maria", "ben"):
        vote(company, ref, item, name, "against")
    done = close(company, ref, item)
    assert (done.result, done.applied, done.request_status) == ("lost", 0, "in_review")
    assert {seat.status for seat in company.seats(request_ref).values()} == {"open"}
    assert items(ref)[0].status == "open"


def test_a_veto_of_legal_loses_the_motion_and_is_their_rejection(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    vote(company, ref, item, "jide", "against", reason="Unlawful")
    vote_all(company, ref, item, ("carla", "maria", "ben", "tom"))
    done = close(company, ref, item)
    assert (done.result, done.request_status) == ("lost", "rejected")


def test_without_the_quorum_nothing_is_applied_and_the_item_stays_open(
    company: Company, sat, request_ref
) -> None:
    ref, item = sat
    vote_all(company, ref, item, ("jide", "tom", "carla"))
    done = close(company, ref, item)
    assert (done.result, done.applied) == ("no_quorum", 0)
    assert signatures() == 0
    move(company, ref, item)
    vote_all(company, ref, item, ("jide", "tom", "carla", "maria"))
    assert close(company, ref, item).request_status == "approved"


def test_a_sitting_opens_with_half_of_the_members_and_the_chair_or_a_deputy(
    company: Company, request_ref
) -> None:
    ref = sitting(company, request_ref)
    with pytest.raises(Refused, match="session_no_quorum"):
        open_session(company["carla"], OpenSession(ref, present(company, "carla", "jide")))
    without = present(company, "maria", "jide", "ben")
    with pytest.raises(Refused, match="session_chair_missing"):
        open_session(company["tom"], OpenSession(ref, without))
    day = datetime.now(UTC).date()
    carla, olu = company["carla"].person_id or 0, company["olu"].person_id or 0
    with pytest.raises(Refused, match="attendance_not_deputy"):
        open_session(company["tom"], OpenSession(ref, (*without, Present(olu, carla))))
    name_deputy(company["carla"], NameDeputy(carla, olu, day))
    open_session(company["tom"], OpenSession(ref, (*without, Present(olu, carla))))
    item = items(ref)[0].id
    move(company, ref, item)
    assert ballot(company, ref, item, "olu").voter.in_place_of == carla
    vote_all(company, ref, item, ("olu", "maria", "ben", "jide"))
    done = close(company, ref, item)
    assert (done.result, done.applied, done.request_status) == ("carried", 1, "in_review")


def test_who_left_or_never_came_does_not_vote_and_who_is_no_member_only_in_a_seat(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    with pytest.raises(Refused, match="vote_not_here"):
        vote(company, ref, item, "rosa")
    note_attendance(company["tom"], NoteAttendance(ref, present(company, *FOUR, "tom", "olu")))
    with pytest.raises(Refused, match="vote_not_here"):
        vote(company, ref, item, "priya")
    with pytest.raises(Refused, match="vote_not_yours"):
        vote(company, ref, item, "olu")
    assert ballot(company, ref, item, "tom").voter.member is None


def test_a_conflict_steps_back_from_the_seat_and_leaves_the_quorum(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    company.hire("lars", "legal_counsel")
    shown = ballot(company, ref, item, "jide")
    declare(company, ref, item, "jide", shown.seat_key, shown.digest)
    assert company.seats(request_ref)["legal_counsel"].status == "open"
    with pytest.raises(Refused, match="bar_recused"):
        vote(company, ref, item, "jide")
    declare(company, ref, item, "maria")
    with pytest.raises(Refused, match="conflict_declared"):
        vote(company, ref, item, "maria")
    vote_all(company, ref, item, ("carla", "ben", "tom"))
    done = close(company, ref, item)
    assert (done.result, done.applied, done.request_status) == ("carried", 1, "in_review")


def test_a_conflict_is_declared_before_the_vote_and_once(company: Company, sat) -> None:
    ref, item = sat
    vote(company, ref, item, "ben")
    with pytest.raises(Conflict, match="conflict_voted"):
        declare(company, ref, item, "ben")
    declare(company, ref, item, "maria")
    with pytest.raises(Conflict, match="conflict_declared"):
        declare(company, ref, item, "maria")


def test_a_vote_that_no_longer_holds_is_named_and_nothing_is_applied(
    company: Company, sat, request_ref
) -> None:
    ref, item = sat
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    with transaction() as tx:
        for grant in tx.scalars(select(RoleGrant).where(RoleGrant.person_id == company["jide"].person_id)):
            grant.revoked_at = datetime.now(UTC)
    with pytest.raises(Conflict, match="vote_no_longer_holds") as refused:
        close(company, ref, item)
    assert refused.value.params["name"] == "Jide"
    assert "Jide holds no role" in refused.value.params["why"]
    assert motion_of(item).result is None
    assert signatures() == 0
    assert reading().scalars(select(VoteUse)).all() == []


def test_a_seat_signed_meanwhile_elsewhere_is_named_and_its_vote_is_cast_anew(
    company: Company, sat, request_ref: str
) -> None:
    ref, item = sat
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    company.sign(request_ref, "tom", "ai_governance_lead")
    with pytest.raises(Conflict, match="vote_no_longer_holds"):
        close(company, ref, item)
    with pytest.raises(Refused, match="vote_not_yours"):
        vote(company, ref, item, "tom")
    withdraw_motion(company["carla"], WithdrawMotion(ref, item))
    move(company, ref, item)
    vote_all(company, ref, item, ("carla", "maria", "jide"))
    assert close(company, ref, item).request_status == "approved"


def test_content_that_moves_after_the_motion_stops_votes_and_closing(
    company: Company, sat, request_ref
) -> None:
    ref, item = sat
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    save_answer(company["milo"], SaveAnswer(request_ref, "IN-5", "Something else", "done"))
    with pytest.raises(Stale, match="motion_moved_on"):
        vote(company, ref, item, "ben")
    with pytest.raises(Conflict, match="vote_no_longer_holds"):
        close(company, ref, item)
    assert signatures() == 0


def test_whoever_built_or_submitted_does_not_vote_on_it(company: Company, request_ref: str) -> None:
    version = company.system("Fraud model")
    company.classify(version, "limited")
    request = company.open(version, "design")
    company.answer_all(request, by="maria", files=False)
    company.submit(request)
    ref = opened(company, request, here=FOUR)
    item = items(ref)[0].id
    move(company, ref, item)
    with pytest.raises(Refused, match="bar_answered_you"):
        vote(company, ref, item, "maria")


def test_conditions_and_points_of_a_motion_are_set_once(company: Company, sat, request_ref: str) -> None:
    ref, item = sat
    withdraw_motion(company["tom"], WithdrawMotion(ref, item))
    milo, due = company["milo"].person_id or 0, datetime.now(UTC).date() + timedelta(days=20)
    with pytest.raises(Refused, match="conditions_missing"):
        move(company, ref, item, "approve_with_conditions")
    move(
        company, ref, item, "approve_with_conditions", conditions=(ConditionTerm("Measure drift", milo, due),)
    )
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    assert close(company, ref, item).request_status == "approved"
    assert [one.status for one in reading().scalars(select(Condition))] == ["open"]
    terms = [one.terms for one in reading().scalars(select(Signature))]
    assert len(terms) == 2
    assert all("Measure drift" in one for one in terms)


def test_a_motion_for_changes_returns_the_request(company: Company, sat, request_ref: str) -> None:
    ref, item = sat
    withdraw_motion(company["tom"], WithdrawMotion(ref, item))
    milo = company["milo"].person_id or 0
    move(company, ref, item, "request_changes", points=(PointTerm("Name the users", milo),))
    vote_all(company, ref, item, ("carla", "maria", "jide", "tom"))
    assert close(company, ref, item).request_status == "changes_requested"


def test_only_officers_put_and_close_motions_and_a_session_closes_without_open_ones(
    company: Company, sat
) -> None:
    ref, item = sat
    vote_all(company, ref, item, ("carla", "maria", "ben"))
    with pytest.raises(NotAllowed, match="committee_presiding"):
        close(company, ref, item, by="maria")
    with pytest.raises(Conflict, match="session_motion_open"):
        close_session(company["carla"], CloseSession(ref))
    with pytest.raises(Conflict, match="motion_there"):
        move(company, ref, item)
    withdraw_motion(company["carla"], WithdrawMotion(ref, item))
    close_session(company["carla"], CloseSession(ref))
    assert items(ref)[0].status == "deferred"

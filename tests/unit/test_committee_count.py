"""The count of a motion: half of the members with the chair, a majority, vetoes, and one vote a place."""

from __future__ import annotations

import pytest

from workflows.approvals.committee.charter import charter, half
from workflows.approvals.committee.counting import Ballot, count
from workflows.approvals.committee.members import Member

CARLA, MARIA, JIDE, PRIYA, BEN, OLU = 1, 2, 3, 4, 5, 9
MEMBERS = (
    Member(CARLA, "Carla", ("committee_chair",), (OLU,)),
    Member(MARIA, "Maria", ("risk_officer",)),
    Member(JIDE, "Jide", ("legal_counsel",)),
    Member(PRIYA, "Priya", ("security_ciso",)),
    Member(BEN, "Ben", ("committee_member",)),
)


def say(*votes: tuple[int, str], for_: dict[int, int] | None = None) -> list[Ballot]:
    return [Ballot(who, (for_ or {}).get(who, who), choice) for who, choice in votes]


def result(
    *votes: tuple[int, str], conflicted: tuple[int, ...] = (), for_: dict[int, int] | None = None
) -> str:
    return count(MEMBERS, conflicted, say(*votes, for_=for_)).result


@pytest.mark.parametrize(("members", "needed"), [(0, 1), (1, 1), (2, 1), (3, 2), (5, 3), (6, 3), (7, 4)])
def test_half_of_the_members_make_the_quorum_and_never_nobody(members: int, needed: int) -> None:
    assert half(members) == needed


def test_the_charter_names_the_roles_of_members_and_the_chair_comes_first() -> None:
    assert charter().roles[0] == "committee_chair"
    assert {"legal_counsel", "security_ciso"} <= set(charter().roles)


def test_more_votes_for_than_against_carry_a_motion_and_a_tie_does_not() -> None:
    assert result((CARLA, "for"), (MARIA, "for"), (BEN, "against")) == "carried"
    assert result((CARLA, "for"), (MARIA, "against"), (BEN, "abstain")) == "lost"


def test_a_motion_without_its_quorum_or_without_the_chair_decides_nothing() -> None:
    assert result((CARLA, "for"), (MARIA, "for")) == "no_quorum"
    assert result((MARIA, "for"), (JIDE, "for"), (PRIYA, "for"), (BEN, "for")) == "no_quorum"
    assert result() == "no_quorum"


@pytest.mark.parametrize("who", [JIDE, PRIYA])
def test_a_vote_against_by_legal_or_security_is_a_veto_whatever_the_majority(who: int) -> None:
    votes = [(one.person_id, "for") for one in MEMBERS if one.person_id != who]
    assert result(*votes, (who, "against")) == "lost"
    assert result(*votes, (who, "abstain")) == "carried"


def test_the_last_vote_of_a_person_counts_and_counts_once() -> None:
    votes = ((CARLA, "for"), (MARIA, "against"), (BEN, "for"), (MARIA, "for"), (MARIA, "for"))
    tally = count(MEMBERS, (), say(*votes))
    assert (tally.votes_for, tally.against, tally.voted) == (3, 0, 3)


def test_whoever_declared_a_conflict_is_in_neither_vote_nor_quorum() -> None:
    tally = count(MEMBERS, (JIDE, PRIYA), say((CARLA, "for"), (MARIA, "for"), (JIDE, "against")))
    assert (tally.places, tally.needed, tally.result) == (3, 2, "carried")


def test_a_deputy_takes_the_place_and_the_chair_of_the_member_and_never_a_second_vote() -> None:
    in_place = {OLU: CARLA}
    votes = ((OLU, "for"), (MARIA, "for"), (BEN, "for"))
    assert result(*votes, for_=in_place) == "carried"
    tally = count(MEMBERS, (), say(*votes, (CARLA, "against"), for_=in_place))
    assert (tally.votes_for, tally.against) == (2, 1)
    alone = count(MEMBERS, (CARLA,), say(*votes, for_=in_place))
    assert (alone.places, alone.chair_there, alone.result) == (5, True, "carried")


def test_a_chair_in_conflict_without_a_deputy_leaves_no_quorum() -> None:
    votes = ((MARIA, "for"), (JIDE, "for"), (PRIYA, "for"), (BEN, "for"))
    assert result(*votes, conflicted=(CARLA,)) == "no_quorum"


def test_somebody_who_only_fills_a_seat_is_not_counted() -> None:
    votes = [*say((CARLA, "for"), (MARIA, "for")), Ballot(77, None, "against"), Ballot(78, None, "for")]
    tally = count(MEMBERS, (), votes)
    assert (tally.voted, tally.result) == (2, "no_quorum")

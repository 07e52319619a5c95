"""Who votes in a session, in whose place: members who are here, their deputies, and who is here and holds a seat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.committee_session import CommitteeSession
from models.item_conflict import ItemConflict
from models.role_grant import ORG
from models.vote import Vote
from workflows.approvals.committee.counting import Ballot
from workflows.approvals.committee.members import Member, members_of
from workflows.approvals.committee.opening import attendance_of
from workflows.approvals.committee.planning import SITTING
from workflows.approvals.committee.room import reads_committee
from workflows.ground.refused import Refused
from workflows.people.standing import Standing


@dataclass(frozen=True)
class Voter:
    """The place somebody votes for; `member` is None for whoever only fills a seat of the request."""

    person_id: int
    member: Member | None

    @property
    def in_place_of(self) -> int | None:
        """The key of the member whose deputy they are."""
        if self.member is None or self.member.person_id == self.person_id:
            return None
        return self.member.person_id


@dataclass(frozen=True)
class Hall:
    """Who belongs to a session and who is here; `here` maps a person to the member whose place they take."""

    members: tuple[Member, ...]
    sitting: bool
    here: Mapping[int, int | None]
    names: Mapping[int, str]

    def member(self, person_id: int | None) -> Member | None:
        """The member of that key."""
        return next((one for one in self.members if one.person_id == person_id), None)


def hall_of(tx: Session, session: CommitteeSession) -> Hall:
    """Reads who is here."""
    members = members_of(session)
    here = {row.person_id: row.in_place_of_id for row in attendance_of(tx, session.id) if row.left_at is None}
    return Hall(members, session.kind == SITTING, here, {one.person_id: one.name for one in members})


def voter_of(
    hall: Hall, person_id: int, conflicted: Collection[int], votes: Iterable[Ballot], has_seat: bool
) -> Voter:
    """The place for which this person votes; raises Refused with the reason when they do not vote."""
    if person_id in conflicted:
        raise Refused("conflict_declared")
    own = hall.member(person_id)
    if hall.sitting:
        if person_id not in hall.here:
            raise Refused("vote_not_here" if own or has_seat else "vote_not_yours")
        place = own if hall.here[person_id] is None else hall.member(hall.here[person_id])
        if place is None and not has_seat:
            raise Refused("vote_not_yours")
        return Voter(person_id, place)
    if own is not None:
        return Voter(person_id, own)
    stands_for = [member for member in hall.members if person_id in member.deputies]
    voted = {ballot.person_id for ballot in votes if ballot.person_id == ballot.member_id}
    free = [member for member in stands_for if member.person_id not in voted]
    if free:
        return Voter(person_id, free[0])
    if stands_for:
        raise Refused("vote_member_did", name=stands_for[0].name)
    if not has_seat:
        raise Refused("vote_not_yours")
    return Voter(person_id, None)


def still_votes(voter: Voter, standing: Standing | None) -> bool:
    """Whether somebody still is who their vote says: active, and a member by a role that they hold now."""
    if standing is None or not standing.active or not reads_committee(standing):
        return False
    if voter.member is None or voter.in_place_of is not None:
        return True
    return any(standing.holds(role, [ORG]) for role in voter.member.roles)


def votes_of(tx: Session, motion_id: int) -> Sequence[Vote]:
    """Every vote on a motion in the order cast."""
    return tx.scalars(select(Vote).where(Vote.motion_id == motion_id).order_by(Vote.id)).all()


def ballots(votes: Iterable[Vote], hall: Hall) -> list[Ballot]:
    """Votes as counting sees them."""
    return [Ballot(one.person_id, _place(one, hall), one.choice) for one in votes]


def _place(vote: Vote, hall: Hall) -> int | None:
    if vote.in_place_of_id is not None:
        return vote.in_place_of_id
    return vote.person_id if hall.member(vote.person_id) else None


def latest_by_person(votes: Iterable[Vote]) -> list[Vote]:
    """The last vote of each person, in the order in which they were cast."""
    last = {vote.person_id: vote for vote in votes}
    return sorted(last.values(), key=lambda vote: vote.id)


def conflicted_on(tx: Session, item_id: int) -> frozenset[int]:
    """Who declared a conflict of interest on an item."""
    return frozenset(tx.scalars(select(ItemConflict.person_id).where(ItemConflict.item_id == item_id)))

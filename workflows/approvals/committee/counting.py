"""Counts the votes on a motion: pure, so that page, closing and deadline cannot disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.approvals.committee.charter import CHAIR, VETO, half
from workflows.approvals.committee.members import Member

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
CHOICES = (FOR, AGAINST, ABSTAIN)
CARRIED, LOST, NO_QUORUM, WITHDRAWN = "carried", "lost", "no_quorum", "withdrawn"


@dataclass(frozen=True)
class Ballot:
    """One vote as cast: by whom, in whose place; `member_id` is None for somebody who only fills a seat."""

    person_id: int
    member_id: int | None
    choice: str


@dataclass(frozen=True)
class Tally:
    """What the votes say together; `places` are the members that the quorum is taken from."""

    votes_for: int
    against: int
    abstained: int
    places: int
    needed: int
    chair_there: bool
    vetoed_by: tuple[int, ...]

    @property
    def voted(self) -> int:
        """How many places voted, abstentions included."""
        return self.votes_for + self.against + self.abstained

    @property
    def result(self) -> str:
        """Carried by more votes for than against, unless the quorum is missing or a veto stands."""
        if self.voted < self.needed or not self.chair_there:
            return NO_QUORUM
        return CARRIED if self.votes_for > self.against and not self.vetoed_by else LOST

    def stored(self) -> dict[str, Any]:
        """The count as the motion keeps it."""
        return {
            "for": self.votes_for,
            "against": self.against,
            "abstained": self.abstained,
            "places": self.places,
            "needed": self.needed,
            "voted": self.voted,
            "chair": self.chair_there,
            "vetoed_by": list(self.vetoed_by),
        }


def latest(ballots: Iterable[Ballot]) -> dict[int, Ballot]:
    """The vote that counts for each place: the last one of the member, else the last one of a deputy."""
    found: dict[int, Ballot] = {}
    for ballot in ballots:
        if ballot.member_id is None:
            continue
        kept = found.get(ballot.member_id)
        own = ballot.person_id == ballot.member_id
        if kept is None or own or kept.person_id != kept.member_id:
            found[ballot.member_id] = ballot
    return found


def count(members: Sequence[Member], conflicted: Collection[int], ballots: Iterable[Ballot]) -> Tally:
    """Counts one vote a place, in the order cast; who declared a conflict neither votes nor counts in the quorum.

    The place of such a member still counts when a deputy voted for it. The chair's place is filled by the chair or by
    a deputy of the chair, in that place or as a member of their own.
    """
    known = {member.person_id: member for member in members}
    counted = {
        key: ballot
        for key, ballot in latest(one for one in ballots if one.person_id not in conflicted).items()
        if key in known
    }
    places = [key for key in known if key not in conflicted or key in counted]
    chosen = [ballot.choice for ballot in counted.values()]
    return Tally(
        votes_for=chosen.count(FOR),
        against=chosen.count(AGAINST),
        abstained=chosen.count(ABSTAIN),
        places=len(places),
        needed=half(len(places)),
        chair_there=_chair_there(members, {ballot.person_id for ballot in counted.values()}),
        vetoed_by=tuple(
            sorted(
                ballot.person_id
                for key, ballot in counted.items()
                if ballot.choice == AGAINST and VETO & set(known[key].roles)
            )
        ),
    )


def _chair_there(members: Sequence[Member], voters: Collection[int]) -> bool:
    chairs = [member for member in members if CHAIR in member.roles]
    return any({member.person_id, *member.deputies} & set(voters) for member in chairs)

"""What a vote would mean for one person before they cast it: their place, their seat, and the exact sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.enums import Decision
from models.motion import Motion
from workflows.approvals.committee.counting import CHOICES, FOR
from workflows.approvals.committee.motions import terms_of
from workflows.approvals.committee.stand import Stand, decision_of, stand_on
from workflows.approvals.committee.voters import (
    Hall,
    Voter,
    ballots,
    conflicted_on,
    still_votes,
    voter_of,
    votes_of,
)
from workflows.approvals.committee.words import DEPUTY, recorded_statement
from workflows.approvals.policies.words import role_label
from workflows.approvals.sealing import Frame, statement_for
from workflows.approvals.signing import Sign
from workflows.approvals.words import say_bar
from workflows.ground.ids import ref
from workflows.ground.refused import Refused
from workflows.people.standing import Standing

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Sentence:
    """One choice with what it means in the seat (empty for none) and the sentence that is signed by it."""

    choice: str
    decision: str
    statement: str


@dataclass(frozen=True)
class Ballot:
    """One person before a motion: in which role they vote, for which seat, and what they would sign."""

    voter: Voter
    role: str
    role_label: str
    seat_key: str
    digest: str
    sentences: tuple[Sentence, ...]
    stand: Stand | None

    def sentence(self, choice: str) -> Sentence:
        """The sentence of a choice; raises Refused for a choice that does not exist."""
        found = next((one for one in self.sentences if one.choice == choice), None)
        if found is None:
            raise Refused("vote_choice", field="choice")
        return found


def ballot_for(
    tx: Session,
    hall: Hall,
    item: AgendaItem,
    motion: Motion,
    standing: Standing,
    now: datetime,
    lock: bool = False,
) -> Ballot:
    """Everything one person needs to vote; raises Refused with the reason why they do not vote.

    `lock` takes the locks of a decision on the request first. Whoever section 4 bars from the whole request does not
    vote on it either.
    """
    about = item.request_id if motion.digest else None
    stand = stand_on(tx, about, standing, now, lock) if about is not None else None
    if stand is not None and stand.bar is not None:
        raise Refused(say_bar(stand.bar), **{"name": standing.name, **stand.bar.params})
    cast = ballots(votes_of(tx, motion.id), hall)
    voter = voter_of(hall, standing.person_id, conflicted_on(tx, item.id), cast, bool(stand and stand.seat))
    if not still_votes(voter, standing):
        raise Refused("vote_not_yours")
    role, label = _role(voter, stand)
    return Ballot(
        voter=voter,
        role=role,
        role_label=label,
        seat_key=stand.seat.key if stand is not None and stand.seat is not None else "",
        digest=stand.round.digest if stand is not None and stand.round is not None else "",
        sentences=tuple(_sentence(item, motion, standing, stand, label, choice) for choice in CHOICES),
        stand=stand,
    )


def _role(voter: Voter, stand: Stand | None) -> tuple[str, str]:
    """In which role somebody votes: that of the seat, else that of the member whose place it is."""
    if stand is not None and stand.seat is not None:
        return stand.seat.role, role_label(stand.seat.all_roles)
    assert voter.member is not None
    role = voter.member.roles[0]
    if voter.in_place_of is None:
        return role, role_label(role)
    return role, DEPUTY.format(member=voter.member.name, role=role_label(role))


def _sentence(
    item: AgendaItem, motion: Motion, standing: Standing, stand: Stand | None, label: str, choice: str
) -> Sentence:
    decision = decision_of(stand, motion.decision, choice)
    if decision and stand is not None and stand.seat is not None and stand.round is not None:
        frame = Frame(stand.request, stand.subject, stand.round, stand.policy, json.loads(stand.round.bundle))
        return Sentence(choice, decision, statement_for(frame, standing.name, stand.seat.all_roles, decision))
    what = ref("REQ", item.request_id) if item.request_id is not None else item.title
    said = recorded_statement(name=standing.name, role=label, choice=choice, what=what, text=motion.text)
    return Sentence(choice, "", said)


def as_signature(
    motion: Motion, request_ref: str, seat_key: str, decision: str, digest: str, reason: str, unchecked: bool
) -> Sign:
    """The signature that a vote stands for; what a motion asks for is the reason where the voter gave none."""
    conditions, points = terms_of(motion)
    silent = decision in (Decision.APPROVE, Decision.ADVISE_FOR)
    command = Sign(
        request_ref=request_ref,
        seat_key=seat_key,
        decision=decision,
        digest=digest,
        reason=reason.strip() or ("" if silent else motion.text),
        unchecked_is_fine=unchecked,
    )
    if decision == Decision.APPROVE_WITH_CONDITIONS:
        return replace(command, conditions=conditions)
    return replace(command, points=points) if decision == Decision.REQUEST_CHANGES else command


def reason_needed(choice: str) -> bool:
    """Whether a vote needs words of its own: whoever votes against says why, so that dissent is readable."""
    return choice not in (FOR, "abstain")

"""The page of a session and of one item of its agenda, as one reader sees them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.committee_session import CommitteeSession
from models.enums import Decision
from models.motion import Motion
from workflows.approvals.committee.ballot import Ballot, ballot_for
from workflows.approvals.committee.facts import ItemFact, SessionFacts, VoteFact
from workflows.approvals.committee.listing import require_reader
from workflows.approvals.committee.motions import MOVABLE, NOTE
from workflows.approvals.committee.reading import session_facts
from workflows.approvals.committee.room import leads_committee
from workflows.approvals.committee.stand import Stand, stand_on
from workflows.approvals.committee.voters import hall_of
from workflows.approvals.kinds import kind_of
from workflows.approvals.sealing import Frame, statement_for
from workflows.ground import clock
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing, everybody


@dataclass(frozen=True)
class SessionPage:
    """A session, and what this reader may do in it."""

    facts: SessionFacts
    me: int
    presides: bool
    leads: bool
    now: datetime

    def voted(self, item: ItemFact) -> VoteFact | None:
        """The reader's last vote on the open motion of an item."""
        motion = item.motion
        mine = [one for one in motion.votes if one.person_id == self.me] if motion is not None else []
        return mine[-1] if mine else None

    def stepped_back(self, item: ItemFact) -> bool:
        """Whether the reader declared a conflict on an item."""
        return any(one.person_id == self.me for one in item.conflicts)


@dataclass(frozen=True)
class PersonToName:
    """Somebody who can own a condition or a point."""

    id: int
    name: str


@dataclass(frozen=True)
class ItemPage(SessionPage):
    """One item: the reader's ballot or why there is none, and what a motion could be."""

    item: ItemFact
    ballot: Ballot | None
    no_ballot: Refused | None
    unchecked: tuple[str, ...]
    seat_to_leave: str
    leave_digest: str
    leaving: str
    movable: tuple[str, ...]
    item_keys: tuple[str, ...]
    latest: date | None
    turn_missing: bool


def session_page(account: SignedIn | None, session_id: int) -> SessionPage:
    """A session as this reader sees it; raises NotAllowed for strangers to the committee, NotFound."""
    reader, now = require_reader(account), clock.glance()
    facts = session_facts(reading(), session_id, now)
    return SessionPage(facts, reader.id, _presides(facts, reader), leads_committee(reader), now)


def _presides(facts: SessionFacts, reader: SignedIn) -> bool:
    return reader.id in (facts.chair_id, facts.secretary_id) or leads_committee(reader)


def item_page(account: SignedIn | None, session_id: int, item_id: int) -> ItemPage:
    """An item as this reader sees it; raises NotFound for one of another session."""
    reader, tx, now = require_reader(account), reading(), clock.glance()
    facts = session_facts(tx, session_id, now)
    item = facts.item(item_id)
    if item is None:
        raise NotFound("not_found")
    if any(one.person_id == reader.id for one in item.conflicts):
        item = _without_words(item)
    standing = _standing(reader)
    ballot, refused = _ballot(tx, facts, item, standing, now)
    stand = ballot.stand if ballot is not None else None
    if stand is None and item.request_id is not None:
        stand = stand_on(tx, item.request_id, standing, now)
    seat = stand.seat if stand is not None else None
    return ItemPage(
        facts=facts,
        me=reader.id,
        presides=_presides(facts, reader),
        leads=leads_committee(reader),
        now=now,
        item=item,
        ballot=ballot,
        no_ballot=refused,
        unchecked=_unchecked(stand),
        seat_to_leave=seat.key if seat is not None else "",
        leave_digest=stand.round.digest if seat is not None and stand is not None and stand.round else "",
        leaving=_leaving(stand),
        movable=_movable(stand),
        item_keys=_item_keys(stand),
        latest=now.date() + timedelta(days=stand.body.conditions_max_days) if stand is not None else None,
        turn_missing=seat is not None and seat.turn_since is None,
    )


def _without_words(item: ItemFact) -> ItemFact:
    """The item as whoever stepped back from it sees it: how others voted, not what they gave as reasons."""
    motions = tuple(
        replace(one, votes=tuple(replace(vote, reason="") for vote in one.votes)) for one in item.motions
    )
    return replace(item, note="", motions=motions)


def _standing(person: SignedIn) -> Standing:
    return Standing(
        person.id,
        person.uuid,
        person.name,
        person.email,
        person.kind,
        True,
        person.is_administrator,
        person.grants,
    )


def _ballot(
    tx: Session, facts: SessionFacts, item: ItemFact, standing: Standing, now: datetime
) -> tuple[Ballot | None, Refused | None]:
    open_one = item.motion
    if open_one is None or facts.status != "open":
        return None, None
    hall = hall_of(tx, tx.get_one(CommitteeSession, facts.id))
    try:
        row = tx.get_one(AgendaItem, item.id)
        return ballot_for(tx, hall, row, tx.get_one(Motion, open_one.id), standing, now), None
    except Refused as refused:
        return None, refused


def _unchecked(stand: Stand | None) -> tuple[str, ...]:
    """The files that the seat covers and the reader has not ticked, by ref and name."""
    if stand is None or stand.seat is None or stand.round is None:
        return ()
    covered = json.loads(stand.seat.scope)
    return tuple(
        f"{piece['ref']} {piece['name']}"
        for key, item in json.loads(stand.round.bundle)["items"].items()
        for piece in item["evidence"]
        if (not covered or key in covered) and int(piece["ref"].removeprefix("EV-")) not in stand.facts.ticked
    )


def _leaving(stand: Stand | None) -> str:
    """The sentence by which the reader would step back from their seat."""
    if stand is None or stand.seat is None or stand.round is None:
        return ""
    frame = Frame(stand.request, stand.subject, stand.round, stand.policy, json.loads(stand.round.bundle))
    return statement_for(frame, stand.standing.name, stand.seat.all_roles, Decision.RECUSE.value)


def _movable(stand: Stand | None) -> tuple[str, ...]:
    """What can be moved about the request as it stands; a note always."""
    if stand is None or not stand.in_review:
        return (NOTE,)
    kind = kind_of(stand.request)
    return (
        *(
            one
            for one in MOVABLE
            if (not kind.decisions or one in kind.decisions)
            and not (kind.asks_until and one == Decision.REJECT)
        ),
        NOTE,
    )


def _item_keys(stand: Stand | None) -> tuple[str, ...]:
    if stand is None or stand.round is None:
        return ()
    return tuple(sorted(json.loads(stand.round.bundle)["items"]))


def owners() -> tuple[PersonToName, ...]:
    """Everybody active, by name: who can own a condition or a point."""
    return tuple(PersonToName(one.person_id, one.name) for one in everybody(reading(), clock.glance()))

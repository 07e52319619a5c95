"""Who is in the room: the reader, the seats, everybody with a role here, and what the evaluator says of each; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, SeatStatus
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.admitting import admitters
from workflows.approvals.facts import view
from workflows.approvals.lending import Lender
from workflows.approvals.matching import assign, may_stay_empty
from workflows.approvals.pool.claims import LASTS, taken
from workflows.approvals.pool.reach import lacking
from workflows.approvals.review.voices import AdmitChoice, Barred, Said, SeatAsk, StandIn, WhyNot
from workflows.approvals.rules import Bar, RequestFacts, bars
from workflows.approvals.turns import is_over
from workflows.approvals.words import say_bar
from workflows.people.delegating.lent import Lent
from workflows.people.standing import Standing

LATE = "bar_late_grant"


@dataclass(frozen=True)
class Room:
    """What is known of persons; `people` are all with a role that reaches the subject, `names` everybody named.

    `lenders` let the reader sign for them now, `lent` is all that somebody of `people` lends to somebody now.
    """

    request: ApprovalRequest
    subject: Subject
    seats: Sequence[Seat]
    reader: Standing
    people: Sequence[Standing]
    facts: RequestFacts
    names: Mapping[int, str]
    now: datetime
    lenders: Sequence[Lender] = ()
    lent: Sequence[Lent] = ()

    def name(self, person_id: int | None) -> str:
        """Somebody's name; empty for nobody."""
        return self.names.get(person_id, "") if person_id is not None else ""

    def holders(self, role: str) -> list[Standing]:
        """Who holds a role here now, by name."""
        return [one for one in self.people if one.holds(role, self.facts.scope_keys)]

    @property
    def is_open(self) -> bool:
        """Whether a decision can be signed now at all."""
        request = self.request
        over = is_over(request.status, request.expires_at, self.now)
        return request.status == RequestStatus.IN_REVIEW and not request.on_hold and not over

    @property
    def takes_points(self) -> bool:
        """Whether further points may be added while the team has the request."""
        request = self.request
        over = is_over(request.status, request.expires_at, self.now)
        return request.status == RequestStatus.CHANGES_REQUESTED and not request.on_hold and not over


def open_seats(room: Room) -> list[Seat]:
    """Open seats, of several alike in a group the first that nobody else took."""
    me = room.reader.person_id
    alike: dict[tuple[str, str, int], Seat] = {}
    for seat in sorted(room.seats, key=lambda one: (taken(one, me, room.now), one.claimed_by_id != me)):
        if seat.status == SeatStatus.OPEN:
            alike.setdefault((seat.role, seat.group_key or seat.key, seat.step), seat)
    chosen = {seat.id for seat in alike.values()}
    return [seat for seat in room.seats if seat.id in chosen]


def seats_for_me(room: Room) -> list[Seat]:
    """The seats that the reader could fill at this moment in their own name."""
    me = room.reader.person_id
    free = [seat for seat in _ready(room) if not _kept(room, seat, me)]
    return [seat for seat in free if not bars(room.reader, view(seat), room.facts)]


def seats_lent_to_me(room: Room) -> list[tuple[Seat, Lender]]:
    """The seats that the reader could fill at this moment for somebody, each with whom."""
    return [
        (seat, lender)
        for lender in room.lenders
        for seat in _ready(room)
        if not _kept(room, seat, lender.person_id)
        and not lender.bars(room.reader, view(seat), room.facts, room.now)
    ]


def _ready(room: Room) -> list[Seat]:
    """Seats that take a decision at this moment."""
    if room.is_open:
        return [seat for seat in open_seats(room) if seat.turn_since is not None]
    return open_seats(room) if room.takes_points else []


def _stand_ins(room: Room, seat: Seat, able: Sequence[Standing]) -> tuple[StandIn, ...]:
    """Who may sign that seat for one of those who could; the evaluator judges them again when they do."""
    names = {one.person_id: one.name for one in able}
    submitted, facts = room.facts.first_submitted_at, room.facts
    parts = (facts.submitters, facts.answered, facts.built, facts.team, facts.recused, facts.holders)
    return tuple(
        StandIn(one.delegate_name, names[one.delegator_id], one.ends_at)
        for one in room.lent
        if one.delegator_id in names
        and one.covers(seat.role, facts.gate)
        and one.runs(room.now)
        and (submitted is None or (one.accepted_at is not None and one.accepted_at <= submitted))
        and not any(one.delegate_id in part for part in parts)
    )


def _kept(room: Room, seat: Seat, me: int) -> bool:
    """Whether somebody who still could sign the seat has taken it."""
    if not taken(seat, me, room.now):
        return False
    able = [one for one in room.holders(seat.role) if not bars(one, view(seat), room.facts)]
    return any(one.person_id == seat.claimed_by_id for one in able)


def asks(room: Room) -> tuple[SeatAsk, ...]:
    """Who can sign each open seat, and why each other holder of its role cannot."""
    found = []
    for seat in open_seats(room):
        judged = [(one, bars(one, view(seat), room.facts)) for one in room.holders(seat.role)]
        cannot = tuple(Barred(one.name, _sentences(against, one.name)) for one, against in judged if against)
        able = [one for one, against in judged if not against]
        can = tuple(one.name for one in able)
        stand_ins = _stand_ins(room, seat, able)
        found.append(SeatAsk(seat.key, view(seat).role_label, can, cannot, stand_ins))
    return tuple(found)


def unfillable(room: Room) -> frozenset[int]:
    """Seats whose turn it is and that different people cannot fill any more."""
    turn = {seat.key: seat for seat in room.seats if seat.status == SeatStatus.OPEN and seat.turn_since}
    able = {
        key: {one.person_id for one in room.holders(seat.role) if not bars(one, view(seat), room.facts)}
        for key, seat in turn.items()
    }
    groups = {
        name: ([k for k in keys if k in turn], needs) for name, (keys, needs) in lacking(room.seats).items()
    }
    wide = may_stay_empty(able, groups)
    empty = frozenset(turn[key].id for key, people in wide.items() if not people)
    if empty or not able:
        return empty
    missing = assign(wide)[1]
    return frozenset({turn[missing].id}) if missing else frozenset()


def why_not(room: Room) -> tuple[WhyNot, ...]:
    """Why the reader signs nothing now: the state, then every reason of every open seat of a role they hold."""
    if seats_for_me(room) or seats_lent_to_me(room) or not (room.is_open or room.takes_points):
        return ()
    mine = [seat for seat in open_seats(room) if room.reader.holds(seat.role, room.facts.scope_keys)]
    found = _why_not_lent(room)
    if not mine:
        return tuple(found) or (WhyNot("", (*_general(room), *_no_seat(room))),)
    for seat in mine:
        against = bars(room.reader, view(seat), room.facts)
        reasons = tuple(Said(say_bar(bar), dict(bar.params)) for bar in against)
        if not reasons and seat.turn_since is not None and _kept(room, seat, room.reader.person_id):
            until = seat.claimed_at + LASTS if seat.claimed_at else None
            reasons = (Said("seat_claimed", {"name": room.name(seat.claimed_by_id), "until": until}),)
        found.append(WhyNot(view(seat).role_label, reasons or (Said("not_your_step"),)))
    return tuple(found)


def _why_not_lent(room: Room) -> list[WhyNot]:
    """Why the reader signs none of the seats whose holders lend them something."""
    found = []
    for lender in room.lenders:
        for seat in open_seats(room):
            against = lender.bars(room.reader, view(seat), room.facts, room.now)
            if lender.standing.holds(seat.role, room.facts.scope_keys) and against:
                reasons = tuple(Said(say_bar(bar), dict(bar.params)) for bar in against)
                found.append(WhyNot(f"{view(seat).role_label}, {lender.name}", reasons))
    return found


def _general(room: Room) -> tuple[Said, ...]:
    """Reasons that hold for every seat, whatever the role."""
    seats = open_seats(room)
    against: Sequence[Bar] = bars(room.reader, view(seats[0]), room.facts) if seats else ()
    return tuple(
        Said(say_bar(bar), dict(bar.params)) for bar in against if bar.code not in ("bar_no_role", LATE)
    )


def _no_seat(room: Room) -> tuple[Said, ...]:
    roles = dict.fromkeys(view(seat).role_label for seat in open_seats(room))
    if not roles:
        return (Said("no_open_seat"),)
    return (Said("no_seat_of_yours", {"roles": ", ".join(roles)}),)


def admits(room: Room) -> tuple[AdmitChoice, ...]:
    """Persons with a later grant whom the reader may admit to an open seat."""
    if room.request.first_submitted_at is None or not (room.is_open or room.takes_points):
        return ()
    found = []
    for seat in open_seats(room):
        for one in room.holders(seat.role):
            against = [bar.code for bar in bars(one, view(seat), room.facts)]
            if against == [LATE] and room.reader.person_id in admitters(
                room.people, one.person_id, room.subject, room.facts, room.seats
            ):
                found.append(AdmitChoice(seat.key, view(seat).role_label, one.person_id, one.name))
    return tuple(found)


def _sentences(against: Sequence[Bar], name: str) -> tuple[Said, ...]:
    return tuple(Said(bar.code, {"name": name, **bar.params}) for bar in against)

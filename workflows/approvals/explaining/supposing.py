"""What if: the same evaluator over a request in which one person or one item were otherwise; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.enums import Decision, SeatStatus
from workflows.approvals.evaluating import Case, ItemFact, Outcome, Verdict, evaluate
from workflows.approvals.explaining.known import Known, able_of_rules, able_of_seats
from workflows.approvals.facts import view
from workflows.approvals.rules import bars
from workflows.approvals.tally import SeatState
from workflows.ground.refused import Refused


class Act(StrEnum):
    """What somebody might do, or what might happen to an item."""

    RECUSE = "recuse"
    LEAVE = "leave"
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Supposed:
    """One change that is only thought: who does what, or which item comes open."""

    act: str
    person_id: int | None = None
    item: str = ""


@dataclass(frozen=True)
class Then:
    """What would follow: the outcome before and after, and the seat it is about."""

    before: Verdict
    after: Verdict
    seat: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing would change."""
        counts = [(v.outcome, v.unfillable, v.count and v.count.turn) for v in (self.before, self.after)]
        return counts[0] == counts[1]


def suppose(here: Known, what: Supposed) -> Then:
    """What the policy would say then; raises Refused beside the field when that cannot happen."""
    if what.act not in set(Act):
        raise Refused("suppose_what", field="act")
    case, seat = _reopened(here, what) if what.act == Act.REOPEN else _of_person(here, what)
    return Then(here.verdict(), evaluate(case), seat)


def _reopened(here: Known, what: Supposed) -> tuple[Case, str]:
    if what.item not in {asked.item.key for asked in here.content.asked}:
        raise Refused("suppose_item", field="item")
    return replace(here.case, items={**here.case.items, what.item: ItemFact(False)}), ""


def _of_person(here: Known, what: Supposed) -> tuple[Case, str]:
    person = next((one for one in here.people if one.person_id == what.person_id), None)
    if person is None:
        raise Refused("suppose_who", field="person")
    if what.act in (Act.APPROVE, Act.REJECT):
        seat = _seat_for(here, person.person_id)
        decision = Decision.APPROVE if what.act == Act.APPROVE else Decision.REJECT
        states = tuple(_signed(one, decision) if one.key == seat else one for one in here.case.seats)
        taken = {key: people - {person.person_id} for key, people in here.case.able.items() if key != seat}
        return replace(here.case, seats=states, able=taken), seat
    others = [one for one in here.people if one.person_id != person.person_id]
    if not here.case.handed_in:
        return replace(here.case, able=able_of_rules(here.case, others, here.facts)), ""
    recuses = what.act == Act.RECUSE
    seat = _seat_for(here, person.person_id) if recuses else ""
    states = tuple(_shrunk(one) if recuses and one.key == seat else one for one in here.case.seats)
    return replace(here.case, able=able_of_seats(here.seats, others, here.facts), seats=states), seat


def _seat_for(here: Known, person_id: int) -> str:
    """The seat the person could fill first; raises Refused when there is none."""
    person = next(one for one in here.people if one.person_id == person_id)
    turn = sorted(here.seats, key=lambda seat: (seat.turn_since is None, seat.step, seat.id))
    for seat in turn:
        if seat.status == SeatStatus.OPEN and not bars(person, view(seat), here.facts):
            return seat.key
    raise Refused("suppose_no_seat", field="person", name=person.name)


def _signed(seat: SeatState, decision: Decision) -> SeatState:
    return replace(seat, status=SeatStatus.FILLED.value, decision=decision.value)


def _shrunk(seat: SeatState) -> SeatState:
    """A recusal takes a seat out of its group; a seat of its own waits for another holder."""
    return replace(seat, status=SeatStatus.FELL_AWAY.value) if seat.group_key else seat


__all__ = ["Act", "Outcome", "Supposed", "Then", "suppose"]

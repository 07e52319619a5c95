"""The sign panel: which decisions the reader has, and word for word what each of them signs; pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.enums import Decision, SeatMode
from models.seat import Seat
from workflows.approvals.kinds import kind_of
from workflows.approvals.lending import Lender
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.words import decision_label, role_label
from workflows.approvals.review.contents import Checks, FileMark
from workflows.approvals.review.page import Choice, Panel, Prefill
from workflows.approvals.review.room import Room, seats_for_me, seats_lent_to_me
from workflows.approvals.review.voices import ConditionLine
from workflows.approvals.sealing import Frame, signed_by, statement_for
from workflows.approvals.terms import LONGEST_GO_ON

DECIDES = (
    Decision.APPROVE,
    Decision.APPROVE_WITH_CONDITIONS,
    Decision.REQUEST_CHANGES,
    Decision.REJECT,
)
VERBS = ("approve", "confirm", "advise in favour of")
"""How the sentence of the first decision of a seat can begin."""
ADVISES = (Decision.ADVISE_FOR, Decision.ADVISE_AGAINST)


def sign_panel(
    room: Room,
    frame: Frame,
    body: PolicyBody,
    checks: Checks,
    files: Sequence[FileMark],
    conditions: Sequence[ConditionLine],
    seat_key: str,
) -> Panel | None:
    """The panel for the seat the reader chose, or for the only one they could fill; None when there is none.

    Of several seats none is chosen for them: the panel then only lists them.
    """
    ways = _ways(room)
    if not ways:
        return None
    known = tuple((way.key, way.label) for way in ways)
    way = next((way for way in ways if way.key == seat_key), ways[0] if len(ways) == 1 else None)
    if way is None:
        return Panel("", "", False, known)
    chosen, lender = way.seat, way.lender
    name, role = signed_by(room.reader.name, lender.name if lender else ""), chosen.all_roles
    approved = [s for s in room.seats if s.decision == Decision.APPROVE_WITH_CONDITIONS]
    return Panel(
        seat_key=way.key,
        role_label=role_label(role),
        advises=chosen.mode == SeatMode.ADVISES,
        seats=known,
        choices=tuple(_choice(frame, name, role, one) for one in _decisions(room, chosen)),
        recuse=_choice(frame, name, role, Decision.RECUSE) if room.is_open and lender is None else None,
        blank=_blank(frame, name, role, chosen.mode),
        digest=frame.round.digest,
        round_number=frame.round.number,
        prefills=() if approved else tuple(Prefill(line.key, line.title) for line in checks.open_musts),
        adopted=tuple(one for one in conditions if one.status == "proposed"),
        unchecked=_unchecked(files, chosen),
        unchecked_blocks=body.tier == "high",
        against_advice=any(seat.decision == Decision.ADVISE_AGAINST for seat in room.seats),
        latest=room.now.date() + timedelta(days=body.conditions_max_days),
        owner_id=room.request.opened_by_id,
        until=_until(room),
        delegator=lender.name if lender else "",
        lent_until=lender.best(chosen.role, room.facts.gate, room.now).ends_at if lender else None,
    )


@dataclass(frozen=True)
class _Way:
    """One way in which the reader can sign: a seat, in their own name or for somebody."""

    seat: Seat
    lender: Lender | None = None

    @property
    def key(self) -> str:
        """What stands in addresses and forms for it."""
        return f"{self.seat.key}:{self.lender.person_id}" if self.lender else self.seat.key

    @property
    def label(self) -> str:
        """The role, and for whom."""
        return signed_by(role_label(self.seat.all_roles), self.lender.name if self.lender else "")


def _ways(room: Room) -> list[_Way]:
    own = [_Way(seat) for seat in seats_for_me(room)]
    return own + [_Way(seat, lender) for seat, lender in seats_lent_to_me(room)]


def _decisions(room: Room, seat: Seat) -> tuple[Decision, ...]:
    if room.takes_points:
        return (Decision.REQUEST_CHANGES,) if seat.mode == SeatMode.DECIDES else ()
    if seat.mode == SeatMode.ADVISES:
        return ADVISES
    own = kind_of(room.request).decisions
    return tuple(one for one in DECIDES if not own or one in own)


def _until(room: Room) -> date | None:
    """The last day a rejection may name; None where it names none."""
    asked = kind_of(room.request).asks_until
    return room.now.date() + timedelta(days=LONGEST_GO_ON) if asked else None


def _choice(frame: Frame, name: str, role: str, decision: Decision) -> Choice:
    return Choice(
        decision.value,
        decision_label(decision, frame.request.gate),
        statement_for(frame, name, role, decision),
    )


def _blank(frame: Frame, name: str, role: str, mode: str) -> tuple[str, str]:
    """The statement with a gap where the decision goes: what stands before and after it."""
    first = ADVISES[0] if mode == SeatMode.ADVISES else DECIDES[0]
    lead, rest = f"I, {name}, as {role_label(role)},", statement_for(frame, name, role, first)
    for verb in VERBS:
        if rest.startswith(f"{lead} {verb} "):
            act, _, covers = rest.removeprefix(f"{lead} {verb} ").rpartition(" It covers ")
            return lead, f"{act.partition(';')[0].rstrip('.')}. It covers {covers}"
    return lead, "…"


def _unchecked(files: Sequence[FileMark], seat: Seat) -> tuple[FileMark, ...]:
    """Files of the seat's scope that the reader has not ticked, each once."""
    scope = set(json.loads(seat.scope))
    left = {file.ref: file for file in files if not file.ticked and (not scope or file.item in scope)}
    return tuple(left.values())

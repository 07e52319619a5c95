"""Open seats that a delegation reaches: what they warn of before it is agreed, and whose turn moves with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, RequestStatus, SeatStatus
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.naming import request_ref
from workflows.approvals.policies.body import load
from workflows.approvals.rules import Bar, RequestFacts, bars, bars_lent
from workflows.ground import clock
from workflows.ground.transaction import reading
from workflows.outbox import put
from workflows.people.delegating.both import zone_of_person
from workflows.people.delegating.dates import require_days, span
from workflows.people.delegating.lent import Lent
from workflows.people.delegating.proposing import Offer
from workflows.people.delegating.warning import Warned, warnings
from workflows.people.standing import Standing, standings

MOST = 50
"""Requests that are looked at; the evaluator looks at every one again when it is signed."""


@dataclass(frozen=True)
class LentSeat:
    """An open seat that the delegator could fill, and what stands against the delegate filling it."""

    request: ApprovalRequest
    ref: str
    label: str
    seat: Seat
    against: tuple[Bar, ...]


def lent_seats(tx: Session, now: datetime, lent: Lent, assumed: bool = False) -> Iterator[LentSeat]:
    """The open seats of the delegator's roles that are lent; `assumed` asks as if it had been agreed long ago."""
    known = standings(tx, (lent.delegator_id, lent.delegate_id), now)
    delegator, delegate = known.get(lent.delegator_id), known.get(lent.delegate_id)
    if delegator is None or delegate is None:
        return
    for request, subject, policy in tx.execute(_requests(delegator, lent)):
        seats = seats_of(tx, request.id)
        facts = load_facts(tx, subject, request, load(policy.body), seats, now).request
        for seat in seats:
            if seat.status != SeatStatus.OPEN or not lent.covers(seat.role, request.gate):
                continue
            if bars(delegator, view(seat), facts):
                continue
            against = _against(delegate, delegator, lent, seat, facts, now)
            if assumed:
                against = tuple(bar for bar in against if not bar.code.startswith("bar_lent_"))
            yield LentSeat(request, request_ref(request), subject.label, seat, against)


def _against(
    delegate: Standing, delegator: Standing, lent: Lent, seat: Seat, facts: RequestFacts, now: datetime
) -> tuple[Bar, ...]:
    return bars_lent(delegate, delegator, lent, view(seat), facts, now)


def _requests(delegator: Standing, lent: Lent) -> Select[ApprovalRequest, Subject, PolicyVersion]:
    roles = {grant.role for grant in delegator.grants}
    roles = roles & lent.roles if lent.roles else roles
    seats = select(Seat.request_id).where(Seat.role.in_(sorted(roles)), Seat.status == SeatStatus.OPEN.value)
    return (
        select(ApprovalRequest, Subject, PolicyVersion)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .where(
            ApprovalRequest.id.in_(seats),
            ApprovalRequest.status.in_(
                [one.value for one in OPEN_STATUSES if one is not RequestStatus.DRAFT]
            ),
        )
        .order_by(ApprovalRequest.due_at, ApprovalRequest.id)
        .limit(MOST)
    )


def move_turns(tx: Session, now: datetime, lent: Lent, begun: bool) -> None:
    """Puts the fact whose turn open seats became: the delegate's when it begins, the delegator's when it is over."""
    whose, word = (lent.delegate_id, "began") if begun else (lent.delegator_id, "ended")
    told: set[int] = set()
    for one in lent_seats(tx, now, lent):
        standing = [bar for bar in one.against if begun or bar.code not in ("bar_lent_over", "bar_lent_not")]
        open_now = one.seat.turn_since is not None and one.request.status == RequestStatus.IN_REVIEW
        if standing or not open_now or one.request.id in told:
            continue
        told.add(one.request.id)
        put(tx, now, "request:turn", ("request", one.request.uuid), f"delegation:{lent.id}:{word}", [whose])


def warnings_of(
    delegator_id: int,
    delegate_id: int,
    starts_on: date | None,
    ends_on: date | None,
    roles: tuple[str, ...],
    gates: tuple[str, ...],
) -> tuple[Warned, ...]:
    """Everything the delegator should know before asking; raises Refused as asking would."""
    tx, now = reading(), clock.glance()
    zone = zone_of_person(tx, delegator_id)
    days = require_days(starts_on, ends_on, now, zone)
    offer = Offer(delegator_id, delegate_id, *days, roles, gates)
    found = list(warnings(tx, now, offer, zone))
    begin, end = span(*days, zone)
    lent = Lent(0, delegator_id, delegate_id, frozenset(roles), frozenset(gates), now, begin, end)
    name = str(found[0].params["name"])
    for one in lent_seats(tx, now, lent, assumed=True):
        for bar in one.against:
            params = {"name": name, **bar.params}
            found.append(
                Warned("warn_seat", {"ref": one.ref, "label": one.label, "bar": bar.code, "params": params})
            )
    return tuple(found)

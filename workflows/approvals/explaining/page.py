"""The explanation of one request as a page shows it: rules, who satisfies them, who could, and what if."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.enums import SeatStatus
from models.policy_version import PolicyVersion
from workflows.approvals.access import may_see
from workflows.approvals.evaluating import NO_SEAT, Outcome, Verdict
from workflows.approvals.explaining import words as words
from workflows.approvals.explaining.items import ItemLine, LeftOut, item_lines, left_out_lines
from workflows.approvals.explaining.known import Known, known
from workflows.approvals.explaining.seats import SeatLine, seat_lines, unasked_seats
from workflows.approvals.explaining.supposing import Supposed, Then, suppose
from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.review.rows import asked
from workflows.approvals.review.voices import Said
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading


@dataclass(frozen=True)
class Outlook:
    """What would follow from a supposition: the sentences before and after, or that nothing would change."""

    supposed: Supposed
    before: Said
    after: Said
    same: bool
    seat: str = ""


@dataclass(frozen=True)
class Explanation:
    """A request explained; `people` are the choices of "what if", `newer` says that the policy has moved on."""

    ref: str
    label: str
    gate: str
    gate_label: str
    tier: str
    status: str
    policy: str
    policy_number: int
    in_force_from: datetime
    newer: Said | None
    outcome: Said | None
    seats: tuple[SeatLine, ...]
    unasked: tuple[Said, ...]
    items: tuple[ItemLine, ...]
    left_out: tuple[LeftOut, ...]
    people: tuple[tuple[int, str], ...]
    outlook: Outlook | None = None
    refused: Refused | None = None


def explain(actor: Actor, request_ref: str, what: Supposed | None = None) -> Explanation:
    """Why a request stands where it stands; raises NotFound for strangers. Nothing is written, nobody is told.

    A supposition that cannot happen is answered by `refused` beside its field, the rest of the page stays.
    """
    tx = reading()
    found = asked(tx, request_ref)
    request = found.request
    if not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    now = clock.glance()
    here = known(tx, found, now)
    name = f"{request.gate}/{found.policy.number}"
    newest = tx.scalar(
        select(func.max(PolicyVersion.number)).where(
            PolicyVersion.policy_id == found.policy.policy_id, PolicyVersion.in_force_from <= now
        )
    )
    outlook, refused = _outlook(here, what)
    return Explanation(
        ref=ref("REQ", request.id),
        label=found.subject.label,
        gate=request.gate,
        gate_label=gate_label(request.gate),
        tier=request.tier,
        status=request.status,
        policy=name,
        policy_number=found.policy.number,
        in_force_from=found.policy.in_force_from,
        newer=Said("newer_policy", {"number": newest, "pinned": found.policy.number})
        if here.is_open and newest is not None and newest > found.policy.number
        else None,
        outcome=outcome_said(here, here.verdict()) if here.is_open else None,
        seats=seat_lines(here, name),
        unasked=unasked_seats(here, name),
        items=item_lines(here, name),
        left_out=left_out_lines(here),
        people=tuple((one.person_id, one.name) for one in here.people),
        outlook=outlook,
        refused=refused,
    )


def _outlook(here: Known, what: Supposed | None) -> tuple[Outlook | None, Refused | None]:
    if what is None or not here.is_open:
        return None, None
    try:
        then: Then = suppose(here, what)
    except Refused as refused:
        return None, refused
    seat = next((one.all_roles for one in here.seats if one.key == then.seat), "")
    before, after = outcome_said(here, then.before), outcome_said(here, then.after)
    return Outlook(what, before, after, then.same and before == after, role_label(seat) if seat else ""), None


def outcome_said(here: Known, verdict: Verdict) -> Said:
    """What the policy says, as a sentence by code."""
    if verdict.outcome is Outcome.INCOMPLETE:
        keys = verdict.open_blocking
        code = "explain_incomplete" if keys else "explain_unexplained"
        return Said(code, {"items": ", ".join(keys or verdict.unexplained)})
    if verdict.unfillable == NO_SEAT:
        return Said("explain_no_seat")
    if verdict.unfillable is not None:
        return Said("explain_unfillable", {"seat": _seat_name(here, verdict, verdict.unfillable)})
    if verdict.no_independent:
        return Said("explain_no_independent")
    if verdict.outcome is Outcome.PENDING and verdict.count is None:
        return Said("explain_submittable")
    if verdict.outcome is Outcome.PENDING:
        return Said("explain_pending", {"seats": _waited_for(verdict)})
    return Said(f"explain_{verdict.outcome.value}")


def _waited_for(verdict: Verdict) -> str:
    turn = verdict.counted.turn
    later = [one for one in verdict.states if one.status == SeatStatus.OPEN]
    now = [one for one in verdict.states if one.id in turn] or later
    return ", ".join(dict.fromkeys(role_label("+".join((one.role, *one.also))) for one in now)) or "–"


def _seat_name(here: Known, verdict: Verdict, key: str) -> str:
    named = {seat.key: seat.all_roles for seat in here.seats} | {r.key: r.all_roles for r in verdict.rules}
    return role_label(named.get(key, key))

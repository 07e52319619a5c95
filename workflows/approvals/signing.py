"""Signs a seat: the moment everything else exists for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, func, literal, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.enums import Decision, Involvement, RequestStatus, SeatMode, SeatStatus
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals import deciding
from workflows.approvals.access import may_see, reaches, require_standing
from workflows.approvals.actions import signed_action
from workflows.approvals.expiry import is_over
from workflows.approvals.facts import Facts, load_facts, seats_of, view
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import is_final
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.rules import bars, breaks_independence
from workflows.approvals.sealing import sign
from workflows.approvals.terms import ConditionTerm, PointTerm, check_terms, store_terms
from workflows.approvals.words import say_bar
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold
from workflows.record import append

APPROVING = frozenset({Decision.APPROVE, Decision.APPROVE_WITH_CONDITIONS})
ADVICE = frozenset({Decision.ADVISE_FOR, Decision.ADVISE_AGAINST, Decision.RECUSE})


@dataclass(frozen=True)
class Sign:
    """What a person signs: `digest` is that of the round on their screen, `proof` that they just said who they are."""

    request_ref: str
    seat_key: str
    decision: str
    digest: str
    reason: str = ""
    conditions: tuple[ConditionTerm, ...] = ()
    points: tuple[PointTerm, ...] = ()
    unchecked_is_fine: bool = False
    proof: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Signed:
    """What was signed and what became of the request."""

    ref: str
    decision: str
    status: str
    signature_uuid: str


def purpose(command: Sign) -> str:
    """What the proof of the credential is bound to: it cannot be spent on another decision or another round."""
    return f"sign:{command.request_ref}:{command.seat_key}:{command.decision}:{command.digest}"


@dataclass
class Act:
    """Everything a signature is checked against, read after the locks."""

    tx: Session
    now: datetime
    subject: Subject
    request: ApprovalRequest
    round: ApprovalRound
    policy: PolicyVersion
    body: PolicyBody
    seats: list[Seat]
    seat: Seat
    standing: Standing
    facts: Facts


def sign_seat(actor: Actor, command: Sign) -> Signed:
    """Fills a seat with the actor's signature and moves the request when the rule is met.

    Raises Stale when the content moved since it was shown, Conflict when somebody was first, Refused with the rule of
    section 4 that bars the person, or beside the field that is missing. Only a person signs.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    expired = False
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.request_ref)
        act = _read_locked(tx, actor, command)
        expired = not is_final(act.request.status) and is_over(act.request, act.now)
        if expired:
            deciding.expire(tx, act.now, act.subject, act.request)
            signed = None
        else:
            _guard(act, command)
            signed = _sign(act, actor, command)
    if signed is None:
        raise Conflict("request_expired")
    return signed


def _read_locked(tx: Session, actor: Actor, command: Sign) -> Act:
    subject, request = lock_request(tx, command.request_ref)
    instant = (
        func.clock_timestamp() if tx.get_bind().dialect.name == "postgresql" else literal(None, DateTime)
    )
    row = tx.execute(
        select(ApprovalRound, PolicyVersion, instant)
        .join(PolicyVersion, PolicyVersion.id == request.policy_version_id)
        .where(ApprovalRound.id == (request.round_id or 0))
    ).one_or_none()
    if row is None:
        raise (
            NotFound("not_found") if not may_see(tx, actor, request.system_id) else Conflict("not_in_review")
        )
    now = clock.shift(row[2]) if row[2] is not None else clock.glance()
    seats = seats_of(tx, request.id, lock=True)
    standing = require_standing(tx, actor, now)
    body = load(row[1].body)
    facts = load_facts(tx, subject, request, body, seats, now, ticks_of=actor.person_id)
    known = reaches(standing, subject) or standing.person_id in facts.request.team
    if not known and not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    seat = next((seat for seat in seats if seat.key == command.seat_key), None)
    if seat is None:
        raise NotFound("no_such_seat")
    return Act(tx, now, subject, request, row[0], row[1], body, seats, seat, standing, facts)


def _guard(act: Act, command: Sign) -> None:
    """Refuses, in the order in which a person would ask: is it open, is it what I read, may I, is it complete."""
    request, seat = act.request, act.seat
    later_point = (
        request.status == RequestStatus.CHANGES_REQUESTED and command.decision == Decision.REQUEST_CHANGES
    )
    if request.status != RequestStatus.IN_REVIEW and not later_point:
        raise Conflict("not_in_review_now", status=request.status)
    if request.on_hold:
        raise Conflict("request_on_hold")
    if command.digest != act.round.digest:
        raise Stale("content_moved", field="digest", round=act.round.number)
    for bar in bars(act.standing, view(seat), act.facts.request):
        raise Refused(say_bar(bar), **dict(bar.params))
    if seat.status != SeatStatus.OPEN:
        raise Conflict("seat_taken")
    if seat.turn_since is None and not later_point:
        raise Conflict("not_your_step")
    _guard_decision(act, command)


def _guard_decision(act: Act, command: Sign) -> None:
    """What the chosen decision itself asks for: fitting the seat, reasons, terms, evidence that was looked at."""
    advises = act.seat.mode == SeatMode.ADVISES
    if command.decision not in set(Decision) or (command.decision in ADVICE - {Decision.RECUSE}) != (
        advises and command.decision != Decision.RECUSE
    ):
        raise Refused("decision_does_not_fit", field="decision")
    against = any(s.decision == Decision.ADVISE_AGAINST for s in act.seats)
    silent = command.decision in (Decision.APPROVE, Decision.ADVISE_FOR)
    if not command.reason.strip() and (not silent or (against and command.decision in APPROVING)):
        raise Refused("advice_reason" if silent else "decision_reason", field="reason")
    items = json.loads(act.round.bundle)["items"]
    # The items of a confirmation are a worklist: they never stand in the way of its decision.
    asked = items if act.request.kind == "gate" else {}
    check_terms(command.decision, command.conditions, command.points, asked, act.body, act.now, act.seats)
    if command.decision not in APPROVING:
        return
    seat = view(act.seat)
    if act.body.independent_seat and breaks_independence(
        act.standing.person_id, seat, tuple(view(s) for s in act.seats), act.facts.request
    ):
        raise Refused("independent_seat_missing")
    _guard_ticks(act, command, items)


def _guard_ticks(act: Act, command: Sign, items: dict[str, Any]) -> None:
    wanted = {
        int(piece["ref"].removeprefix("EV-"))
        for key, item in items.items()
        for piece in item["evidence"]
        if not json.loads(act.seat.scope) or key in json.loads(act.seat.scope)
    }
    unseen = wanted - act.facts.ticked
    if unseen and (act.body.tier == "high" or not command.unchecked_is_fine):
        code = "evidence_unchecked_blocks" if act.body.tier == "high" else "evidence_unchecked"
        raise Refused(
            code, field="decision", count=len(unseen), files=", ".join(f"EV-{k}" for k in sorted(unseen))
        )


def _sign(act: Act, actor: Actor, command: Sign) -> Signed:
    tx, now, request, seat = act.tx, act.now, act.request, act.seat
    used = consume(tx, actor, command.proof, purpose(command), now)
    signature = sign(act, command, used)
    before = request.status
    store_terms(act, command, signature)
    changes: dict[str, Any] = {"seat": [None, seat.role], "decision": [None, command.decision]}
    if command.decision == Decision.RECUSE:
        note(tx, now, request.id, act.standing.person_id, Involvement.RECUSED, seat.key)
        deciding.shrink(seat)
    else:
        seat.status, seat.decision = SeatStatus.FILLED.value, command.decision
        seat.holder_id, seat.signature_id, seat.note_code = act.standing.person_id, signature.id, None
    changes |= deciding.follow(tx, now, actor, request, act.seats, command.decision)
    if request.status != before:
        changes["status"] = [before, request.status]
    append(
        tx,
        now,
        actor,
        signed_action(command.decision),
        about=about(request, act.subject),
        changes={
            **changes,
            "signature": [None, {"uuid": signature.uuid, "sha256": signature.seal}],
            "covers": [
                None,
                {"round": act.round.number, "digest": act.round.digest, "items": _size(act.round)},
            ],
        },
        **place(request, act.subject),
        policy_digest=act.policy.digest,
        personal={actor.uuid: {"reason": command.reason.strip(), "statement": signature.statement}},
    )
    put(tx, now, "seat:signed", ("request", request.uuid), f"signature:{signature.uuid}", [])
    return Signed(command.request_ref, command.decision, request.status, signature.uuid)


def _size(round_: ApprovalRound) -> int:
    return len(json.loads(round_.bundle)["items"])

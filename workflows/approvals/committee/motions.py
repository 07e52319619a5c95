"""Puts a motion on an item, and withdraws one before it is closed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.enums import Decision
from models.motion import Motion
from workflows.approvals.committee import actions
from workflows.approvals.committee.counting import WITHDRAWN
from workflows.approvals.committee.machine import OPEN
from workflows.approvals.committee.members import members_of
from workflows.approvals.committee.room import Act, begin, where_of
from workflows.approvals.committee.stand import stand_on
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.terms import ConditionTerm, PointTerm, check_terms
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put

NOTE = "note"
LONGEST = 2_000
MOVABLE = (
    Decision.APPROVE.value,
    Decision.APPROVE_WITH_CONDITIONS.value,
    Decision.REQUEST_CHANGES.value,
    Decision.REJECT.value,
)


@dataclass(frozen=True)
class PutMotion:
    """What is moved: a decision with its terms, or `note` to agree on words without deciding a request."""

    session_ref: str
    item_id: int
    decision: str
    text: str
    conditions: tuple[ConditionTerm, ...] = ()
    points: tuple[PointTerm, ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True)
class WithdrawMotion:
    """Takes the open motion of an item back."""

    session_ref: str
    item_id: int
    submit_id: str | None = None


def put_motion(actor: Actor, command: PutMotion) -> str:
    """Puts the motion and gives its uuid; raises Refused beside the field, Conflict when one is open already."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        held = claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require(OPEN)
        item = act.item(command.item_id)
        if item.status != OPEN or (
            act.session.deadline_at is not None and act.session.deadline_at <= act.now
        ):
            raise Conflict("item_not_open")
        if open_motion(tx, item.id) is not None:
            raise Conflict("motion_there")
        if not command.text.strip() or len(command.text) > LONGEST:
            raise Refused("motion_text", field="text")
        motion = Motion(
            uuid=uuid7(),
            item_id=item.id,
            decision=command.decision,
            text=command.text.strip(),
            terms=canonical_text(_terms(command)),
            digest=_digest(act, item, command),
            moved_by_id=act.standing.person_id,
            opened_at=act.now,
        )
        tx.add(motion)
        tx.flush()
        changes = {"item": [None, item.position], "decision": [None, motion.decision]}
        words = {"text": motion.text, "terms": motion.terms}
        act.enter(
            actions.MOTION_PUT,
            {**changes, "motion": [None, motion.uuid]},
            words,
            where_of(tx, item.request_id),
        )
        cause = f"motion:{motion.uuid}"
        concerned = [member.person_id for member in members_of(act.session)]
        put(tx, act.now, "motion:put", ("committee_session", act.session.uuid), cause, concerned)
        held.settle(command.session_ref)
        return motion.uuid


def withdraw_motion(actor: Actor, command: WithdrawMotion) -> None:
    """Withdraws the open motion; its votes stay on record and fill no seat."""
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, command.session_ref)
        act.require_presiding()
        act.require(OPEN)
        item = act.item(command.item_id)
        motion = open_motion(tx, item.id, lock=True)
        if motion is None:
            raise Conflict("motion_closed")
        motion.result, motion.closed_at = WITHDRAWN, act.now
        changes = {"item": [None, item.position], "motion": [None, motion.uuid]}
        act.enter(actions.MOTION_WITHDRAWN, changes, where=where_of(tx, item.request_id))


def _digest(act: Act, item: AgendaItem, command: PutMotion) -> str:
    """Checks what is moved against the request; gives the digest of the round that the motion is about."""
    if command.decision == NOTE:
        return ""
    if item.request_id is None or command.decision not in MOVABLE:
        raise Refused("motion_decision", field="decision")
    here = stand_on(act.tx, item.request_id, act.standing, act.now)
    if not here.in_review or here.round is None:
        raise Refused("motion_not_in_review", field="decision", ref=ref("REQ", item.request_id))
    kind = kind_of(here.request)
    if kind.decisions and command.decision not in kind.decisions:
        raise Refused("motion_decision", field="decision")
    if command.decision == Decision.REJECT and kind.asks_until:
        raise Refused("motion_decision", field="decision")
    asked = json.loads(here.round.bundle)["items"] if by_team(here.request.kind) else {}
    check_terms(
        command.decision, command.conditions, command.points, asked, here.body, act.now, list(here.seats)
    )
    return here.round.digest


def open_motion(tx: Session, item_id: int, lock: bool = False) -> Motion | None:
    """The motion of an item that is open, read anew; `lock` for whoever votes on it or closes it."""
    query = select(Motion).where(Motion.item_id == item_id, Motion.closed_at.is_(None))
    query = query.execution_options(populate_existing=True)
    return tx.scalars(query.with_for_update() if lock else query).one_or_none()


def item_of(tx: Session, session_id: int, item_id: int) -> AgendaItem:
    """An item of a session, as it stands; raises NotFound for one of another session."""
    found = tx.get(AgendaItem, item_id)
    if found is None or found.session_id != session_id:
        raise NotFound("not_found")
    return found


def _terms(command: PutMotion) -> dict[str, Any]:
    return {
        "conditions": [{**asdict(one), "due_on": one.due_on.isoformat()} for one in command.conditions],
        "points": [asdict(one) for one in command.points],
    }


def terms_of(motion: Motion) -> tuple[tuple[ConditionTerm, ...], tuple[PointTerm, ...]]:
    """The conditions and points that a motion asks for."""
    kept = json.loads(motion.terms)
    conditions = tuple(
        ConditionTerm(
            one["text"], one["owner_id"], date.fromisoformat(one["due_on"]), one.get("item_key", "")
        )
        for one in kept.get("conditions", ())
    )
    points = tuple(
        PointTerm(one["text"], one["owner_id"], one.get("item_key", "")) for one in kept.get("points", ())
    )
    return conditions, points

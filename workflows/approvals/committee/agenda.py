"""The agenda of a session: what is put on it, its order, and what the minutes say beside the votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.motion import Motion
from models.subject import Subject
from workflows.approvals.access import may_see
from workflows.approvals.committee import actions
from workflows.approvals.committee.machine import OPEN, PLANNED, fire_item
from workflows.approvals.committee.room import Act, begin, where_of
from workflows.approvals.locking import request_key
from workflows.approvals.policies.words import gate_label
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction

REQUEST, ESCALATION, OTHER = "request", "escalation", "other"
LONGEST_NOTE = 5_000


@dataclass(frozen=True)
class AddRequests:
    """Requests for the agenda, by ref."""

    session_ref: str
    request_refs: tuple[str, ...]
    submit_id: str | None = None


@dataclass(frozen=True)
class AddOther:
    """Something else for the agenda."""

    session_ref: str
    title: str
    note: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class OnItem:
    """An act on one item: `up`, `down`, `take_off`, `defer`, or `note` with its text."""

    session_ref: str
    item_id: int
    what: str
    note: str = ""
    submit_id: str | None = None


def add_requests(actor: Actor, command: AddRequests) -> None:
    """Puts requests that wait for a decision on the agenda; an overdue one stands there as an escalation."""
    with transaction() as tx:
        act = _preparing(tx, actor, command, command.session_ref)
        if not command.request_refs:
            raise Refused("item_none", field="requests")
        added = [_add_request(act, name) for name in dict.fromkeys(command.request_refs)]
        act.enter(actions.ITEM_ADDED, {"items": [None, ", ".join(added)]})


def _add_request(act: Act, request_ref: str) -> str:
    tx = act.tx
    request = tx.get(ApprovalRequest, request_key(request_ref))
    if request is None or not may_see(tx, act.actor, request.system_id):
        raise NotFound("not_found")
    if request.status not in (RequestStatus.IN_REVIEW, RequestStatus.CHANGES_REQUESTED):
        raise Refused("item_request", field="requests", ref=request_ref)
    there = select(AgendaItem.id).where(
        AgendaItem.session_id == act.session.id,
        AgendaItem.request_id == request.id,
        AgendaItem.status == OPEN,
    )
    if tx.scalars(there).first() is not None:
        raise Refused("item_there", field="requests", ref=request_ref)
    label = tx.get_one(Subject, request.subject_id).label
    late = request.due_at is not None and request.due_at <= act.now
    title = f"{gate_label(request.gate)}: {label}"[:300]
    _put(act, ESCALATION if late else REQUEST, title, "", request.id)
    return request_ref


def add_other(actor: Actor, command: AddOther) -> None:
    """Puts something else on the agenda; raises Refused beside what is missing."""
    with transaction() as tx:
        act = _preparing(tx, actor, command, command.session_ref)
        title = " ".join(command.title.split())
        if not title or len(title) > 300:
            raise Refused("item_title", field="title")
        _check_note(command.note)
        item = _put(act, OTHER, title, command.note.strip(), None)
        act.enter(actions.ITEM_ADDED, {"items": [None, f"item {item.position}"]})


def change_item(actor: Actor, command: OnItem) -> None:
    """Moves an item, takes it off, defers it or writes the note of the minutes; raises Conflict for a settled one."""
    with transaction() as tx:
        act = _preparing(tx, actor, command, command.session_ref)
        item = act.item(command.item_id)
        where = where_of(tx, item.request_id)
        if command.what == "note":
            _check_note(command.note)
            item.note = command.note.strip()
            act.enter(actions.ITEM_NOTED, {"item": [None, item.position]}, {"note": item.note}, where)
        elif command.what in ("up", "down"):
            before, after = _swap(act, item, -1 if command.what == "up" else 1)
            act.enter(actions.ITEM_MOVED, {"item": [before, after]})
        elif command.what in ("take_off", "defer"):
            _require_no_motion(act, item)
            fire_item(item, command.what)
            action = actions.ITEM_TAKEN_OFF if command.what == "take_off" else actions.ITEM_DEFERRED
            act.enter(action, {"item": [None, item.position]}, where=where)
        else:
            raise Refused("item_not_open")


def _preparing(tx: Session, actor: Actor, command: object, session_ref: str) -> Act:
    act = begin(tx, actor, session_ref)
    claim(tx, actor, command, session_ref)
    act.require_presiding()
    act.require(PLANNED, OPEN)
    return act


def items_of(act: Act) -> Sequence[AgendaItem]:
    """The agenda in order, locked."""
    return act.tx.scalars(
        select(AgendaItem)
        .where(AgendaItem.session_id == act.session.id)
        .order_by(AgendaItem.position, AgendaItem.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _put(act: Act, kind: str, title: str, note: str, request_id: int | None) -> AgendaItem:
    last = act.tx.scalars(
        select(func.max(AgendaItem.position)).where(AgendaItem.session_id == act.session.id)
    ).one()
    item = AgendaItem(
        uuid=uuid7(),
        session_id=act.session.id,
        position=(last or 0) + 1,
        kind=kind,
        request_id=request_id,
        title=title,
        note=note,
        status=OPEN,
        added_by_id=act.standing.person_id,
        added_at=act.now,
    )
    act.tx.add(item)
    act.tx.flush()
    return item


def _swap(act: Act, item: AgendaItem, by: int) -> tuple[int, int]:
    """Changes places with the neighbour; at the end of the list nothing moves."""
    items = list(items_of(act))
    here = next(number for number, one in enumerate(items) if one.id == item.id)
    there = here + by
    before = item.position
    if 0 <= there < len(items):
        item.position, items[there].position = items[there].position, item.position
    return before, item.position


def _require_no_motion(act: Act, item: AgendaItem) -> None:
    found = select(Motion.id).where(Motion.item_id == item.id, Motion.closed_at.is_(None))
    if act.tx.scalars(found).first() is not None:
        raise Conflict("session_motion_open")


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise Refused("item_note", field="note", most=LONGEST_NOTE)

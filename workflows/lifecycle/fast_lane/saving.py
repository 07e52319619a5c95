"""Saves the page of a lane request in one act: the team's words, and the screens that the rules read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answer import Answer
from models.approval_request import ApprovalRequest
from models.enums import AnswerStatus, Involvement, RequestStatus
from workflows.approvals.access import require_hand
from workflows.approvals.answering import SaveAnswer, change_answer, check_shape
from workflows.approvals.content import read
from workflows.approvals.expiry import extend, require_open
from workflows.approvals.involving import note
from workflows.approvals.item_work import ItemWork
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import about, place, request_ref
from workflows.approvals.policies.vocabulary import FAST_LANE
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import resolve
from workflows.lifecycle.fast_lane.answers import TYPED, composed
from workflows.lifecycle.fast_lane.detail import NUMBERS, kept
from workflows.lifecycle.fast_lane.rules import Screens
from workflows.record import append

WITH_TEAM = (RequestStatus.DRAFT, RequestStatus.CHANGES_REQUESTED)


@dataclass(frozen=True)
class SaveLane:
    """What stands on the page; `revision` is that of the request shown, `tested_by` what was typed for a person."""

    request_ref: str
    revision: int
    texts: tuple[tuple[str, str], ...] = ()
    no_practice: bool = False
    screens: Screens = field(default_factory=Screens)
    tested_by: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Saved:
    """The request, and whether anything was different."""

    ref: str
    changed: bool


def save_lane(actor: Actor, command: SaveLane) -> Saved:
    """Stores the page of a request that is with its team.

    Raises Refused beside the field that is wrong, Conflict when it is in review, has ended, or was saved meanwhile.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        require_lane_request(request)
        now = clock.now(tx)
        standing = require_hand(tx, actor, subject, request, now)
        require_open(request, now)
        if request.status not in WITH_TEAM:
            raise Conflict("lane_not_with_team")
        if request.revision != command.revision:
            raise Conflict("revision_moved")
        work = ItemWork(tx, now, subject, request, standing, read(tx, request))
        changes = _change_screens(work, _screens(tx, now, command)) | _change_answers(work, command)
        if not changes:
            return Saved(command.request_ref, False)
        for key in changes:
            note(tx, now, request.id, standing.person_id, Involvement.ANSWERED, key)
        extend(tx, request, now)
        append(
            tx,
            now,
            actor,
            "lane:answered",
            about=about(request, subject),
            changes={"items": [None, sorted(changes)], **changes},
            **place(request, subject),
        )
        tx.flush()
        return Saved(command.request_ref, True)


def require_lane_request(request: ApprovalRequest) -> None:
    """Raises Conflict for a request of another kind."""
    if request.kind != FAST_LANE:
        raise Conflict("lane_not_here", ref=request_ref(request))


def _screens(tx: Session, now: datetime, command: SaveLane) -> Screens:
    """The screens with the tester found; raises Refused beside a number that is none or a person nobody knows."""
    for name in NUMBERS:
        value = getattr(command.screens, name)
        if value is not None and not 1 <= value <= 5:
            raise Refused("lane_number", field=name)
    if not command.tested_by.strip():
        return command.screens
    return replace(command.screens, tested_by=resolve(tx, command.tested_by, "tested_by", now).uuid)


def _change_screens(work: ItemWork, screens: Screens) -> dict[str, Any]:
    detail = json.loads(work.request.detail)
    before, after = detail["screens"], kept(screens)
    if before == after:
        return {}
    work.request.detail = canonical_text(detail | {"screens": after})
    work.tx.flush()
    return {"screens": [before or None, after]}


def _change_answers(work: ItemWork, command: SaveLane) -> dict[str, Any]:
    """The items whose answer is another one now, with what stood there before."""
    typed = {TYPED[name]: text for name, text in command.texts if name in TYPED}
    found = {}
    for key, text in {**typed, **composed(command.screens, command.no_practice)}.items():
        status = AnswerStatus.DONE if text.strip() else AnswerStatus.NOT_STARTED
        answer = SaveAnswer(command.request_ref, key, text, status.value)
        check_shape(answer)
        if work.content.item(key) is None or not _is_there(work, answer):
            continue
        change = change_answer(work, answer)
        if change:
            found[key] = change.get("answer", [None, text])
    return found


def _is_there(work: ItemWork, answer: SaveAnswer) -> bool:
    """Whether there is anything to say: an empty field about an item nobody answered changes nothing."""
    if answer.text.strip():
        return True
    row = select(Answer.id).where(Answer.request_id == work.request.id, Answer.item_key == answer.item_key)
    return work.tx.scalars(row).first() is not None

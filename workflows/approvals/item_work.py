"""The common frame of every change to an item: lock, guard, change, open the round that follows, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Involvement, RequestStatus, RoundCause
from models.subject import Subject
from workflows.approvals import turning
from workflows.approvals.access import require_hand
from workflows.approvals.calling import call
from workflows.approvals.content import Content, read
from workflows.approvals.expiry import extend, require_open
from workflows.approvals.facts import seats_of
from workflows.approvals.involving import note
from workflows.approvals.kinds import by_team
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import about, place
from workflows.approvals.rounds import Opened, open_round
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.people.standing import Standing
from workflows.record import append


@dataclass(frozen=True)
class Answered:
    """What was changed, and the round that opened because of it, if one did."""

    ref: str
    item_key: str
    changed: bool
    round_number: int | None = None


@dataclass
class ItemWork:
    """What a change of an item can use inside its transaction."""

    tx: Session
    now: datetime
    subject: Subject
    request: ApprovalRequest
    standing: Standing
    content: Content


class ItemCommand(Protocol):
    """A command about one item of one request."""

    @property
    def request_ref(self) -> str:
        """The request."""

    @property
    def item_key(self) -> str:
        """The item."""


@dataclass(frozen=True)
class Step:
    """What kind of change it is: its action, the cause of a round, and what it makes of the person."""

    action: str
    cause: RoundCause
    involvement: Involvement


def work_on_item(
    actor: Actor, command: ItemCommand, step: Step, change: Callable[[ItemWork], dict[str, Any]]
) -> Answered:
    """Runs `change` in the one transaction; an empty result means that nothing was changed and nothing follows.

    Raises NotFound for a request or item that is not there, Conflict when the request has ended.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = require_hand(tx, actor, subject, request, now)
        require_open(request, now)
        work = ItemWork(tx, now, subject, request, standing, read(tx, request))
        if work.content.item(command.item_key) is None:
            raise NotFound("item_not_asked")
        changes = change(work)
        if not changes:
            return Answered(command.request_ref, command.item_key, changed=False)
        opened = _follow(work, step, command.item_key)
        append(
            tx,
            now,
            actor,
            step.action,
            about=about(request, subject),
            changes={"item": [None, command.item_key], **changes, **(opened.entry() if opened else {})},
            **place(request, subject),
        )
        return Answered(command.request_ref, command.item_key, True, opened.number if opened else None)


def _follow(work: ItemWork, step: Step, item_key: str) -> Opened | None:
    """What follows from a change of content: who built is noted, and in review the next round opens."""
    request = work.request
    if not by_team(request.kind):
        # Working the items of a confirmation is not building and opens no round (product section 2).
        return None
    note(work.tx, work.now, request.id, work.standing.person_id, step.involvement, item_key)
    if request.status != RequestStatus.IN_REVIEW:
        extend(work.tx, request, work.now)
        return None
    content = read(work.tx, request)
    if content.open_blocking:
        raise Refused("would_open_must", items=", ".join(i.key for i in content.open_blocking))
    seats = seats_of(work.tx, request.id, lock=True)
    opened = open_round(work.tx, work.now, request, seats, content, step.cause)
    if opened:
        turning.settle(seats, work.now)
        call(work.tx, work.now, request, seats, request.status)
    return opened

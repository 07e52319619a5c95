"""Answers checklist items in words, or sets a should-item aside with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.answer import Answer
from models.enums import AnswerStatus, Involvement, RoundCause
from workflows.approvals.item_work import Answered, ItemWork, Step, work_on_item
from workflows.ground.actor import Actor
from workflows.ground.refused import Conflict, Refused

MAX_TEXT = 20_000
STEP = Step("request:item:answered", RoundCause.ANSWER_EDITED, Involvement.ANSWERED)


@dataclass(frozen=True)
class SaveAnswer:
    """What was typed for one item; `revision` is that of the answer shown, 0 when there was none."""

    request_ref: str
    item_key: str
    text: str
    status: str
    reason: str = ""
    revision: int | None = None
    submit_id: str | None = None


def save_answer(actor: Actor, command: SaveAnswer) -> Answered:
    """Stores an answer; while the request is in review a real change opens the next round at once.

    Raises Refused beside the field that is wrong, Conflict when somebody saved the item meanwhile.
    """
    check_shape(command)
    return work_on_item(actor, command, STEP, lambda work: change_answer(work, command))


def change_answer(work: ItemWork, command: SaveAnswer) -> dict[str, Any]:
    """The change of the answer inside the act that locked the request; empty when nothing is different."""
    item = work.content.item(command.item_key)
    if command.status == AnswerStatus.NOT_NEEDED and item is not None and item.level == "must":
        raise Refused("must_cannot_be_set_aside", field="status")
    answer = _row(work, command.item_key)
    if command.revision is not None and command.revision != (answer.revision if answer.id else 0):
        raise Conflict("revision_moved", field="text")
    before = (answer.text, answer.status, answer.reason)
    after = (command.text.strip(), command.status, command.reason.strip())
    if after == before:
        return {}
    answer.text, answer.status, answer.reason = after
    # Whoever answers anew takes the answer over: it is no longer that of the version before.
    answer.inherited = ""
    answer.answered_by_id, answer.answered_at = work.standing.person_id, work.now
    work.tx.add(answer)
    work.tx.flush()
    names = ("answer", "status", "reason")
    return {name: [old, new] for name, old, new in zip(names, before, after, strict=True) if old != new}


def _row(work: ItemWork, item_key: str) -> Answer:
    found = work.tx.scalars(
        select(Answer).where(Answer.request_id == work.request.id, Answer.item_key == item_key)
    ).one_or_none()
    return found or Answer(
        request_id=work.request.id,
        item_key=item_key,
        status=AnswerStatus.NOT_STARTED.value,
        text="",
        reason="",
    )


def check_shape(command: SaveAnswer) -> None:
    """Raises Refused beside the field whose content no answer can have."""
    if command.status not in {status.value for status in AnswerStatus}:
        raise Refused("unknown_status", field="status")
    if len(command.text) > MAX_TEXT:
        raise Refused("text_too_long", field="text", most=MAX_TEXT)
    if len(command.reason) > MAX_TEXT:
        raise Refused("text_too_long", field="reason", most=MAX_TEXT)
    if command.status == AnswerStatus.NOT_NEEDED and not command.reason.strip():
        raise Refused("not_needed_reason", field="reason")

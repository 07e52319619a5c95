"""Saves an item of a request in one act: what was typed, what was uploaded, and what was taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import IO, Any, BinaryIO, cast

from models.enums import AnswerStatus
from workflows.approvals import answering, attaching
from workflows.approvals.answering import SaveAnswer, change_answer, check_shape
from workflows.approvals.attaching import AttachEvidence, RemoveEvidence, put_behind, take_away
from workflows.approvals.content import evidence_of
from workflows.approvals.evidence.naming import clean_name, shown_name
from workflows.approvals.evidence.staging import StagedFile, stage_upload
from workflows.approvals.item_work import Answered, ItemWork, Step, work_on_item
from workflows.approvals.preparing import words as words
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Several

MOST_AT_ONCE = 10
"""Files one save may bring."""

_ABOUT_FILES = {
    "evidence_empty": "upload_empty",
    "evidence_too_large": "upload_too_large",
    "evidence_name_too_long": "upload_name_too_long",
}


@dataclass(frozen=True)
class Upload:
    """A file as it comes in."""

    stream: IO[bytes]
    filename: str


@dataclass(frozen=True)
class SaveItem:
    """What stands in the editor for one item.

    An empty `status` keeps the present one. `revision` is that of the answer shown, 0 when there was none. `reuse`,
    `replaces` and `removes` are refs of evidence. `files` is filled from the uploads.
    """

    request_ref: str
    item_key: str
    text: str
    status: str = ""
    reason: str = ""
    revision: int | None = None
    reuse: tuple[str, ...] = ()
    url: str = ""
    title: str = ""
    replaces: str = ""
    removes: str = ""
    files: tuple[str, ...] = ()
    submit_id: str | None = None


def save_item(
    actor: Actor, command: SaveItem, uploads: Sequence[Upload] = (), copy: Upload | None = None
) -> Answered:
    """Stores answer and evidence of an item together or not at all; `copy` is the frozen copy of the link.

    Raises Refused beside the field that is wrong, Several for several files, Conflict when somebody saved the item
    meanwhile.
    """
    if copy is not None and not command.url.strip():
        raise Refused("copy_needs_link", field="url")
    staged = _stage(uploads)
    frozen = _stage([copy], "copy") if copy is not None else ()
    marks = tuple(one.stored.sha256 for one in (*frozen, *staged))
    whole = replace(command, files=marks)
    return work_on_item(actor, whole, _step(whole), lambda work: _save(work, actor, whole, staged, frozen))


def _stage(uploads: Sequence[Upload], field: str = "files") -> tuple[StagedFile, ...]:
    """Stores the bytes of all files, or says of each one that is refused why."""
    if len(uploads) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", field=field, most=MOST_AT_ONCE)
    staged: list[StagedFile] = []
    wrong: list[Refused] = []
    for upload in uploads:
        try:
            staged.append(stage_upload(cast(BinaryIO, upload.stream), upload.filename, field))
        except Refused as refused:
            if refused.code not in _ABOUT_FILES:
                raise
            name = shown_name(clean_name(upload.filename)[:120])
            wrong.append(Refused(_ABOUT_FILES[refused.code], field=field, name=name, **refused.params))
    if wrong:
        raise Several(wrong)
    return tuple(staged)


def _step(command: SaveItem) -> Step:
    """What the act is called: what happened to the evidence when something did, else the answer."""
    if command.files or command.reuse or command.url.strip():
        return attaching.ATTACH
    return attaching.REMOVE if command.removes else answering.STEP


def _save(
    work: ItemWork,
    actor: Actor,
    command: SaveItem,
    staged: tuple[StagedFile, ...],
    frozen: tuple[StagedFile, ...],
) -> dict[str, Any]:
    answer = _answer(work, command)
    check_shape(answer)
    changes = _change_evidence(work, actor, command, staged, frozen)
    changes |= change_answer(work, answer)
    if command.status == AnswerStatus.DONE:
        _require_something(work, command)
    return changes


def _answer(work: ItemWork, command: SaveItem) -> SaveAnswer:
    present = work.content.item(command.item_key)
    status = command.status or (present.status if present else AnswerStatus.NOT_STARTED.value)
    if not command.status and status == AnswerStatus.NOT_STARTED and command.text.strip():
        status = AnswerStatus.IN_PROGRESS.value
    return SaveAnswer(
        command.request_ref, command.item_key, command.text, status, command.reason, command.revision
    )


def _change_evidence(
    work: ItemWork,
    actor: Actor,
    command: SaveItem,
    staged: tuple[StagedFile, ...],
    frozen: tuple[StagedFile, ...],
) -> dict[str, Any]:
    request, item = command.request_ref, command.item_key
    moves: list[dict[str, Any]] = []
    if command.removes:
        moves.append(take_away(work, RemoveEvidence(request, item, command.removes)))
    if command.url.strip():
        link = AttachEvidence(request, item, url=command.url, title=command.title)
        moves.append(put_behind(work, actor, link, frozen))
    if staged or command.reuse or command.replaces:
        files = AttachEvidence(request, item, reuse=command.reuse, replaces=command.replaces)
        moves.append(put_behind(work, actor, files, staged))
    found = [move["evidence"] for move in moves if move]
    if not found:
        return {}
    gone = [before for before, _ in found if before]
    return {"evidence": [gone or None, [one for _, after in found for one in after or []] or None]}


def _require_something(work: ItemWork, command: SaveItem) -> None:
    """Raises Refused when an item is called finished that nothing answers."""
    item = work.content.item(command.item_key)
    if command.text.strip() or (item is not None and item.records):
        return
    pieces = evidence_of(work.tx, work.request.id).get(command.item_key, ())
    if not any(piece["sha256"] for piece in pieces):
        raise Refused("nothing_answers", field="text")

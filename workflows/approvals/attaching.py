"""Puts evidence behind checklist items and takes it away again; the evidence itself stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.answer_evidence import AnswerEvidence
from models.enums import Involvement, RoundCause
from models.evidence import Evidence
from workflows.approvals.evidence.intake import MAX_FILES, StagedFile, add_file, add_link
from workflows.approvals.item_work import Answered, ItemWork, Step, work_on_item
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import NotFound, Refused

ATTACH = Step("request:evidence:attached", RoundCause.EVIDENCE_REPLACED, Involvement.ATTACHED)
REMOVE = Step("request:evidence:removed", RoundCause.EVIDENCE_REPLACED, Involvement.ATTACHED)


@dataclass(frozen=True)
class AttachEvidence:
    """Refs of evidence to reuse, a link, or files that were stored before; `replaces` names what a file replaces."""

    request_ref: str
    item_key: str
    reuse: tuple[str, ...] = ()
    url: str = ""
    title: str = ""
    replaces: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class RemoveEvidence:
    """Takes one piece of evidence from one item."""

    request_ref: str
    item_key: str
    evidence_ref: str
    submit_id: str | None = None


def attach_evidence(actor: Actor, command: AttachEvidence, staged: tuple[StagedFile, ...] = ()) -> Answered:
    """Puts evidence behind an item: uploaded files, evidence that is there already, or a link with or without a copy.

    Raises Refused when nothing was given, too much, or something that is not this system's.
    """
    return work_on_item(actor, command, ATTACH, lambda work: put_behind(work, actor, command, staged))


def remove_evidence(actor: Actor, command: RemoveEvidence) -> Answered:
    """Takes evidence from an item; raises NotFound when it is not there."""
    return work_on_item(actor, command, REMOVE, lambda work: take_away(work, command))


def take_away(work: ItemWork, command: RemoveEvidence) -> dict[str, Any]:
    """Takes the piece away inside the act that locked the request; raises NotFound when it is not there."""
    row = _live(work, command.item_key).get(key_of("EV", command.evidence_ref) or 0)
    if row is None:
        raise NotFound("not_found")
    row.removed_at = work.now
    work.tx.flush()
    return {"evidence": [command.evidence_ref, None]}


def put_behind(
    work: ItemWork, actor: Actor, command: AttachEvidence, staged: tuple[StagedFile, ...]
) -> dict[str, Any]:
    """Puts the pieces behind the item inside the act that locked the request; empty when all were there."""
    there = _live(work, command.item_key)
    replaced = there.get(key_of("EV", command.replaces) or 0) if command.replaces else None
    if command.replaces and (replaced is None or len(staged) != 1):
        raise Refused("replace_one_file", field="files")
    pieces = _pieces(work, actor, command, staged, replaced.evidence_id if replaced else None)
    if not pieces:
        raise Refused("no_evidence_given", field="files")
    fresh = [piece for piece in pieces if piece.id not in there]
    if len(there) + len(fresh) > MAX_FILES:
        raise Refused("too_many_files", field="files", most=MAX_FILES)
    if replaced is not None:
        replaced.removed_at = work.now
    for piece in fresh:
        work.tx.add(
            AnswerEvidence(
                request_id=work.request.id,
                item_key=command.item_key,
                evidence_id=piece.id,
                added_by_id=work.standing.person_id,
                added_at=work.now,
            )
        )
    work.tx.flush()
    before = command.replaces or None
    return {"evidence": [before, [ref("EV", piece.id) for piece in fresh]]} if fresh else {}


def _pieces(
    work: ItemWork,
    actor: Actor,
    command: AttachEvidence,
    staged: tuple[StagedFile, ...],
    replaces_id: int | None,
) -> list[Evidence]:
    pieces = [_reused(work, one) for one in command.reuse]
    system, request = work.request.system_id, work.request.uuid
    url = command.url.strip()
    files = staged
    if url:
        # A file that comes with a link is the frozen copy of what the link showed.
        copy, files = (staged[0], staged[1:]) if staged else (None, ())
        pieces.append(
            add_link(
                work.tx,
                work.now,
                actor,
                url=url,
                copy=copy,
                title=command.title,
                system_id=system,
                request_uuid=request,
                item_key=command.item_key,
            )
        )
    for file in files:
        pieces.append(
            add_file(
                work.tx,
                work.now,
                actor,
                staged=file,
                system_id=system,
                request_uuid=request,
                item_key=command.item_key,
                replaces_id=replaces_id,
            )
        )
    return pieces


def _reused(work: ItemWork, evidence_ref: str) -> Evidence:
    key = key_of("EV", evidence_ref)
    piece = work.tx.get(Evidence, key) if key else None
    if piece is None or piece.system_id != work.request.system_id or piece.archived_at is not None:
        raise Refused("evidence_not_yours", field="reuse", ref=evidence_ref)
    return piece


def _live(work: ItemWork, item_key: str) -> dict[int, AnswerEvidence]:
    rows = work.tx.scalars(
        select(AnswerEvidence).where(
            AnswerEvidence.request_id == work.request.id,
            AnswerEvidence.item_key == item_key,
            AnswerEvidence.removed_at.is_(None),
        )
    )
    return {row.evidence_id: row for row in rows}

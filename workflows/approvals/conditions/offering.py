"""Offers that a condition is met: what was done, with evidence of the system; taken back by whoever offered it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from models.evidence import Evidence
from models.fulfilment import Fulfilment, FulfilmentEvidence
from workflows.approvals.conditions.act import Act, begin
from workflows.approvals.evidence.intake import StagedFile, add_file
from workflows.approvals.evidence.staging import stage_upload
from workflows.approvals.kinds import team_of
from workflows.approvals.preparing.saving import Upload
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put

MOST_FILES = 10
LONGEST = 5_000


@dataclass(frozen=True)
class OfferFulfilment:
    """What was done, and evidence of the same system that is there already."""

    condition_ref: str
    text: str
    reuse: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """SHA-256 of the files that come with it, filled in by `offer_with_files`."""
    submit_id: str | None = None


@dataclass(frozen=True)
class TakeBack:
    """Takes the offer back that waits for its judgement."""

    condition_ref: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Done:
    """The condition, and where it stands now."""

    ref: str
    status: str


def offer_with_files(actor: Actor, command: OfferFulfilment, uploads: Sequence[Upload]) -> Done:
    """Stores the files before any lock is held, then offers with them; raises Refused beside `files`."""
    if len(uploads) > MOST_FILES:
        raise Refused("too_many_files", field="files", most=MOST_FILES)
    staged = tuple(
        stage_upload(cast(BinaryIO, upload.stream), upload.filename, "files") for upload in uploads
    )
    marks = tuple(one.stored.sha256 for one in staged)
    return offer_fulfilment(actor, replace(command, files=marks), staged)


def offer_fulfilment(actor: Actor, command: OfferFulfilment, staged: tuple[StagedFile, ...] = ()) -> Done:
    """The owner, or somebody of the system's team, says that the condition is met and shows why.

    Raises Refused for anybody else, beside a missing text or evidence of another system, Conflict while another
    offer waits.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.condition_ref)
        act = begin(tx, actor, command.condition_ref)
        _require_side(act)
        if act.offered is not None:
            raise Conflict("condition_offered_already")
        text = command.text.strip()
        if not text:
            raise Refused("condition_offer_text", field="text")
        if len(text) > LONGEST:
            raise Refused("text_too_long", field="text", most=LONGEST)
        pieces = _pieces(act, actor, command, staged)
        offer = Fulfilment(
            uuid=uuid7(),
            condition_id=act.condition.id,
            text=text,
            by_id=act.standing.person_id,
            at=act.now,
            status="offered",
        )
        tx.add(offer)
        tx.flush()
        tx.add_all(FulfilmentEvidence(fulfilment_id=offer.id, evidence_id=piece) for piece in pieces)
        shown = [ref("EV", piece) for piece in pieces]
        act.enter(
            "condition:offered",
            {"fulfilment": [None, offer.uuid], "evidence": [None, shown]},
            {"text": text},
        )
        told = [one for one in act.judges() if one not in (act.condition.owner_id, offer.by_id)]
        put(tx, act.now, "condition:offered", ("condition", act.condition.uuid), offer.uuid, told)
        return Done(act.ref, "offered")


def take_back(actor: Actor, command: TakeBack) -> Done:
    """Whoever offered, or the owner, takes the offer back; raises Conflict when none waits."""
    with transaction() as tx:
        claim(tx, actor, command, command.condition_ref)
        act = begin(tx, actor, command.condition_ref)
        if act.offered is None:
            raise Conflict("condition_nothing_offered")
        if act.standing.person_id not in (act.offered.by_id, act.condition.owner_id):
            raise Refused("condition_not_your_offer")
        act.offered.status = "taken_back"
        act.enter("condition:taken-back", {"fulfilment": [act.offered.uuid, None]})
        return Done(act.ref, act.condition.status)


def _require_side(act: Act) -> None:
    """Raises Refused for whoever neither owns the condition nor belongs to the team."""
    me = act.standing.person_id
    if me != act.condition.owner_id and me not in team_of(act.tx, act.request, act.now).members:
        raise Refused("condition_not_yours")


def _pieces(act: Act, actor: Actor, command: OfferFulfilment, staged: tuple[StagedFile, ...]) -> list[int]:
    """Keys of the evidence that goes with the offer, new files included."""
    if len(staged) + len(command.reuse) > MOST_FILES:
        raise Refused("too_many_files", field="files", most=MOST_FILES)
    keys = [_reused(act, one) for one in dict.fromkeys(command.reuse)]
    for file in staged:
        piece = add_file(act.tx, act.now, actor, staged=file, system_id=act.request.system_id)
        keys.append(piece.id)
    return keys


def _reused(act: Act, evidence_ref: str) -> int:
    key = key_of("EV", evidence_ref)
    piece = act.tx.get(Evidence, key) if key else None
    if piece is None or piece.system_id != act.request.system_id or piece.archived_at is not None:
        raise Refused("evidence_not_yours", field="reuse", ref=evidence_ref)
    return piece.id

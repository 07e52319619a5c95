"""The discussion of a request, and the ticks that say a piece of evidence was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.answer_evidence import AnswerEvidence
from models.comment import Comment
from models.enums import Involvement
from models.evidence_tick import EvidenceTick
from models.involvement import InvolvementFact
from workflows.approvals.access import require_sight, require_standing
from workflows.approvals.locking import lock_request
from workflows.approvals.mentioning import mention
from workflows.approvals.naming import about, place
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.record import append

MAX_COMMENT = 5_000


@dataclass(frozen=True)
class Say:
    """A remark on a request, or on one of its items."""

    request_ref: str
    text: str
    item_key: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Said:
    """The request that was commented."""

    ref: str


def comment_on(actor: Actor, command: Say) -> Said:
    """Adds a remark; whoever sees the request may say something. Raises Refused for an empty or too long one."""
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        require_sight(tx, actor, request)
        _require_no_recusal(tx, request.id, standing.person_id)
        text = command.text.strip()
        if not text:
            raise Refused("comment_empty", field="text")
        if len(text) > MAX_COMMENT:
            raise Refused("text_too_long", field="text", most=MAX_COMMENT)
        tx.add(
            Comment(
                request_id=request.id,
                item_key=command.item_key[:20],
                author_id=standing.person_id,
                text=text,
                at=now,
            )
        )
        append(
            tx,
            now,
            actor,
            "request:commented",
            about=about(request, subject),
            changes={"item": [None, command.item_key]} if command.item_key else {},
            **place(request, subject),
            personal={actor.uuid: {"text": text}},
        )
        mention(tx, now, request, text, standing.person_id)
        return Said(command.request_ref)


def _require_no_recusal(tx: Session, request_id: int, person_id: int) -> None:
    """Raises Refused for whoever stepped back: they neither read nor write in the discussion any more."""
    stepped_back = select(InvolvementFact.id).where(
        InvolvementFact.request_id == request_id,
        InvolvementFact.person_id == person_id,
        InvolvementFact.what == Involvement.RECUSED.value,
    )
    if tx.scalars(stepped_back).first() is not None:
        raise Refused("bar_recused_you")


@dataclass(frozen=True)
class Tick:
    """Says that evidence was checked in the present round, or takes that back."""

    request_ref: str
    evidence_ref: str
    checked: bool = True
    submit_id: str | None = None


def tick_evidence(actor: Actor, command: Tick) -> Said:
    """Stores or removes the actor's tick; ticking again changes nothing. Raises NotFound for foreign evidence."""
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = require_standing(tx, actor, now)
        require_sight(tx, actor, request)
        if request.round_id is None:
            raise Conflict("not_in_review")
        evidence_id = key_of("EV", command.evidence_ref) or 0
        if not tx.scalars(
            select(AnswerEvidence.id)
            .where(AnswerEvidence.request_id == request.id, AnswerEvidence.evidence_id == evidence_id)
            .limit(1)
        ).first():
            raise NotFound("not_found")
        if not _store_tick(tx, request.round_id, standing.person_id, evidence_id, command.checked, now):
            return Said(command.request_ref)
        append(
            tx,
            now,
            actor,
            "request:evidence:checked" if command.checked else "request:evidence:unchecked",
            about=about(request, subject),
            changes={"evidence": [None, command.evidence_ref], "round": [None, request.round_number]},
            **place(request, subject),
        )
        return Said(command.request_ref)


def _store_tick(tx, round_id: int, person_id: int, evidence_id: int, checked: bool, now) -> bool:  # type: ignore[no-untyped-def]
    """Whether anything changed."""
    if not checked:
        gone = tx.execute(
            delete(EvidenceTick).where(
                EvidenceTick.round_id == round_id,
                EvidenceTick.person_id == person_id,
                EvidenceTick.evidence_id == evidence_id,
            )
        )
        return bool(gone.rowcount)
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    made = tx.execute(
        dialect.insert(EvidenceTick)
        .values(round_id=round_id, person_id=person_id, evidence_id=evidence_id, at=now)
        .on_conflict_do_nothing()
        .returning(EvidenceTick.evidence_id)
    )
    return made.scalar_one_or_none() is not None

"""The statements of the review page: one for each kind of thing, none inside a loop."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, Select, String, case, cast, exists, func, literal, null, or_, select
from sqlalchemy import union_all as union
from sqlalchemy.orm import Session, aliased

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.base import UtcDateTime
from models.change_point import ChangePoint
from models.comment import Comment
from models.condition import Condition
from models.evidence import Evidence
from models.evidence_tick import EvidenceTick
from models.nudge import Nudge
from models.person import Person
from models.policy_version import PolicyVersion
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.locking import request_key
from workflows.ground.refused import NotFound


@dataclass(frozen=True)
class Asked:
    """The request with what stands around it; `round` is None while nothing was handed in."""

    request: ApprovalRequest
    subject: Subject
    policy: PolicyVersion
    round: ApprovalRound | None
    nudged_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """Every round (without its bundle) and every signature in order, and the bundle the reader knew."""

    rounds: tuple[Row[Any], ...]
    signatures: tuple[Signature, ...]
    base_id: int | None
    base_bundle: str | None


@dataclass(frozen=True)
class Talk:
    """Conditions, points and remarks of a request, each in order."""

    conditions: tuple[Row[Any], ...]
    points: tuple[Row[Any], ...]
    comments: tuple[Row[Any], ...]


def asked(tx: Session, request_ref: str) -> Asked:
    """The request, its subject, policy and present round; raises NotFound."""
    row = tx.execute(
        select(ApprovalRequest, Subject, PolicyVersion, ApprovalRound, _last_nudge())
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .outerjoin(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
        .where(ApprovalRequest.id == request_key(request_ref))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return Asked(*row)


def _last_nudge() -> Any:
    found = select(func.max(Nudge.at, type_=Nudge.at.type)).where(Nudge.request_id == ApprovalRequest.id)
    return found.correlate_except(Nudge).scalar_subquery()


def history(tx: Session, request: ApprovalRequest, reader_id: int, since: str) -> History:
    """Rounds and signatures, with the bundle of the round that the reader knew (`since`, or by their acts)."""
    base = _base(request, reader_id, since).scalar_subquery()
    rows = tx.execute(
        select(
            ApprovalRound.id,
            ApprovalRound.number,
            ApprovalRound.cause,
            ApprovalRound.digest,
            ApprovalRound.note,
            ApprovalRound.submitter_id,
            ApprovalRound.at,
            case((ApprovalRound.id == base, ApprovalRound.bundle)).label("known"),
            Signature,
        )
        .outerjoin(Signature, Signature.round_id == ApprovalRound.id)
        .where(ApprovalRound.request_id == request.id)
        .order_by(ApprovalRound.number, Signature.id)
    ).all()
    rounds = {row.id: row for row in rows}
    known = next((row for row in rows if row.known is not None), None)
    return History(
        tuple(rounds.values()),
        tuple(row.Signature for row in rows if row.Signature is not None),
        known.id if known else None,
        known.known if known else None,
    )


def _base(request: ApprovalRequest, reader_id: int, since: str) -> Select[Any]:
    """The last round before the present one that the reader decided in or ticked evidence of."""
    earlier = aliased(ApprovalRound)
    query = select(func.max(earlier.id)).where(
        earlier.request_id == request.id, earlier.id < (request.round_id or 0)
    )
    if since:
        return query.where(earlier.digest == since)
    return query.where(
        or_(
            exists().where(Signature.round_id == earlier.id, Signature.person_id == reader_id),
            exists().where(EvidenceTick.round_id == earlier.id, EvidenceTick.person_id == reader_id),
        )
    )


def talk(tx: Session, request_id: int) -> Talk:
    """Conditions, points and remarks in one statement."""
    found: dict[str, list[Row[Any]]] = {"condition": [], "point": [], "comment": []}
    for row in tx.execute(union(_conditions(request_id), _points(request_id), _comments(request_id))):
        found[row.part].append(row)
    return Talk(
        tuple(sorted(found["condition"], key=lambda row: row.id)),
        tuple(sorted(found["point"], key=lambda row: row.number)),
        tuple(sorted(found["comment"], key=lambda row: row.id)),
    )


def _conditions(request_id: int) -> Any:
    return select(
        literal("condition").label("part"),
        Condition.id.label("id"),
        literal(0, BigInteger).label("number"),
        Condition.item_key.label("item"),
        Condition.text.label("text"),
        Condition.owner_id.label("person_id"),
        Condition.made_at.label("at"),
        Condition.signature_id.label("signature_id"),
        Condition.status.label("status"),
        literal("").label("answer"),
        cast(null(), BigInteger).label("by_id"),
        cast(null(), UtcDateTime).label("answered_at"),
        cast(Condition.due_on, String(10)).label("due_on"),
    ).where(Condition.request_id == request_id)


def _points(request_id: int) -> Any:
    return select(
        literal("point"),
        ChangePoint.id,
        ChangePoint.number,
        ChangePoint.item_key,
        ChangePoint.text,
        ChangePoint.owner_id,
        ChangePoint.raised_at,
        ChangePoint.signature_id,
        literal(""),
        ChangePoint.answer,
        ChangePoint.answered_by_id,
        ChangePoint.answered_at,
        literal(""),
    ).where(ChangePoint.request_id == request_id)


def _comments(request_id: int) -> Any:
    return select(
        literal("comment"),
        Comment.id,
        literal(0, BigInteger),
        Comment.item_key,
        Comment.text,
        Comment.author_id,
        Comment.at,
        cast(null(), BigInteger),
        literal(""),
        literal(""),
        cast(null(), BigInteger),
        cast(null(), UtcDateTime),
        literal(""),
    ).where(Comment.request_id == request_id)


def names_of(tx: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names by key."""
    wanted = sorted({one for one in ids if one is not None})
    if not wanted:
        return {}
    return dict(tx.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all())


def evidence_row(tx: Session, evidence_id: int) -> tuple[Evidence, str] | None:
    """One piece of evidence with the name of who put it forward."""
    found = tx.execute(
        select(Evidence, Person.name)
        .outerjoin(Person, Person.id == Evidence.added_by_id)
        .where(Evidence.id == evidence_id)
    ).one_or_none()
    return (found[0], found[1] or "") if found else None

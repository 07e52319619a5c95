"""The rows behind minutes, each kind in one statement, and the names of everybody they name by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda_item import AgendaItem
from models.approval_request import ApprovalRequest
from models.attendance import Attendance
from models.committee_session import CommitteeSession
from models.item_conflict import ItemConflict
from models.motion import Motion
from models.person import Person
from models.signature import Signature
from models.vote import Vote
from models.vote_use import VoteUse


@dataclass(frozen=True)
class Facts:
    """Everything that was read of a session, by what it belongs to."""

    names: Mapping[int, str]
    conflicts: Mapping[int, list[ItemConflict]]
    motions: Mapping[int, list[Motion]]
    votes: Mapping[int, list[tuple[Vote, str]]]
    requests: Mapping[int, ApprovalRequest]

    def name(self, person_id: int | None) -> str:
        """Somebody's name; empty for nobody."""
        return self.names.get(person_id, "") if person_id is not None else ""


def facts_of(
    tx: Session, session: CommitteeSession, items: Iterable[AgendaItem], came: Iterable[Attendance]
) -> Facts:
    """Everything of a session that its minutes tell."""
    keys = [item.id for item in items]
    conflicts = tx.scalars(
        select(ItemConflict).where(ItemConflict.item_id.in_(keys)).order_by(ItemConflict.id)
    ).all()
    motions = tx.scalars(select(Motion).where(Motion.item_id.in_(keys)).order_by(Motion.id)).all()
    votes: dict[int, list[tuple[Vote, str]]] = {}
    for vote, seal in tx.execute(
        select(Vote, Signature.seal)
        .outerjoin(VoteUse, VoteUse.vote_id == Vote.id)
        .outerjoin(Signature, Signature.id == VoteUse.signature_id)
        .where(Vote.motion_id.in_([motion.id for motion in motions]))
        .order_by(Vote.id)
    ):
        votes.setdefault(vote.motion_id, []).append((vote, seal or ""))
    wanted = [item.request_id for item in items if item.request_id is not None]
    requests = tx.scalars(select(ApprovalRequest).where(ApprovalRequest.id.in_(wanted))).all()
    return Facts(
        names=_names(tx, session, came, conflicts, motions, votes),
        conflicts=_by(conflicts, "item_id"),
        motions=_by(motions, "item_id"),
        votes=votes,
        requests={request.id: request for request in requests},
    )


def _names(
    tx: Session,
    session: CommitteeSession,
    came: Iterable[Attendance],
    conflicts: Iterable[ItemConflict],
    motions: Iterable[Motion],
    votes: Mapping[int, list[tuple[Vote, str]]],
) -> dict[int, str]:
    """The names of everybody who is named by key only."""
    keys = {session.chair_id, session.secretary_id}
    for one in came:
        keys |= {one.person_id, one.in_place_of_id}
    keys |= {one.person_id for one in conflicts} | {one.moved_by_id for one in motions}
    for cast in votes.values():
        keys |= {vote.person_id for vote, _seal in cast} | {vote.in_place_of_id for vote, _seal in cast}
    known = sorted(key for key in keys if key is not None)
    rows = tx.execute(select(Person.id, Person.name).where(Person.id.in_(known)))
    return {row.id: row.name for row in rows}


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    return found

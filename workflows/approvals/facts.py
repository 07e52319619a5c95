"""Loads what the evaluator needs to know about persons and a request, in a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, literal, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from models.admission import Admission
from models.approval_request import ApprovalRequest
from models.enums import Involvement
from models.evidence_tick import EvidenceTick
from models.involvement import InvolvementFact
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.kinds import Team, fold_team, kind_of
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.words import role_label
from workflows.approvals.rules import RequestFacts, SeatView
from workflows.approvals.tally import SeatState


def seats_of(tx: Session, request_id: int, lock: bool = False) -> list[Seat]:
    """The seats of a request in order; read anew and locked for an act."""
    query = select(Seat).where(Seat.request_id == request_id).order_by(Seat.step, Seat.id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return list(tx.scalars(query))


def view(seat: Seat) -> SeatView:
    """A seat as the evaluator sees it."""
    return SeatView(
        id=seat.id,
        key=seat.key,
        role=seat.role,
        role_label=role_label(seat.all_roles),
        mode=seat.mode,
        status=seat.status,
        holder_id=seat.holder_id,
        for_id=seat.for_id,
        also=seat.further_roles,
    )


def holders_of(seats: Iterable[Seat]) -> dict[int, int]:
    """Who fills which seat; a signature by delegation counts as a live seat of both."""
    live = [seat for seat in seats if seat.holder_id is not None]
    own = {seat.holder_id: seat.id for seat in live if seat.holder_id is not None}
    return own | {seat.for_id: seat.id for seat in live if seat.for_id is not None}


def state(seat: Seat) -> SeatState:
    """A seat as counting sees it."""
    return SeatState(
        id=seat.id,
        key=seat.key,
        role=seat.role,
        step=seat.step,
        mode=seat.mode,
        status=seat.status,
        decision=seat.decision,
        group_key=seat.group_key,
        group_needs=seat.group_needs,
        veto=seat.veto,
        also=seat.further_roles,
    )


class Facts:
    """The evaluator's facts of one request, with what the signer has ticked in its present round."""

    def __init__(self, request: RequestFacts, ticked: frozenset[int]) -> None:
        self.request = request
        self.ticked = ticked


def load_facts(
    tx: Session,
    subject: Subject,
    request: ApprovalRequest,
    body: PolicyBody,
    seats: Sequence[Seat],
    at: datetime,
    ticks_of: int | None = None,
) -> Facts:
    """Everything section 4 asks about, as it stands now; `ticks_of` also reads that person's ticked evidence."""
    parts = [*_selects(request.id, request.round_id, ticks_of), *kind_of(request).team_rows(request, at)]
    rows = tx.execute(union_all(*parts)).all()
    return _facts(subject, request, body, seats, fold_team(rows), rows)


def _selects(request_id: int, round_id: int | None, ticks_of: int | None) -> list[Select[*tuple[Any, ...]]]:
    parts: list[Select[*tuple[Any, ...]]] = [
        select(
            InvolvementFact.what,
            InvolvementFact.person_id,
            InvolvementFact.about,
            InvolvementFact.role,
        ).where(InvolvementFact.request_id == request_id),
        select(
            literal("admitted"), Admission.person_id, sql_cast(Admission.seat_id, String(80)), literal("")
        ).where(Admission.request_id == request_id),
    ]
    if ticks_of is not None:
        parts.append(
            select(
                literal("ticked"),
                EvidenceTick.person_id,
                sql_cast(EvidenceTick.evidence_id, String(80)),
                literal(""),
            ).where(EvidenceTick.round_id == (round_id or 0), EvidenceTick.person_id == ticks_of)
        )
    return parts


def _facts(
    subject: Subject,
    request: ApprovalRequest,
    body: PolicyBody,
    seats: Sequence[Seat],
    team: Team,
    rows: Iterable[Sequence[object]],
) -> Facts:
    by: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    roles: dict[int, set[str]] = defaultdict(set)
    for what, person, about, role in rows:
        key = int(str(person))
        by[str(what)][key].add(str(about))
        if what == Involvement.WROTE_RECORD:
            roles[key].add(str(role))
    answered = _joined(by[Involvement.ANSWERED], by[Involvement.ATTACHED])
    admitted = {(int(seat), key) for key, ids in by["admitted"].items() for seat in ids}
    facts = RequestFacts(
        first_submitted_at=request.first_submitted_at,
        scope_keys=frozenset(json.loads(subject.scope_keys)),
        submitters=_joined(by[Involvement.SUBMITTED]),
        answered=answered,
        built=dict(team.builders),
        team=team.members,
        recused=frozenset(by[Involvement.RECUSED]),
        wrote={key: frozenset(found) for key, found in roles.items()},
        wrote_refs=_joined(by[Involvement.WROTE_RECORD]),
        holders=holders_of(seats),
        admitted=frozenset(admitted),
        seats_from_staff_only=not body.contractor_seats,
        gate=request.gate,
    )
    return Facts(facts, frozenset(int(one) for ids in by["ticked"].values() for one in ids))


def _joined(*parts: dict[int, set[str]]) -> dict[int, str]:
    together: dict[int, set[str]] = defaultdict(set)
    for part in parts:
        for key, values in part.items():
            together[key] |= values
    return {key: ", ".join(sorted(values)) for key, values in together.items()}

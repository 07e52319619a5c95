"""Whose turn each request of a list is, said by the one function for all of them in two statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import Session

from models.admission import Admission
from models.approval_request import ApprovalRequest
from models.enums import Involvement, PersonKind, RequestStatus, SeatStatus
from models.involvement import InvolvementFact
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.system_version import SystemVersion
from models.team_member import TeamMember
from models.version_builder import VersionBuilder
from workflows.approvals.facts import holders_of, view
from workflows.approvals.home.lending import lent_seats_of
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import role_label
from workflows.approvals.pool.claims import taken
from workflows.approvals.pool.reach import lost_groups
from workflows.approvals.rules import RequestFacts, bars
from workflows.approvals.sealing import signed_by
from workflows.approvals.turns import Turn, TurnFacts, TurnSeat, turn_of
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing

LEAD = "ai_governance_lead"


def turns_of(tx: Session, reader: SignedIn, rows: Sequence[Any], now: datetime) -> dict[int, Turn]:
    """The turn of each row of the list by the request's key, for this reader."""
    requests = [row.ApprovalRequest for row in rows]
    if not requests:
        return {}
    me, seats = standing_of_reader(reader), _seats(tx, requests)
    mine = _about_me(tx, reader.id, requests)
    staff_only = _staff_only(tx, reader, requests)
    lent = lent_seats_of(tx, reader.id, now)
    return {
        row.ApprovalRequest.id: _turn(row, me, seats[row.ApprovalRequest.id], mine, staff_only, lent, now)
        for row in rows
    }


def standing_of_reader(person: SignedIn) -> Standing:
    """Whoever is signed in, as the evaluator knows people; their grants were read with the session."""
    return Standing(
        person.id,
        person.uuid,
        person.name,
        person.email,
        person.kind,
        True,
        person.is_administrator,
        person.grants,
    )


def _seats(tx: Session, requests: Sequence[ApprovalRequest]) -> dict[int, list[Seat]]:
    """Seats whose turn it is, and those the reader may already hold, by request."""
    found: dict[int, list[Seat]] = defaultdict(list)
    ids = [one.id for one in requests if one.status == RequestStatus.IN_REVIEW]
    for seat in tx.scalars(select(Seat).where(Seat.request_id.in_(ids)).order_by(Seat.step, Seat.id)):
        found[seat.request_id].append(seat)
    return found


def _about_me(
    tx: Session, me: int, requests: Sequence[ApprovalRequest]
) -> Mapping[tuple[str, int], list[tuple[str, str]]]:
    """What section 4 asks about the reader, in one statement: (what, key) to (about, role)."""
    ids, systems = [one.id for one in requests], {one.system_id for one in requests}
    subjects = {one.subject_id for one in requests}
    found: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    parts = [
        select(
            InvolvementFact.what, InvolvementFact.request_id, InvolvementFact.about, InvolvementFact.role
        ).where(InvolvementFact.request_id.in_(ids), InvolvementFact.person_id == me),
        select(
            literal("admitted"), Admission.request_id, cast(Admission.seat_id, String(80)), literal("")
        ).where(Admission.request_id.in_(ids), Admission.person_id == me),
        select(literal("team"), TeamMember.system_id, literal(""), literal("")).where(
            TeamMember.system_id.in_(systems), TeamMember.person_id == me, TeamMember.ended_at.is_(None)
        ),
        select(literal("built"), SystemVersion.subject_id, VersionBuilder.what, literal(""))
        .join(SystemVersion, SystemVersion.id == VersionBuilder.version_id)
        .where(SystemVersion.subject_id.in_(subjects), VersionBuilder.person_id == me),
    ]
    for what, key, about, role in tx.execute(union_all(*parts)):
        found[str(what), int(key)].append((str(about), str(role)))
    return found


def _staff_only(tx: Session, reader: SignedIn, requests: Sequence[ApprovalRequest]) -> frozenset[int]:
    """Policy versions that keep their seats for employees; asked only where the reader is none."""
    if reader.kind == PersonKind.EMPLOYEE:
        return frozenset()
    wanted = {one.policy_version_id for one in requests}
    rows = tx.execute(
        select(PolicyVersion.id, PolicyVersion.body).where(PolicyVersion.id.in_(sorted(wanted)))
    )
    return frozenset(key for key, body in rows if not load(body).contractor_seats)


def _turn(
    row: Any,
    me: Standing,
    seats: Sequence[Seat],
    mine: Mapping[tuple[str, int], list[tuple[str, str]]],
    staff_only: frozenset[int],
    lent: Mapping[int, str],
    now: datetime,
) -> Turn:
    request: ApprovalRequest = row.ApprovalRequest
    in_team = row.owner_id == me.person_id or ("team", request.system_id) in mine
    facts = _facts(row, me, seats, mine, in_team, request.policy_version_id in staff_only)
    ready = [seat for seat in seats if seat.status == SeatStatus.OPEN and seat.turn_since is not None]
    return turn_of(
        TurnFacts(
            status=request.status,
            turn_since=request.turn_since,
            now=now,
            on_hold=request.on_hold,
            expires_at=request.expires_at,
            detail=request.detail,
            seats=[
                TurnSeat(
                    signed_by(role_label(seat.all_roles), "" if own else lent.get(seat.id, "")),
                    seat.turn_since,
                    own or seat.id in lent,
                )
                for seat, own in ((seat, _own(me, seat, facts, now)) for seat in ready)
            ],
            team=[row.owner],
            in_team=in_team or ("built", request.subject_id) in mine,
            leads=me.holds(LEAD, facts.scope_keys),
            round_number=request.round_number,
            cause=row.cause or "",
            handed_in_by=row.sender or "",
            points_open=row.points_open,
            points=row.points,
            lost=[role_label(seat.all_roles) for seat in lost_groups(seats)],
        )
    )


def _own(me: Standing, seat: Seat, facts: RequestFacts, now: datetime) -> bool:
    """Whether the reader may fill the seat in their own name."""
    return not taken(seat, me.person_id, now) and not bars(me, view(seat), facts)


def _facts(
    row: Any,
    me: Standing,
    seats: Sequence[Seat],
    mine: Mapping[tuple[str, int], list[tuple[str, str]]],
    in_team: bool,
    staff_only: bool,
) -> RequestFacts:
    """The evaluator's facts as far as they are about the reader; of others it asks nothing here."""
    request: ApprovalRequest = row.ApprovalRequest
    key = me.person_id

    def said(what: str, of: int) -> dict[int, str]:
        found = [about for about, _ in mine.get((what, of), ())]
        return {key: ", ".join(found)} if found else {}

    wrote = mine.get((Involvement.WROTE_RECORD.value, request.id), [])
    return RequestFacts(
        first_submitted_at=request.first_submitted_at,
        scope_keys=frozenset(json.loads(row.scope_keys)),
        submitters=said(Involvement.SUBMITTED.value, request.id),
        answered=said(Involvement.ANSWERED.value, request.id) | said(Involvement.ATTACHED.value, request.id),
        built=said("built", request.subject_id),
        team=frozenset({key}) if in_team else frozenset(),
        recused=frozenset(said(Involvement.RECUSED.value, request.id)),
        wrote={key: frozenset(role for _, role in wrote)} if wrote else {},
        wrote_refs={key: ", ".join(about for about, _ in wrote)} if wrote else {},
        holders=holders_of(seats),
        admitted=frozenset((int(seat), key) for seat, _ in mine.get(("admitted", request.id), ())),
        seats_from_staff_only=staff_only,
    )

"""Reads the hits with everything that says whose turn it is, in one statement, and asks the evaluator and the turn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select, union_all
from sqlalchemy.orm import Session, aliased

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.change_point import ChangePoint
from models.condition import Condition
from models.enums import RequestStatus, SeatStatus
from models.organisation import Organisation
from models.person import Person
from models.role_grant import RoleGrant
from models.seat import Seat
from models.snooze import Snooze
from models.subject import Subject
from models.system_version import SystemVersion
from workflows.approvals.facts import view
from workflows.approvals.home import judging
from workflows.approvals.home.aside import aside_until, of_reader
from workflows.approvals.home.condition_hits import JUDGE, ORPHAN
from workflows.approvals.home.hits import CONDITION, LEAD, LOST, SEAT, SOMEBODY, TEAM
from workflows.approvals.home.lent_hits import LENT, delegator_of
from workflows.approvals.home.lines import Row
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.rules import RequestFacts, bars
from workflows.approvals.sealing import signed_by
from workflows.approvals.turns import Turn, TurnFacts, TurnSeat, turn_of
from workflows.ground.ids import ref
from workflows.people.days import day_of, zone_of
from workflows.people.standing import Grant, Standing, has_access, in_force

_THINGS: tuple[Any, ...] = (
    ApprovalRequest,
    Subject.label,
    Subject.scope_keys,
    ApprovalRound.cause,
    ApprovalRound.at.label("round_at"),
    Seat,
    RoleGrant,
    Condition,
    Snooze,
)
"""What a hit is about, as it stands."""


def read(tx: Session, parts: Sequence[Select[Any]], me: int = 0) -> list[Any]:
    """One row for each hit, with its request, seat or condition, and every fact about the person it names.

    `me` is the reader whose rows put aside are told.
    """
    hits = union_all(*(select(part.subquery()) for part in parts)).cte("hits")
    holder, opener, sender, lender = (aliased(Person) for _ in range(4))
    return list(
        tx.execute(
            select(
                hits.c.what,
                hits.c.person_id,
                *_THINGS,
                holder.name.label("holder"),
                lender.name.label("lender"),
                holder.kind.label("holder_kind"),
                holder.active.label("holder_active"),
                holder.ends_on.label("holder_ends_on"),
                opener.name.label("opener"),
                sender.name.label("sender"),
                _points(None).label("points"),
                _points(ChangePoint.answered_at.is_(None)).label("points_open"),
                select(Organisation.zone).limit(1).scalar_subquery().label("org_zone"),
                _version().label("version_id"),
                *judging.flags(hits.c.person_id, holder.kind),
            )
            .select_from(hits)
            .join(ApprovalRequest, ApprovalRequest.id == hits.c.request_id)
            .join(Subject, Subject.id == ApprovalRequest.subject_id)
            .outerjoin(Seat, and_(Seat.id == hits.c.key_id, hits.c.what != CONDITION))
            .outerjoin(Condition, and_(Condition.id == hits.c.key_id, hits.c.what == CONDITION))
            .outerjoin(Snooze, of_reader(me, hits.c.what))
            .outerjoin(RoleGrant, RoleGrant.id == hits.c.grant_id)
            .outerjoin(holder, holder.id == hits.c.person_id)
            .outerjoin(lender, lender.id == Seat.for_id)
            .outerjoin(opener, opener.id == ApprovalRequest.opened_by_id)
            .outerjoin(ApprovalRound, ApprovalRound.id == ApprovalRequest.round_id)
            .outerjoin(sender, sender.id == ApprovalRound.submitter_id)
        )
    )


def _version() -> Any:
    """The version behind the subject, where it is one."""
    found = select(SystemVersion.id).where(SystemVersion.subject_id == ApprovalRequest.subject_id)
    return found.correlate_except(SystemVersion).scalar_subquery()


def _points(which: Any) -> Any:
    counted = select(func.count(ChangePoint.id)).where(ChangePoint.request_id == ApprovalRequest.id)
    counted = counted if which is None else counted.where(which)
    return counted.correlate_except(ChangePoint).scalar_subquery()


def request_row(rows: Sequence[Any], me: Standing, now: datetime) -> Row:
    """One request out of all its hits: the one function says whose turn it is."""
    first = rows[0]
    request: ApprovalRequest = first.ApprovalRequest
    turn = turn_of(
        TurnFacts(
            status=request.status,
            turn_since=request.turn_since,
            now=now,
            on_hold=request.on_hold,
            expires_at=request.expires_at,
            detail=request.detail,
            seats=_seats(rows, me, now),
            team=[first.opener] if first.opener else [],
            in_team=any(row.what == TEAM for row in rows),
            leads=me.holds(LEAD, json.loads(first.scope_keys)),
            round_number=request.round_number,
            cause=first.cause or "",
            handed_in_by=first.sender or "",
            points_open=first.points_open,
            points=first.points,
            lost=[role_label(row.Seat.all_roles) for row in rows if row.what == LOST],
        )
    )
    own = ref("REQ", request.id)
    return Row(
        own,
        own,
        first.label,
        *_words(request),
        request.status,
        _due(request),
        turn,
        aside_until=aside_until(first, now),
        asked=any(row.what == SEAT and row.Seat.assigned_to_id == me.person_id for row in rows),
    )


_OWN = ("turn_you_owner", "turn_condition")
_CONDITION_TURNS = {
    JUDGE: ("turn_you_judge", "turn_condition_offered"),
    ORPHAN: ("turn_you_lead", "turn_condition_orphan"),
}


def condition_row(row: Any) -> Row:
    """A condition that its owner has to meet, that the reader judges, or whose owner has left."""
    request, condition = row.ApprovalRequest, row.Condition
    end = datetime.combine(condition.due_on + timedelta(days=1), time.min, zone_of(row.org_zone)) - timedelta(
        minutes=1
    )
    return Row(
        ref("COND", condition.id),
        ref("REQ", request.id),
        row.label,
        *_words(request),
        request.status,
        end,
        Turn(*_CONDITION_TURNS.get(row.person_id, _OWN), condition.made_at, True),
        condition.text,
        condition.due_on,
    )


def _words(request: ApprovalRequest) -> tuple[str, str, str]:
    return request.gate, gate_label(request.gate), request.tier


def _seats(rows: Sequence[Any], me: Standing, now: datetime) -> list[TurnSeat]:
    by_seat: dict[int, list[Any]] = {}
    for row in rows:
        if row.Seat is not None and row.Seat.status == SeatStatus.OPEN and row.Seat.turn_since:
            by_seat.setdefault(row.Seat.id, []).append(row)
    return [_seat(found, me, now) for _, found in sorted(by_seat.items())]


def _seat(rows: Sequence[Any], me: Standing, now: datetime) -> TurnSeat:
    """A seat whose turn it is: mine, somebody's, or nobody's (then all who perhaps could were asked in vain)."""
    seat = rows[0].Seat
    own = any(row.what == SEAT and not _bars(row, me) for row in rows)
    lender = "" if own else delegator_of(rows, lambda row: may(row, now))
    mine = own or bool(lender)
    asked = [row for row in rows if row.what not in (SEAT, LENT)]
    sure = mine or not asked or any(row.person_id == SOMEBODY for row in asked)
    fillable = sure or any(may(row, now) for row in asked)
    return TurnSeat(signed_by(role_label(seat.all_roles), lender), seat.turn_since, mine, fillable)


def may(row: Any, now: datetime) -> bool:
    """Whether the holder that a hit names may fill its seat."""
    grant, day = row.RoleGrant, day_of(now, row.org_zone)
    if grant is None or not in_force(grant.starts_on, grant.ends_on, day):
        return False
    held = Grant(grant.id, grant.role, grant.scope_key, grant.granted_at, grant.starts_on, grant.ends_on)
    active = has_access(row.holder_active, row.holder_ends_on, day)
    return not _bars(row, Standing(row.person_id, "", "", "", row.holder_kind, active, False, (held,)))


def _bars(row: Any, person: Standing) -> bool:
    return bool(bars(person, view(row.Seat), _facts(row)))


def _facts(row: Any) -> RequestFacts:
    """What section 4 asks, about the one person of the hit."""
    who, seat = row.person_id, row.Seat
    yes = {who: "yes"}
    return RequestFacts(
        first_submitted_at=row.ApprovalRequest.first_submitted_at,
        scope_keys=frozenset(json.loads(row.scope_keys)),
        submitters=yes if row.is_submitted else {},
        answered=yes if row.is_answered else {},
        built=yes if row.is_built else {},
        team=frozenset({who}) if row.is_team else frozenset(),
        recused=frozenset({who}) if row.is_recused else frozenset(),
        wrote={who: frozenset({seat.role if row.is_wrote_here else ""})} if row.is_wrote else {},
        holders={who: row.held_seat} if row.held_seat is not None else {},
        admitted=frozenset({(seat.id, who)}) if row.is_admitted else frozenset(),
        seats_from_staff_only=row.policy_body is not None and not load(row.policy_body).contractor_seats,
    )


def _due(request: ApprovalRequest) -> datetime | None:
    """When the seats are due; the clock stands while the team has the request."""
    return request.due_at if request.status == RequestStatus.IN_REVIEW else None

"""Says in SQL what the evaluator asks about a person and a seat, so that many requests are judged in one statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from models.admission import Admission
from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import Involvement, PersonKind
from models.involvement import InvolvementFact
from models.person import Person
from models.policy_version import PolicyVersion
from models.role_grant import RoleGrant
from models.seat import Seat
from models.subject import Subject
from models.system_version import SystemVersion
from models.team_member import TeamMember
from models.version_builder import VersionBuilder
from workflows.approvals.open_work import in_review, waits
from workflows.approvals.policies.vocabulary import ORGANISATION

_BARRING = {
    "submitted": (Involvement.SUBMITTED,),
    "answered": (Involvement.ANSWERED, Involvement.ATTACHED),
    "recused": (Involvement.RECUSED,),
    "wrote": (Involvement.WROTE_RECORD,),
}


def flags(person: Any, kind: Any) -> list[ColumnElement[Any]]:
    """Columns about one person, one seat and one request: everything section 4 asks, correlated with the row."""
    columns: list[ColumnElement[Any]] = [
        involved(person, *whats).label(f"is_{name}") for name, whats in _BARRING.items()
    ]
    here = involved(person, Involvement.WROTE_RECORD, role=Seat.role)
    admitted = exists().where(Admission.seat_id == Seat.id, Admission.person_id == person)
    policy = select(PolicyVersion.body).where(PolicyVersion.id == ApprovalRequest.policy_version_id)
    held = aliased(Seat)
    other = select(func.min(held.id)).where(held.request_id == ApprovalRequest.id, _fills(held, person))
    return [
        *columns,
        here.label("is_wrote_here"),
        in_team(person).label("is_team"),
        built(person).label("is_built"),
        admitted.correlate_except(Admission).label("is_admitted"),
        other.correlate_except(held).scalar_subquery().label("held_seat"),
        # Only somebody from outside is asked whether the policy keeps its seats for staff.
        case(
            (kind != PersonKind.EMPLOYEE.value, policy.correlate_except(PolicyVersion).scalar_subquery())
        ).label("policy_body"),
    ]


def involved(person: Any, *whats: Involvement, role: Any = None) -> ColumnElement[bool]:
    """Whether the person did one of these in the request of the row; without any named, whether they did anything."""
    found = exists().where(
        InvolvementFact.request_id == ApprovalRequest.id, InvolvementFact.person_id == person
    )
    if whats:
        found = found.where(InvolvementFact.what.in_([what.value for what in whats]))
    found = found if role is None else found.where(InvolvementFact.role == role)
    return found.correlate_except(InvolvementFact)


def in_team(person: Any) -> ColumnElement[bool]:
    """Whether the person is of the team of the system of the row, its owner included."""
    member = exists().where(
        TeamMember.system_id == ApprovalRequest.system_id,
        TeamMember.person_id == person,
        TeamMember.ended_at.is_(None),
    )
    owner = exists().where(AiSystem.id == ApprovalRequest.system_id, AiSystem.owner_id == person)
    # What is the organisation's own has no team but whoever opened it.
    opened = and_(ApprovalRequest.system_id == ORGANISATION, ApprovalRequest.opened_by_id == person)
    return or_(member.correlate_except(TeamMember), owner.correlate_except(AiSystem), opened)


def built(person: Any) -> ColumnElement[bool]:
    """Whether the person is recorded as having built the version of the row."""
    found = exists().where(
        SystemVersion.subject_id == ApprovalRequest.subject_id,
        VersionBuilder.version_id == SystemVersion.id,
        VersionBuilder.person_id == person,
    )
    return found.correlate_except(SystemVersion, VersionBuilder)


def holds_seat(person: Any) -> ColumnElement[bool]:
    """Whether the person's live signature stands in a seat of the request of the row."""
    held = aliased(Seat)
    found = exists().where(held.request_id == ApprovalRequest.id, _fills(held, person))
    return found.correlate_except(held)


def _fills(held: Any, person: Any) -> ColumnElement[bool]:
    """A signature by delegation counts as a live seat of both."""
    return or_(held.holder_id == person, held.for_id == person)


def reaches(scope_key: Any) -> ColumnElement[bool]:
    """Whether a grant of that scope reaches the subject of the row; scopes hold no wildcard."""
    return Subject.scope_keys.contains(literal('"') + scope_key + literal('"'))


def on_turn(now: datetime) -> ColumnElement[bool]:
    """Whether the seat of the row can be filled now: the request is in review, not on hold and not over."""
    return and_(
        waits(),
        in_review(),
        goes_on(now),
    )


def goes_on(now: datetime) -> ColumnElement[bool]:
    """Whether the request of the row is neither on hold nor out of time."""
    return and_(
        ApprovalRequest.on_hold.is_(False),
        or_(ApprovalRequest.expires_at.is_(None), ApprovalRequest.expires_at > now),
    )


def surely_fillable(now: datetime) -> ColumnElement[bool]:
    """Whether somebody certainly may fill the seat of the row: stricter than the evaluator, never laxer.

    What is not certain here is put to the evaluator; so no seat that nobody can fill is passed over, and lists stay
    short however many requests there are.
    """
    grant, person = aliased(RoleGrant), aliased(Person)
    before, after = now.date() - timedelta(days=1), now.date() + timedelta(days=1)
    found = exists().where(
        grant.role == Seat.role,
        grant.revoked_at.is_(None),
        grant.starts_on <= before,
        or_(grant.ends_on.is_(None), grant.ends_on >= after),
        grant.granted_at <= func.coalesce(ApprovalRequest.first_submitted_at, grant.granted_at),
        reaches(grant.scope_key),
        person.id == grant.person_id,
        person.active,
        person.kind == PersonKind.EMPLOYEE.value,
        or_(person.ends_on.is_(None), person.ends_on >= after),
        ~involved(person.id),
        ~in_team(person.id),
        ~built(person.id),
        ~holds_seat(person.id),
    )
    # Whether somebody holds every role of a merged seat is left to the evaluator.
    return and_(Seat.also == "[]", found.correlate_except(grant, person))

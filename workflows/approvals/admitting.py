"""Admits a person whose grant came after the submission to one open seat: that is how a leaver is replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.admission import Admission
from models.enums import SeatStatus
from models.person import Person
from models.policy_version import PolicyVersion
from models.role_grant import RoleGrant
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.access import require_sight, require_standing, roles_in
from workflows.approvals.facts import load_facts, seats_of, view
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import is_final
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.rules import Bar, RequestFacts, bars
from workflows.approvals.words import say_bar
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.standing import Standing, holders, standing_of
from workflows.record import append

ADMITTERS = ("ai_governance_lead", "committee_chair", "top_management")
"""Who admits: the first of these roles none of whose holders at hand is involved."""


@dataclass(frozen=True)
class Admit:
    """Lets a person with a later grant sign one open seat."""

    request_ref: str
    seat_key: str
    person_id: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Admitted:
    """The request whose seat has one more possible signer."""

    ref: str
    seat_key: str


def admit_signer(actor: Actor, command: Admit) -> Admitted:
    """Admits a person by an uninvolved governance lead, chair or top management (rule 7 of section 4).

    Raises Refused naming what stands against it.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        admitter = require_standing(tx, actor, now)
        require_sight(tx, actor, request)
        if is_final(request.status) or request.first_submitted_at is None:
            raise Conflict("not_in_review_now", status=request.status)
        seats = seats_of(tx, request.id, lock=True)
        seat = next((s for s in seats if s.key == command.seat_key), None)
        person = standing_of(tx, command.person_id, now)
        if seat is None or person is None:
            raise NotFound("not_found")
        if seat.status != SeatStatus.OPEN:
            raise Conflict("seat_taken")
        if not command.reason.strip():
            raise Refused("admit_reason", field="reason")
        facts = load_facts(
            tx, subject, request, load(tx.get_one(PolicyVersion, request.policy_version_id).body), seats, now
        ).request
        _require_admitter(tx, subject, admitter, person, facts, seats)
        _require_admissible(tx, seat, admitter, person, facts)
        tx.add(
            Admission(
                request_id=request.id,
                seat_id=seat.id,
                person_id=person.person_id,
                admitted_by_id=admitter.person_id,
                reason=command.reason.strip(),
                at=now,
            )
        )
        append(
            tx,
            now,
            actor,
            "seat:signer:admitted",
            about=about(request, subject),
            changes={"seat": [None, seat.role], "person": [None, person.uuid]},
            **place(request, subject),
            personal={person.uuid: {"name": person.name}, actor.uuid: {"reason": command.reason.strip()}},
        )
        put(
            tx,
            now,
            "seat:signer:admitted",
            ("request", request.uuid),
            f"seat:{seat.uuid}",
            [person.person_id],
        )
        return Admitted(command.request_ref, command.seat_key)


def involved(person: Standing, subject: Subject, facts: RequestFacts, seats: Sequence[Seat]) -> bool:
    """Whether somebody submits, builds, is in the team, recused, wrote a record or holds a seat's role."""
    key = person.person_id
    return (
        key in facts.submitters
        or key in facts.answered
        or key in facts.built
        or key in facts.team
        or key in facts.recused
        or key in facts.wrote
        or bool(roles_in(person, subject) & {seat.role for seat in seats})
    )


def admitters(
    people: Iterable[Standing], person_id: int, subject: Subject, facts: RequestFacts, seats: Sequence[Seat]
) -> frozenset[int]:
    """Who of these people may admit that person: the lead; the chair when the lead is involved; top management."""
    known = list(people)
    for role in ADMITTERS:
        free = frozenset(
            one.person_id
            for one in known
            if one.holds(role, facts.scope_keys)
            and one.person_id != person_id
            and not involved(one, subject, facts, seats)
        )
        if free:
            return free
    return frozenset()


def _require_admitter(
    tx: Session,
    subject: Subject,
    admitter: Standing,
    person: Standing,
    facts: RequestFacts,
    seats: Sequence[Seat],
) -> None:
    people = holders(tx, set(ADMITTERS), facts.scope_keys, clock.now(tx))
    if admitter.person_id not in admitters(people, person.person_id, subject, facts, seats):
        raise Refused("not_an_admitter")


def _require_admissible(
    tx: Session, seat: Seat, admitter: Standing, person: Standing, facts: RequestFacts
) -> None:
    against: list[Bar] = [b for b in bars(person, view(seat), facts) if b.code != "bar_late_grant"]
    if against:
        raise Refused(say_bar(against[0]), field="person_id", **dict(against[0].params))
    grantors = set(
        tx.scalars(
            select(RoleGrant.granted_by_id)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.person_id == person.person_id,
                RoleGrant.role == seat.role,
                RoleGrant.revoked_at.is_(None),
            )
        )
    )
    barred = {*facts.submitters, *facts.team, person.person_id, admitter.person_id}
    if grantors and not grantors - barred:
        raise Refused("admit_grantor", field="person_id")

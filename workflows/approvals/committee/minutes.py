"""Acts on minutes: drafted from what happened, signed by chair and secretary; a correction is the next number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.committee_session import CommitteeSession
from models.minutes import Minutes
from models.minutes_signature import MinutesSignature
from models.person import Person
from workflows.approvals.committee import minutes_words as words
from workflows.approvals.committee.charter import CHAIR, LEAD
from workflows.approvals.committee.machine import CLOSED
from workflows.approvals.committee.minutes_body import stored
from workflows.approvals.committee.minutes_facts import gather
from workflows.approvals.committee.room import Act, begin
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.proof import consume
from workflows.people.standing import Standing, hold

LONGEST = 10_000


@dataclass(frozen=True)
class DraftMinutes:
    """Minutes of a closed session; `seen` is the number of the draft the person had before them, 0 for none."""

    session_ref: str
    seen: int
    remarks: str = ""
    correction: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class SignMinutes:
    """A signature under one draft, by the digest that was read."""

    session_ref: str
    number: int
    capacity: str
    digest: str
    proof: str = ""
    submit_id: str | None = None


def purpose(command: SignMinutes) -> str:
    """What the proof of the credential is bound to."""
    return f"minutes:{command.session_ref}:{command.number}:{command.capacity}:{command.digest}"


def draft_minutes(actor: Actor, command: DraftMinutes) -> int:
    """Drafts the next number from the session's facts and gives it back; what was signed before stays as it is.

    Raises NotAllowed for others than those who preside, Conflict while the session runs, Stale when somebody drafted
    meanwhile, Refused beside `correction` when signed minutes would be followed by others without a word.
    """
    with transaction() as tx:
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, act.ref)
        act.require_presiding()
        if act.session.status != CLOSED:
            raise Conflict("minutes_not_closed")
        last = latest(tx, act.session)
        number = last.number if last else 0
        if number != command.seen:
            raise Stale("minutes_moved")
        _require_whole(tx, command, last)
        body = stored(gather(tx, act.session, command.remarks.strip(), command.correction.strip()))
        made = Minutes(
            uuid=uuid7(),
            session_id=act.session.id,
            number=number + 1,
            body=body,
            digest=sha256(body.encode("utf-8")),
            drafted_by_id=act.standing.person_id,
            drafted_at=act.now,
        )
        tx.add(made)
        act.enter(words.DRAFTED, {"number": [number or None, made.number], "digest": [None, made.digest]})
        officers = [key for key in (act.session.chair_id, act.session.secretary_id) if key is not None]
        about = ("committee_session", act.session.uuid)
        put(tx, act.now, "minutes:drafted", about, f"minutes:{made.uuid}", officers)
        return made.number


def _require_whole(tx: Session, command: DraftMinutes, last: Minutes | None) -> None:
    for field in ("remarks", "correction"):
        if len(getattr(command, field)) > LONGEST:
            raise Refused("text_too_long", field=field, most=LONGEST)
    if last is not None and signatures(tx, last) and not command.correction.strip():
        raise Refused("minutes_correction", field="correction")


def sign_minutes(actor: Actor, command: SignMinutes) -> None:
    """Signs the latest minutes as chair or secretary, with the person's own credential.

    Raises Stale when another draft stands there, NotAllowed for whoever has not that capacity, Conflict when it is
    signed already, Refused for the same person in both capacities.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        act = begin(tx, actor, command.session_ref)
        claim(tx, actor, command, act.ref)
        last = latest(tx, act.session)
        if last is None or last.number != command.number or last.digest != command.digest:
            raise Stale("minutes_corrected")
        _require_capacity(act, last, command.capacity)
        used = consume(tx, actor, command.proof, purpose(command), act.now)
        tx.add(
            MinutesSignature(
                minutes_id=last.id,
                person_id=act.standing.person_id,
                printed_name=act.standing.name,
                capacity=command.capacity,
                statement=words.statement(
                    name=act.standing.name,
                    capacity=command.capacity,
                    ref=act.ref,
                    title=act.session.title,
                    number=last.number,
                    digest=last.digest,
                ),
                digest=last.digest,
                authenticated_by=used.method,
                authenticated_at=used.at,
                signed_at=act.now,
            )
        )
        signed = {"number": [None, last.number], "capacity": [None, command.capacity]}
        act.enter(words.SIGNED, signed | {"digest": [None, last.digest]})


def _require_capacity(act: Act, last: Minutes, capacity: str) -> None:
    if capacity not in capacities(act.tx, act.session, act.standing):
        raise NotAllowed("minutes_not_yours")
    for one in signatures(act.tx, last):
        if one.capacity == capacity:
            raise Conflict("minutes_signed", capacity=words.CAPACITY_LABELS[capacity])
        if one.person_id == act.standing.person_id:
            raise Refused("minutes_two_people", capacity=words.CAPACITY_LABELS[one.capacity])


def capacities(tx: Session, session: CommitteeSession, standing: Standing) -> tuple[str, ...]:
    """In which capacities the person may sign: their own of the session, or that of an officer who has left since."""
    officers = {words.CHAIR: (session.chair_id, CHAIR), words.SECRETARY: (session.secretary_id, LEAD)}
    keys = [key for key, _role in officers.values() if key is not None]
    active = set(tx.scalars(select(Person.id).where(Person.id.in_(keys), Person.active.is_(True))))
    return tuple(
        capacity
        for capacity, (officer, role) in officers.items()
        if officer == standing.person_id or (officer not in active and standing.holds(role, ["org"]))
    )


def latest(tx: Session, session: CommitteeSession) -> Minutes | None:
    """The last draft of a session's minutes."""
    return tx.scalars(
        select(Minutes).where(Minutes.session_id == session.id).order_by(Minutes.number.desc()).limit(1)
    ).first()


def signatures(tx: Session, minutes: Minutes) -> list[MinutesSignature]:
    """The signatures under one draft, the chair's first."""
    rows = tx.scalars(select(MinutesSignature).where(MinutesSignature.minutes_id == minutes.id))
    return sorted(rows, key=lambda one: words.CAPACITIES.index(one.capacity))

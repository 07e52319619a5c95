"""What the page and the paper of minutes show: one draft, who signed it, and what the reader may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.committee_session import CommitteeSession
from models.minutes import Minutes
from models.minutes_signature import MinutesSignature
from models.person import Person
from workflows.approvals.committee import minutes_words as words
from workflows.approvals.committee.machine import CLOSED
from workflows.approvals.committee.minutes import capacities
from workflows.approvals.committee.minutes_body import Body, load
from workflows.approvals.committee.room import leads_committee, reads_committee
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, NotFound
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing


@dataclass(frozen=True)
class SignatureLine:
    """A signature under minutes, as it was given."""

    name: str
    capacity: str
    statement: str
    method: str
    at: datetime


@dataclass(frozen=True)
class DraftLine:
    """One number of the minutes, for the list of all."""

    number: int
    digest: str
    by: str
    at: datetime
    signed: tuple[SignatureLine, ...]

    @property
    def is_signed(self) -> bool:
        """Whether chair and secretary signed it."""
        return len(self.signed) == len(words.CAPACITIES)


@dataclass(frozen=True)
class MayWrite:
    """A capacity in which the reader may sign, and the exact sentence."""

    capacity: str
    statement: str


@dataclass(frozen=True)
class MinutesPage:
    """The page; `shown` is None while nothing was drafted. `waits` names whose signature is missing."""

    ref: str
    title: str
    is_closed: bool
    drafts: tuple[DraftLine, ...]
    shown: DraftLine | None
    body: Body | None
    may_draft: bool
    may_sign: tuple[MayWrite, ...]
    waits: tuple[str, ...]

    @property
    def is_latest(self) -> bool:
        """Whether no correction follows the draft that is shown."""
        return self.shown is None or self.shown == self.drafts[-1]

    @property
    def seen(self) -> int:
        """The number of the last draft; 0 for none."""
        return self.drafts[-1].number if self.drafts else 0


def minutes_page(signed_in: SignedIn, session_id: int, number: int = 0) -> MinutesPage:
    """The minutes of a session, the last draft or that of a number.

    Raises NotAllowed for whoever is no part of the committee, NotFound for a session or number that is not there.
    """
    if not reads_committee(signed_in):
        raise NotAllowed("committee_room")
    tx = reading()
    session = tx.get(CommitteeSession, session_id)
    if session is None:
        raise NotFound("not_found")
    lines, bodies = _drafts(tx, session)
    shown = next((one for one in reversed(lines) if number in (0, one.number)), None)
    if number and shown is None:
        raise NotFound("not_found")
    is_last = shown is not None and shown == lines[-1]
    return MinutesPage(
        ref=ref("MTG", session.id),
        title=session.title,
        is_closed=session.status == CLOSED,
        drafts=lines,
        shown=shown,
        body=load(bodies[shown.number]) if shown else None,
        may_draft=session.status == CLOSED and _presides(session, signed_in),
        may_sign=_may_sign(tx, session, shown, signed_in) if shown and is_last else (),
        waits=_waits(shown, load(bodies[shown.number])) if shown and is_last else (),
    )


def _presides(session: CommitteeSession, person: SignedIn) -> bool:
    return person.id in (session.chair_id, session.secretary_id) or leads_committee(person)


def _drafts(tx: Session, session: CommitteeSession) -> tuple[tuple[DraftLine, ...], dict[int, str]]:
    rows = tx.execute(
        select(Minutes, Person.name)
        .join(Person, Person.id == Minutes.drafted_by_id)
        .where(Minutes.session_id == session.id)
        .order_by(Minutes.number)
    ).all()
    signed: dict[int, list[MinutesSignature]] = {}
    for one in tx.scalars(
        select(MinutesSignature).where(MinutesSignature.minutes_id.in_([row[0].id for row in rows]))
    ):
        signed.setdefault(one.minutes_id, []).append(one)
    lines = tuple(_draft(row, name, signed.get(row.id, [])) for row, name in rows)
    return lines, {row.number: row.body for row, _name in rows}


def _draft(row: Minutes, by: str, signed: list[MinutesSignature]) -> DraftLine:
    ordered = sorted(signed, key=lambda one: words.CAPACITIES.index(one.capacity))
    return DraftLine(
        row.number,
        row.digest,
        by,
        row.drafted_at,
        tuple(
            SignatureLine(one.printed_name, one.capacity, one.statement, one.authenticated_by, one.signed_at)
            for one in ordered
        ),
    )


def _may_sign(
    tx: Session, session: CommitteeSession, shown: DraftLine, person: SignedIn
) -> tuple[MayWrite, ...]:
    standing = Standing(
        person.id, person.uuid, person.name, person.email, person.kind, True, False, person.grants
    )
    done = {one.capacity for one in shown.signed}
    own = tx.scalars(
        select(MinutesSignature.id)
        .join(Minutes, Minutes.id == MinutesSignature.minutes_id)
        .where(
            Minutes.session_id == session.id,
            Minutes.number == shown.number,
            MinutesSignature.person_id == person.id,
        )
    ).first()
    if own is not None:
        return ()
    return tuple(
        MayWrite(
            capacity,
            words.statement(
                name=person.name,
                capacity=capacity,
                ref=ref("MTG", session.id),
                title=session.title,
                number=shown.number,
                digest=shown.digest,
            ),
        )
        for capacity in capacities(tx, session, standing)
        if capacity not in done
    )


def _waits(shown: DraftLine, body: Body) -> tuple[str, ...]:
    """Who has still to sign: each capacity with the name of who has it."""
    done = {one.capacity for one in shown.signed}
    names = {words.CHAIR: body.chair, words.SECRETARY: body.secretary}
    return tuple(names[capacity] for capacity in words.CAPACITIES if capacity not in done)

"""Sessions: opened by a sign-in, listed and ended by their person, ended for good on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from models.person import Person
from models.person_session import PersonSession
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Unavailable
from workflows.ground.transaction import transaction
from workflows.people import security_log
from workflows.people.limits import SEEN_EVERY
from workflows.people.security_log import log_denial
from workflows.people.tokens import fresh_token, hashed

__all__ = [
    "NOWHERE",
    "Device",
    "end_by_token",
    "end_epoch",
    "end_others",
    "end_own",
    "log_denial",
    "open_session",
    "renew",
    "touch",
]


@dataclass(frozen=True)
class Device:
    """From where somebody comes: network address and what the browser calls itself."""

    address: str = ""
    agent: str = ""

    def plain_agent(self) -> str:
        """The browser's name as any database keeps it."""
        return "".join(character for character in self.agent if character.isprintable())[:300]


NOWHERE = Device()
"""The device of an act that no browser sent."""


def open_session(tx: Session, person: Person, now: datetime, device: Device) -> str:
    """Opens a session in the transaction and gives its token, which is stored nowhere."""
    token = fresh_token()
    tx.add(
        PersonSession(
            uuid=uuid7(),
            person_id=person.id,
            token_hash=hashed(token),
            epoch=person.session_epoch,
            signed_in_at=now,
            last_seen_at=now,
            authenticated_at=now,
            address=device.address[:45],
            agent=device.plain_agent(),
        )
    )
    return token


def touch(session_id: int) -> None:
    """Notes that a session was used, at most once a minute and in a transaction of its own.

    A busy database only makes the idle limit a little stricter; the page is shown all the same.
    """
    try:
        with transaction() as tx:
            now = clock.now(tx)
            tx.execute(
                update(PersonSession)
                .where(
                    PersonSession.id == session_id,
                    PersonSession.ended_at.is_(None),
                    PersonSession.last_seen_at <= now - SEEN_EVERY,
                )
                .values(last_seen_at=now)
                .execution_options(synchronize_session=False)
            )
    except (Conflict, Unavailable):
        return


def renew(token: str) -> str | None:
    """Gives the session a new token after its person proved the password again; None when it is over.

    The former token is understood for some seconds more: the second click of a double click carries it.
    """
    fresh = fresh_token()
    with transaction() as tx:
        now = clock.now(tx)
        renewed = tx.execute(
            update(PersonSession)
            .where(PersonSession.token_hash == hashed(token), PersonSession.ended_at.is_(None))
            .values(token_hash=hashed(fresh), former_hash=hashed(token), renewed_at=now, authenticated_at=now)
            .execution_options(synchronize_session=False)
        )
    return fresh if renewed.rowcount == 1 else None  # type: ignore[attr-defined]


def end_by_token(token: str) -> None:
    """Signs out: the token, and the one before it, open nothing from now on."""
    with transaction() as tx:
        mark = hashed(token)
        _end(
            tx,
            clock.now(tx),
            "signed_out",
            or_(PersonSession.token_hash == mark, PersonSession.former_hash == mark),
        )


def end_own(actor: Actor, session_uuid: str) -> None:
    """Ends one of the actor's own sessions; raises NotFound for any other."""
    person_id = _person_of(actor)
    with transaction() as tx:
        now = clock.now(tx)
        mine = (PersonSession.person_id == person_id, PersonSession.uuid == session_uuid)
        if _end(tx, now, "revoked", *mine) != 1:
            raise NotFound("not_found")
        security_log.write(tx, now, "sessions_ended", person_id, detail="one session")


def end_others(actor: Actor, keep_id: int) -> int:
    """Ends all of the actor's sessions but the one they sit at, and says how many there were."""
    person_id = _person_of(actor)
    with transaction() as tx:
        now = clock.now(tx)
        ended = _end(tx, now, "revoked", PersonSession.person_id == person_id, PersonSession.id != keep_id)
        security_log.write(tx, now, "sessions_ended", person_id, detail=f"{ended} other sessions")
    return ended


def end_epoch(person: Person) -> None:
    """Ends every session of a person at their next request: roles, password or account have changed."""
    person.session_epoch += 1


def _person_of(actor: Actor) -> int:
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    return actor.person_id


def _end(tx: Session, now: datetime, code: str, *which: object) -> int:
    ended = tx.execute(
        update(PersonSession)
        .where(*which, PersonSession.ended_at.is_(None))  # type: ignore[arg-type]
        .values(ended_at=now, ended_code=code)
        .execution_options(synchronize_session=False)
    )
    return int(ended.rowcount)  # type: ignore[attr-defined]

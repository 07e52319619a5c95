"""Accounts: adding people and changing who they are; nobody chooses a password for somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.transaction import transaction
from workflows.people import codes
from workflows.people.actions import ADDED, EDITED, LINK_MADE
from workflows.people.administering import lock_people, require_open, require_revision
from workflows.people.days import today
from workflows.people.identity import Identity, require_identity
from workflows.people.limits import LINK_LIFE, RESET_LIFE
from workflows.people.tokens import fresh_token, hashed
from workflows.record import Thing, append


@dataclass(frozen=True)
class AddPerson:
    """A new account, as typed."""

    identity: Identity
    is_administrator: bool = False
    submit_id: str | None = None


@dataclass(frozen=True)
class EditPerson:
    """Changed facts of an account, with the revision their editor saw."""

    person_id: int
    revision: int
    identity: Identity
    submit_id: str | None = None


@dataclass(frozen=True)
class MakeLink:
    """A new one-time link for somebody who has no password yet, or none any more."""

    person_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Account:
    """An account after the act; `token` is the secret of the one-time link and is stored nowhere."""

    person_id: int
    uuid: str
    name: str
    token: str | None = None
    expires_at: datetime | None = None


def add_person(actor: Actor, command: AddPerson, password_hash: str = "") -> Account:
    """Adds an account and makes its sign-up link, good once and for seven days.

    Only the command line passes a `password_hash`; then there is no link. Raises Several beside the fields.
    """
    given = command.identity.tidy()
    with transaction() as tx:
        held = claim(tx, actor, command)
        lock_people(tx, actor)
        now = clock.now(tx)
        require_identity(tx, given, today(tx, now))
        person = Person(
            uuid=uuid7(),
            name=given.name,
            email=given.email,
            kind=given.kind,
            employer=given.employer,
            ends_on=given.ends_on,
            is_administrator=command.is_administrator,
            password_hash=password_hash,
            created_at=now,
        )
        tx.add(person)
        tx.flush()
        held.settle(f"/people/{person.id}")
        token = None if password_hash else _make_link(tx, now, actor, person)
        append(
            tx,
            now,
            actor,
            ADDED,
            about=thing(person),
            changes={
                "kind": [None, person.kind],
                "ends_on": [None, person.ends_on],
                "administrator": [None, person.is_administrator],
                "link": [None, "sign_up" if token else "none"],
            },
            personal={person.uuid: {"name": person.name, "email": person.email, "employer": person.employer}},
        )
        return _account(person, token, now)


def edit_person(actor: Actor, command: EditPerson) -> Account:
    """Changes name, e-mail, kind, employer or last day; the same facts again append nothing.

    Raises Stale when somebody else changed the account meanwhile, Several beside the fields.
    """
    given = command.identity.tidy()
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        person = lock_people(tx, actor, [command.person_id])[command.person_id]
        require_revision(person.revision, command.revision)
        now = clock.now(tx)
        require_identity(tx, given, today(tx, now), person)
        changes: dict[str, Any] = {}
        private: dict[str, Any] = {}
        for name in ("name", "email", "employer", "kind", "ends_on"):
            before, after = getattr(person, name), getattr(given, name)
            if before != after:
                (changes if name in {"kind", "ends_on"} else private)[name] = [before, after]
                setattr(person, name, after)
        if changes or private:
            tx.flush()
            open_changes = changes | {name: ["hidden", "hidden"] for name in private}
            append(
                tx,
                now,
                actor,
                EDITED,
                about=thing(person),
                changes=open_changes,
                personal={person.uuid: private},
            )
        return Account(person.id, person.uuid, person.name)


def make_link(actor: Actor, command: MakeLink) -> Account:
    """Makes a new link: to sign up for seven days, or to choose a new password for one hour.

    The old password stays good until the link is used. Raises Refused `person_closed` for a closed account.
    """
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        person = lock_people(tx, actor, [command.person_id])[command.person_id]
        require_open(person)
        now = clock.now(tx)
        token = _make_link(tx, now, actor, person)
        purpose = codes.RESET if person.password_hash else codes.SIGN_UP
        append(tx, now, actor, LINK_MADE, about=thing(person), changes={"link": [None, purpose]})
        return _account(person, token, now)


def thing(person: Person) -> Thing:
    """A person as what an entry is about; the name goes into the personal block by itself."""
    return Thing("person", person.uuid, person.revision, label=person.name)


def _make_link(tx: Session, now: datetime, actor: Actor, person: Person) -> str:
    token = fresh_token()
    purpose = codes.RESET if person.password_hash else codes.SIGN_UP
    codes.keep(tx, now, purpose, hashed(token), _life(person), person.id, actor.person_id)
    return token


def _life(person: Person) -> Any:
    return RESET_LIFE if person.password_hash else LINK_LIFE


def _account(person: Person, token: str | None, now: datetime) -> Account:
    expires = now + _life(person) if token else None
    return Account(person.id, person.uuid, person.name, token, expires)

"""The first set-up: one code, one administrator, one organisation, one adopted starter, one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Organisation
from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import uuid7
from workflows.ground.refused import Conflict, Refused, Several
from workflows.ground.transaction import transaction
from workflows.people import codes, lockout, passwords, security_log
from workflows.people.actions import SET_UP
from workflows.people.days import known_zones
from workflows.people.identity import Identity, require_identity
from workflows.people.limits import SET_UP_LIFE
from workflows.people.roles import adopt_roles
from workflows.people.sessions import NOWHERE, Device, open_session
from workflows.people.tokens import fresh_code, hashed_code
from workflows.record import Thing, append

Adopt = Callable[[Session, datetime, Actor], Mapping[str, str]]

_adopters: list[Adopt] = []


@dataclass(frozen=True)
class SetUp:
    """The first administrator and the organisation, as typed; the password is checked apart from it.

    `size` names the starter content to adopt; whoever registered it refuses a size it does not know.
    """

    code: str
    name: str
    email: str
    organisation: str
    zone: str
    device: Device = NOWHERE
    size: str = "standard"


def on_set_up(adopt: Adopt) -> Adopt:
    """Registers starter content: `adopt(tx, now, actor)` makes it and gives its digests by name, for the one entry."""
    if adopt not in _adopters:
        _adopters.append(adopt)
    return adopt


def make_code() -> str | None:
    """A new set-up code to print in the log, or None when the organisation exists already."""
    with transaction() as tx:
        if _exists(tx):
            return None
        code = fresh_code()
        codes.keep(tx, clock.now(tx), codes.SET_UP, hashed_code(code), SET_UP_LIFE)
    return code


def set_up(command: SetUp, password: str) -> str:
    """Makes administrator and organisation and adopts the starter; gives the token of the administrator's session.

    Raises Refused `code_wrong` (counted towards the address's lock-out), Several for the fields, Conflict for
    whoever comes second. Nothing is half done.
    """
    _check_code(command)
    _check_fields(command, password)
    password_hash = passwords.hash_password(password)
    with transaction() as tx:
        _refuse_if_done(tx)
        now = clock.now(tx)
        if not codes.take(tx, now, hashed_code(command.code), (codes.SET_UP,)):
            raise Refused("code_wrong", field="code")
        person = establish(tx, now, command, password_hash)
        codes.void(tx, now, None)
        lockout.forgive(tx, (lockout.address_key(command.device.address),))
        return open_session(tx, person, now, command.device)


def establish(
    tx: Session, now: datetime, command: SetUp, password_hash: str, is_sample: bool = False
) -> Person:
    """The act itself inside a transaction; the sample company begins with it too, without a code."""
    who = Identity(command.name, command.email).tidy()
    require_identity(tx, who, now.date())
    tx.add(
        Organisation(
            id=1,
            uuid=uuid7(),
            name=command.organisation.strip(),
            zone=command.zone,
            is_sample=is_sample,
            starter_size=command.size,
            set_up_at=now,
        )
    )
    person = Person(
        uuid=uuid7(),
        name=who.name,
        email=who.email,
        kind=who.kind,
        is_administrator=True,
        password_hash=password_hash,
        created_at=now,
    )
    tx.add(person)
    # Of two at once the second one fails here, before anything else is made.
    tx.flush()
    _adopt(tx, now, person)
    return person


def _adopt(tx: Session, now: datetime, person: Person) -> None:
    actor = Actor(ActorKind.PERSON, person.uuid, person.name, person.id, is_administrator=True)
    adopted = {"roles": adopt_roles(tx)}
    for adopt in _adopters:
        adopted |= adopt(tx, now, actor)
    organisation = tx.scalars(select(Organisation)).one()
    append(
        tx,
        now,
        actor,
        SET_UP,
        about=Thing("organisation", organisation.uuid, 1, label=organisation.name),
        changes={
            "name": [None, organisation.name],
            "zone": [None, organisation.zone],
            "size": [None, organisation.starter_size],
            "administrator": [None, person.uuid],
            "adopted": [None, adopted],
        },
        personal={person.uuid: {"name": person.name, "email": person.email}},
    )


def _check_code(command: SetUp) -> None:
    with transaction() as tx:
        _refuse_if_done(tx)
        now = clock.now(tx)
        key = lockout.address_key(command.device.address)
        tried = lockout.count(tx, (key,), now)
        known = codes.find(tx, now, hashed_code(command.code), (codes.SET_UP,)) is not None
        if known:
            # Whoever has the code may mistype the other fields as often as they like.
            lockout.forgive(tx, (key,))
        else:
            security_log.write(tx, now, "set_up_refused", None, command.device.address)
    if tried.wait and not known:
        raise Refused("locked_out", minutes=tried.minutes)
    if not known:
        raise Refused("code_wrong", field="code")


def _check_fields(command: SetUp, password: str) -> None:
    wrong: list[Refused] = []
    with transaction() as tx:
        try:
            require_identity(tx, Identity(command.name, command.email).tidy(), clock.now(tx).date())
        except Several as several:
            wrong += several.reasons
    if not command.organisation.strip() or len(command.organisation.strip()) > 200:
        wrong.append(Refused("name_missing", field="organisation"))
    if command.zone not in known_zones():
        wrong.append(Refused("zone_unknown", field="zone"))
    try:
        passwords.require_good(password, command.email, command.name)
    except Refused as refused:
        wrong.append(refused)
    if wrong:
        raise Several(wrong)


def _refuse_if_done(tx: Session) -> None:
    if _exists(tx):
        raise Conflict("setup_done")


def _exists(tx: Session) -> bool:
    return tx.scalars(select(Organisation.id)).first() is not None

"""Choosing the own password: with a one-time link, or by showing the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.one_time_code import OneTimeCode
from models.organisation import Organisation
from models.person import Person
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import reading, transaction
from workflows.people import codes, lockout, passwords, security_log
from workflows.people.accounts import thing
from workflows.people.actions import PASSWORD, SIGNED_UP
from workflows.people.days import day_of
from workflows.people.proof import consume, prove
from workflows.people.sessions import Device, end_epoch, open_session
from workflows.people.standing import has_access
from workflows.people.tokens import hashed
from workflows.record import append

LINK_PURPOSES = (codes.SIGN_UP, codes.RESET)


@dataclass(frozen=True)
class Invited:
    """Whom a one-time link lets in, and for what."""

    name: str
    email: str
    purpose: str
    expires_at: datetime


def invited(token: str) -> Invited | None:
    """Whom a link lets in while it is good, else None."""
    tx = reading()
    found = _behind(tx, token, clock.now(tx))
    if found is None:
        return None
    code, person = found
    return Invited(person.name, person.email, code.purpose, code.expires_at)


def choose_password(token: str, password: str, device: Device) -> str:
    """Sets the password with a link, ends every session the account had, and gives the token of a new one.

    The account's lock-out ends too: whoever has the link is let in. Raises Refused `link_gone`, or beside `password`.
    """
    found = invited(token)
    if found is None:
        raise NotFound("link_gone")
    passwords.require_good(password, found.email, found.name)
    fresh = passwords.hash_password(password)
    with transaction() as tx:
        now = clock.now(tx)
        behind = _behind(tx, token, now)
        if behind is None:
            raise NotFound("link_gone")
        person = _locked(tx, behind[1].id)
        if not codes.take(tx, now, hashed(token), LINK_PURPOSES):
            raise NotFound("link_gone")
        person.password_hash = fresh
        end_epoch(person)
        tx.flush()
        lockout.forgive(tx, (lockout.account_key(person.email), lockout.proof_key(person.uuid)))
        security_log.write(tx, now, "password_changed", person.id, device.address, behind[0].purpose)
        session = open_session(tx, person, now, device)
        actor = Actor(ActorKind.PERSON, person.uuid, person.name, person.id, person.is_administrator)
        append(tx, now, actor, SIGNED_UP, about=thing(person), changes={"link": [behind[0].purpose, "used"]})
        return session


def change_password(actor: Actor, old: str, new: str, device: Device) -> str:
    """Replaces the own password after the old one was shown; ends all sessions and gives the token of a new one.

    Raises Refused beside `old` or `new`.
    """
    try:
        proof = prove(actor, old, "change-password")
    except Refused as refused:
        raise type(refused)(refused.code, field="old", **refused.params) from None
    person = reading().scalars(select(Person).where(Person.id == actor.person_id)).one()
    passwords.require_good(new, person.email, person.name, field="new")
    if passwords.fits(person.password_hash, new):
        raise Refused("password_same", field="new")
    fresh = passwords.hash_password(new)
    with transaction() as tx:
        person = _locked(tx, actor.person_id or 0)
        now = clock.now(tx)
        consume(tx, actor, proof, "change-password", now)
        person.password_hash = fresh
        end_epoch(person)
        codes.void(tx, now, person.id)
        tx.flush()
        security_log.write(tx, now, "password_changed", person.id, device.address)
        session = open_session(tx, person, now, device)
        append(tx, now, actor, PASSWORD, about=thing(person))
        return session


def _behind(tx: Session, token: str, now: datetime) -> tuple[OneTimeCode, Person] | None:
    """The code and its person, while both are good."""
    code = codes.find(tx, now, hashed(token), LINK_PURPOSES)
    if code is None:
        return None
    person = tx.scalars(select(Person).where(Person.id == code.person_id)).one()
    zone = tx.scalars(select(Organisation.zone)).first()
    return (code, person) if has_access(person.active, person.ends_on, day_of(now, zone)) else None


def _locked(tx: Session, person_id: int) -> Person:
    statement = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    return tx.scalars(statement.execution_options(populate_existing=True)).one()

"""Signing in: one generic answer for every failure, and the same time for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from workflows.ground import clock
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.people import lockout, passwords, security_log
from workflows.people.days import today
from workflows.people.sessions import Device, end_by_token, open_session
from workflows.people.standing import has_access


@dataclass(frozen=True)
class SignIn:
    """What somebody typed at the door, and from where."""

    email: str
    password: str
    device: Device
    former_token: str | None = None


def email_key(email: str) -> str:
    """An e-mail as it is stored and compared."""
    return email.strip().lower()


def sign_in(command: SignIn) -> str:
    """Opens a session and gives its token; raises Refused `sign_in_failed` or `locked_out`.

    An attempt is counted before it is made, unknown e-mails included. A token the browser brought along is never
    taken over: it is ended, and a new one is made.
    """
    email = email_key(command.email)
    keys = (lockout.account_key(email), lockout.address_key(command.device.address))
    kept = _count(email, keys, command.device)
    fits = passwords.fits(kept, command.password)
    fresh = passwords.hash_password(command.password) if fits and passwords.is_outdated(kept) else None
    token = _open(command, email, keys, kept, fresh) if fits else None
    if token is None:
        _log_failure(email, command.device)
        raise Refused("sign_in_failed")
    if command.former_token:
        end_by_token(command.former_token)
    return token


def _count(email: str, keys: tuple[str | None, ...], device: Device) -> str:
    """Counts the attempt and reads the hash to compare with; raises Refused while locked."""
    with transaction() as tx:
        now = clock.now(tx)
        tried = lockout.count(tx, keys, now)
        person = _by_email(tx, email)
        for key in tried.locked:
            door = key.partition(":")[0]
            security_log.write(tx, now, "locked_out", person.id if person else None, device.address, door)
    if tried.wait:
        raise Refused("locked_out", minutes=tried.minutes)
    return person.password_hash if person else ""


def _open(
    command: SignIn, email: str, keys: tuple[str | None, ...], kept: str, fresh: str | None
) -> str | None:
    with transaction() as tx:
        locked = select(Person).where(Person.email == email).with_for_update()
        person = tx.scalars(locked.execution_options(populate_existing=True)).first()
        now = clock.now(tx)
        if (
            person is None
            or person.password_hash != kept
            or not has_access(person.active, person.ends_on, today(tx, now))
        ):
            return None
        lockout.forgive(tx, keys)
        if fresh:
            person.password_hash = fresh
        security_log.write(tx, now, "signed_in", person.id, command.device.address)
        return open_session(tx, person, now, command.device)


def _log_failure(email: str, device: Device) -> None:
    with transaction() as tx:
        person = _by_email(tx, email)
        security_log.write(tx, clock.now(tx), "sign_in_failed", person.id if person else None, device.address)


def _by_email(tx: Session, email: str) -> Person | None:
    return tx.scalars(select(Person).where(Person.email == email)).first()

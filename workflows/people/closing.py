"""Closing an account, opening it again, and the administrator privilege; history keeps everybody."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.people import codes, hooks
from workflows.people.accounts import thing
from workflows.people.actions import CLOSED, PRIVILEGE, REOPENED
from workflows.people.administering import (
    lock_people,
    require_open,
    require_other_administrator,
    require_revision,
)
from workflows.people.identity import require_reason
from workflows.people.leaving import leave
from workflows.people.sessions import end_epoch
from workflows.record import append


@dataclass(frozen=True)
class ClosePerson:
    """Somebody leaves, or must not get in any more; `successors` names who gets what they had in hand."""

    person_id: int
    revision: int
    reason: str
    successors: tuple[tuple[str, int], ...] = ()
    submit_id: str | None = None


@dataclass(frozen=True)
class ReopenPerson:
    """Somebody comes back."""

    person_id: int
    revision: int
    reason: str
    submit_id: str | None = None


@dataclass(frozen=True)
class SetPrivilege:
    """Somebody becomes an administrator, or is none any more."""

    person_id: int
    revision: int
    is_administrator: bool
    reason: str
    submit_id: str | None = None


def close_person(actor: Actor, command: ClosePerson) -> None:
    """Closes an account: every session ends at its next request, links die, signatures and grants stay as history.

    Raises Refused for the last administrator, an account closed already, or a missing reason; Stale when it moved.
    """
    reason = require_reason(command.reason)
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        found = lock_people(tx, actor, [command.person_id], administrators=True)
        person = found[command.person_id]
        if not person.active:
            raise Refused("person_closed", name=person.name)
        require_revision(person.revision, command.revision)
        require_other_administrator(tx, person, found)
        now = clock.now(tx)
        person.active, person.deactivated_at = False, now
        end_epoch(person)
        codes.void(tx, now, person.id)
        tx.flush()
        handed = leave(tx, now, actor, person, dict(command.successors))
        hooks.deactivated(tx, now, actor, person.id)
        append(
            tx,
            now,
            actor,
            CLOSED,
            about=thing(person),
            changes={"active": [True, False], **handed},
            personal={person.uuid: {"reason": reason}},
        )


def reopen_person(actor: Actor, command: ReopenPerson) -> None:
    """Opens a closed account again; the same person, the same history, a new link to choose a password."""
    reason = require_reason(command.reason)
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        person = lock_people(tx, actor, [command.person_id])[command.person_id]
        if person.active:
            raise Refused("person_open", name=person.name)
        require_revision(person.revision, command.revision)
        now = clock.now(tx)
        person.active, person.deactivated_at, person.password_hash = True, None, ""
        end_epoch(person)
        tx.flush()
        append(
            tx,
            now,
            actor,
            REOPENED,
            about=thing(person),
            changes={"active": [False, True]},
            personal={person.uuid: {"reason": reason}},
        )


def set_privilege(actor: Actor, command: SetPrivilege) -> None:
    """Gives or takes the administrator privilege; nobody does it to themselves, and one always remains."""
    reason = require_reason(command.reason)
    if actor.person_id == command.person_id:
        raise Refused("own_privilege")
    with transaction() as tx:
        claim(tx, actor, command, f"/people/{command.person_id}")
        found = lock_people(tx, actor, [command.person_id], administrators=True)
        person = found[command.person_id]
        require_open(person)
        require_revision(person.revision, command.revision)
        if person.is_administrator == command.is_administrator:
            return
        require_other_administrator(tx, person, found)
        now = clock.now(tx)
        before, person.is_administrator = person.is_administrator, command.is_administrator
        end_epoch(person)
        tx.flush()
        append(
            tx,
            now,
            actor,
            PRIVILEGE,
            about=thing(person),
            changes={"administrator": [before, person.is_administrator]},
            personal={person.uuid: {"reason": reason}},
        )

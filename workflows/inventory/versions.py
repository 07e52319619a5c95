"""Adds and changes versions; the stage of one is never touched here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from models.ai_system import AiSystem
from models.subject import Subject
from models.system_version import SystemVersion
from models.version_builder import VersionBuilder
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Refused, Stale
from workflows.ground.transaction import transaction
from workflows.inventory import hooks
from workflows.inventory.actions import VERSION_ADDED, VERSION_EDITED
from workflows.inventory.artefacts import checked, set_artefacts
from workflows.inventory.births import bear_version, free_label, subject_label
from workflows.inventory.commands import AddVersion, Done, EditVersion
from workflows.inventory.locks import lock_system, lock_version, require_in_lists, system_ref, version_ref
from workflows.inventory.persons import KEEPERS, acting, require_team_or, resolve
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import TEXT, text, within
from workflows.people.standing import Standing
from workflows.record import Thing, append

WAYS_OF_BUILDING = ("trained", "coded", "configured")


def add_version(actor: Actor, command: AddVersion) -> Done:
    """Adds a version in intake to a system; the successor of a version that runs is born by a rework instead.

    Raises NotFound for whoever may not see the system, NotAllowed for readers, Refused beside a bad field.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        system, _subjects = lock_system(tx, command.system_id)
        now = clock.now(tx)
        held = claim(tx, actor, command)
        require_in_lists(system)
        require_team_or(tx, author, system, KEEPERS, "not_your_system")
        description = within(text(command.description), "description", TEXT)
        artefacts = checked(command.artefacts)
        version = bear_version(tx, now, system, command.label, description)
        set_artefacts(tx, now, version.id, artefacts)
        changes = {
            "version": [None, version_ref(version)],
            "label": [None, version.label],
            "artefacts": [None, artefacts],
        }
        append(
            tx,
            now,
            actor,
            VERSION_ADDED,
            about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
            changes=changes,
        )
        held.settle(version_ref(version))
        return Done(version_ref(version), version.id, version.uuid, frozenset({"label"}))


def edit_version(actor: Actor, command: EditVersion) -> Done:
    """Changes label, description and artefacts of a version and adds builders; nothing new writes no entry.

    Raises NotFound for whoever may not see it, NotAllowed for readers, Stale when somebody changed it since
    `revision`, Refused beside a bad field.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        version, system, subjects = lock_version(tx, command.version_id)
        require_sight(tx, author, system.id)
        now = clock.now(tx)
        claim(tx, actor, command, version_ref(version))
        require_in_lists(system, version)
        require_team_or(tx, author, system, KEEPERS, "not_your_system")
        if version.revision != command.revision:
            raise Stale("revision_moved", revision=version.revision)
        changes, personal = _apply(tx, now, system, version, subjects, command)
        if not changes:
            return Done(version_ref(version), version.id, version.uuid)
        # Even when only rows beside the version changed: another editor's page is stale now.
        flag_modified(version, "description")
        tx.flush()
        append(
            tx,
            now,
            actor,
            VERSION_EDITED,
            about=version_thing(system, version),
            changes=changes,
            system_uuid=system.uuid,
            personal=personal,
        )
        changed = frozenset(changes)
        hooks.tell_version_changed(tx, now, actor, version, changed)
        return Done(version_ref(version), version.id, version.uuid, changed)


def version_thing(system: AiSystem, version: SystemVersion) -> Thing:
    """A version as the record names it."""
    label = subject_label(system.name, version.label)
    return Thing("system_version", version.uuid, version.revision, ref=version_ref(version), label=label)


def _apply(
    tx: Session,
    now: datetime,
    system: AiSystem,
    version: SystemVersion,
    subjects: list[Subject],
    command: EditVersion,
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Makes the changes and gives them back with the personal part of their entry."""
    label = free_label(tx, system, command.label, but_id=version.id)
    description = within(text(command.description), "description", TEXT)
    artefacts = checked(command.artefacts)
    builders = [(resolve(tx, person, "builders", now), _way(what)) for person, what in command.builders]
    changes: dict[str, Any] = {}
    if label != version.label:
        changes["label"] = [version.label, label]
        version.label = label
        for subject in subjects:
            if subject.id == version.subject_id:
                subject.label = subject_label(system.name, label)
    if description != version.description:
        changes["description"] = [version.description, description]
        version.description = description
    moved = set_artefacts(tx, now, version.id, artefacts)
    if moved:
        changes["artefacts"] = moved
    added = _add_builders(tx, now, version, builders)
    if added:
        changes["builders"] = [None, [f"{person.uuid} {what}" for person, what in added]]
    return changes, {person.uuid: {"builder": person.name} for person, _ in added}


def _add_builders(
    tx: Session, now: datetime, version: SystemVersion, wanted: Iterable[tuple[Standing, str]]
) -> list[tuple[Standing, str]]:
    """Records builders that are not recorded yet; a recorded one stays, because it bars them from signing."""
    known = {
        (person_id, what)
        for person_id, what in tx.execute(
            select(VersionBuilder.person_id, VersionBuilder.what).where(
                VersionBuilder.version_id == version.id
            )
        )
    }
    added: list[tuple[Standing, str]] = []
    for person, what in wanted:
        if (person.person_id, what) not in known:
            known.add((person.person_id, what))
            tx.add(VersionBuilder(version_id=version.id, person_id=person.person_id, what=what, added_at=now))
            added.append((person, what))
    return added


def _way(what: str) -> str:
    if what not in WAYS_OF_BUILDING:
        raise Refused("builder_what", field="builders")
    return what

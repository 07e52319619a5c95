"""Registers an AI system: the system, its first version, its team of one, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.enums import PersonKind
from models.system_version import SystemVersion
from models.team_member import TeamMember
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.actions import SYSTEM_REGISTERED
from workflows.inventory.artefacts import checked, set_artefacts
from workflows.inventory.births import bear_version
from workflows.inventory.commands import Registered, RegisterSystem
from workflows.inventory.facts import checked_facts, checked_in_use, checked_unit, split_personal, unit_name
from workflows.inventory.persons import acting, resolve
from workflows.inventory.similar import Similar, find_similar
from workflows.inventory.wording import name_key
from workflows.people.days import today
from workflows.people.standing import Standing
from workflows.record import Thing, append


class LooksAlike(Refused):
    """A registered system looks like the new one; `similar` says which, and the person decides."""

    def __init__(self, similar: Sequence[Similar]) -> None:
        super().__init__("looks_like_existing", field="anyway")
        self.similar = tuple(similar)


def register_system(actor: Actor, command: RegisterSystem) -> Registered:
    """Registers a system with its first version in intake; its owner is the first member of the team.

    Raises LooksAlike when a system looks the same and `anyway` is not set, NotAllowed for guests, Several or Refused
    beside the fields that do not hold.
    """
    with transaction() as tx:
        now = clock.now(tx)
        held = claim(tx, actor, command)
        author = acting(tx, actor, now)
        if author.kind == PersonKind.GUEST:
            raise NotAllowed("guests_register_nothing")
        checked_all = check_system(tx, command, author, now)
        if not command.anyway:
            similar = find_similar(tx, author, command.name, command.purpose)
            if similar:
                raise LooksAlike(similar)
        made = put_system(tx, now, actor, author, command, checked_all)
        held.settle(made.ref)
        return made


@dataclass(frozen=True)
class Checked:
    """A registration in its stored form."""

    facts: dict[str, Any]
    owner: Standing
    since: date | None
    artefacts: dict[str, str]


def check_system(tx: Session, command: RegisterSystem, author: Standing, now: datetime) -> Checked:
    """Everything typed in its stored form; raises Several with all refusals, each beside its field."""
    return Checked(*_checked(tx, command, author, now), checked(command.artefacts))


def put_system(
    tx: Session, now: datetime, actor: Actor, author: Standing, command: RegisterSystem, typed: Checked
) -> Registered:
    """Makes the system, its first version and its entry inside an act."""
    system = _add_system(tx, now, author, typed.owner, typed.facts, typed.since, command.unit_id)
    version = bear_version(tx, now, system, command.label)
    set_artefacts(tx, now, version.id, typed.artefacts)
    _append(tx, now, actor, system, version, typed.owner, typed.artefacts)
    return Registered(
        ref=ref("SYS", system.id),
        system_id=system.id,
        system_uuid=system.uuid,
        version_ref=ref("VER", version.id),
        version_id=version.id,
        version_uuid=version.uuid,
    )


def owner_from(tx: Session, typed: str, now: datetime) -> Standing:
    """The person a typed owner means; raises Refused beside the field for nobody, several or a guest."""
    owner = resolve(tx, typed, "owner", now)
    if owner.kind == PersonKind.GUEST:
        raise Refused("person_is_guest", field="owner")
    return owner


def add_member_row(
    tx: Session,
    now: datetime,
    system_id: int,
    person_id: int,
    by_id: int,
    duty: str = "",
    starts_on: date | None = None,
) -> TeamMember:
    """Adds one dated membership; the caller holds the system's locks."""
    member = TeamMember(
        system_id=system_id,
        person_id=person_id,
        duty=duty,
        starts_on=starts_on or today(tx, now),
        added_at=now,
        added_by_id=by_id,
    )
    tx.add(member)
    tx.flush()
    return member


def _checked(
    tx: Session, command: RegisterSystem, author: Standing, now: datetime
) -> tuple[dict[str, Any], Standing, date | None]:
    """Everything typed in its stored form; all refusals at once, so that nobody corrects one field at a time."""
    bad: list[Refused] = []
    facts: dict[str, Any] = {}
    owner, since = author, None
    try:
        facts = checked_facts(command)
    except Several as several:
        bad += several.reasons
    try:
        owner = owner_from(tx, command.owner, now) if command.owner.strip() else author
    except Refused as refused:
        bad.append(refused)
    try:
        checked_unit(tx, command.unit_id)
        since = checked_in_use(command.in_use_since, today(tx, now))
    except Refused as refused:
        bad.append(refused)
    if bad:
        raise Several(bad)
    return facts, owner, since


def _add_system(
    tx: Session,
    now: datetime,
    author: Standing,
    owner: Standing,
    facts: dict[str, Any],
    since: date | None,
    unit_id: int | None,
) -> AiSystem:
    system = AiSystem(
        uuid=uuid7(),
        name_key=name_key(facts["name"]),
        in_use_since=since,
        owner_id=owner.person_id,
        unit_id=unit_id,
        registered_by_id=author.person_id,
        registered_at=now,
        **facts,
    )
    tx.add(system)
    tx.flush()
    add_member_row(tx, now, system.id, owner.person_id, author.person_id)
    return system


def _append(
    tx: Session,
    now: datetime,
    actor: Actor,
    system: AiSystem,
    version: SystemVersion,
    owner: Standing,
    artefacts: dict[str, str],
) -> None:
    facts = {
        name: [None, getattr(system, name)]
        for name in ("name", "purpose", "origin", "supplier", "autonomy", "in_use_since", "who_may_stop")
        if getattr(system, name) not in (None, "")
    }
    changes, stops = split_personal(facts)
    changes |= {"owner": [None, owner.uuid], "unit": [None, unit_name(tx, system.unit_id)]}
    changes |= {
        "version": [None, ref("VER", version.id)],
        "label": [None, version.label],
        "artefacts": [None, artefacts],
    }
    personal: dict[str, dict[str, Any]] = {owner.uuid: {"owner": owner.name}}
    if stops:
        personal.setdefault(actor.uuid, {}).update(stops)
    append(
        tx,
        now,
        actor,
        SYSTEM_REGISTERED,
        about=Thing("system", system.uuid, system.revision, ref=ref("SYS", system.id), label=system.name),
        changes=changes,
        personal=personal,
    )

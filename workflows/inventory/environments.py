"""Registers where versions run and for what; one that nobody registered counts as production."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.deployment import Deployment
from models.enums import EnvironmentPurpose
from models.environment import Environment
from models.system_version import SystemVersion
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotAllowed, NotFound, Refused, Several
from workflows.ground.transaction import transaction
from workflows.inventory.actions import ENVIRONMENT_ARCHIVED, ENVIRONMENT_REGISTERED
from workflows.inventory.commands import ArchiveEnvironment, Done, RegisterEnvironment
from workflows.inventory.persons import ENVIRONMENT_KEEPERS, acting
from workflows.inventory.wording import LABEL, TEXT, line, need, text, within
from workflows.people.days import today
from workflows.people.standing import Standing
from workflows.record import Thing, append


def keeps_environments(person: Standing) -> bool:
    """Whether a person may register and archive environments."""
    return person.is_administrator or any(grant.role in ENVIRONMENT_KEEPERS for grant in person.grants)


def register_environment(actor: Actor, command: RegisterEnvironment) -> Done:
    """Registers an environment; a pilot names its people and its last day.

    Raises NotAllowed for whoever keeps no environments, Several or Refused beside the fields that do not hold.
    """
    with transaction() as tx:
        now = clock.now(tx)
        held = claim(tx, actor, command)
        _keepers_only(acting(tx, actor, now))
        name = _checked(tx, command, now)
        pilot = command.purpose == EnvironmentPurpose.PILOT
        environment = Environment(
            uuid=uuid7(),
            name=name,
            purpose=command.purpose,
            pilot_people=text(command.pilot_people) if pilot else "",
            ends_on=command.ends_on if pilot else None,
            registered_at=now,
        )
        tx.add(environment)
        tx.flush()
        append(
            tx,
            now,
            actor,
            ENVIRONMENT_REGISTERED,
            about=environment_thing(environment),
            changes={"purpose": [None, environment.purpose], "ends_on": [None, environment.ends_on]},
            # Who takes part in a pilot names people.
            personal={actor.uuid: {"pilot_people": environment.pilot_people}} if pilot else None,
        )
        held.settle(ref("ENV", environment.id))
        return Done(ref("ENV", environment.id), environment.id, environment.uuid, frozenset({"name"}))


def archive_environment(actor: Actor, command: ArchiveEnvironment) -> Done:
    """Takes an environment out of the lists; refused while something runs there.

    Raises NotFound for an unknown one, NotAllowed for whoever keeps no environments.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        environment = lock_environment(tx, command.environment_id)
        now = clock.now(tx)
        claim(tx, actor, command, ref("ENV", environment.id))
        _keepers_only(author)
        if environment.archived_at is not None:
            return Done(ref("ENV", environment.id), environment.id, environment.uuid)
        running = tx.scalars(
            select(SystemVersion.id)
            .join(Deployment, Deployment.version_id == SystemVersion.id)
            .where(Deployment.environment_id == environment.id, Deployment.ended_at.is_(None))
            .order_by(SystemVersion.id)
        ).all()
        if running:
            raise Refused("environment_in_use", versions=[ref("VER", key) for key in running])
        environment.archived_at = now
        tx.flush()
        append(
            tx,
            now,
            actor,
            ENVIRONMENT_ARCHIVED,
            about=environment_thing(environment),
            changes={"archived": [False, True]},
        )
        return Done(ref("ENV", environment.id), environment.id, environment.uuid, frozenset({"archived"}))


def environment_thing(environment: Environment) -> Thing:
    """An environment as the record names it."""
    return Thing(
        "environment",
        environment.uuid,
        environment.revision,
        ref=ref("ENV", environment.id),
        label=environment.name,
    )


def lock_environment(tx: Session, environment_id: int, field: str | None = None) -> Environment:
    """Locks an environment, read anew; raises NotFound, or Refused beside `field` when one is given."""
    found = tx.scalars(
        select(Environment)
        .where(Environment.id == environment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Refused("environment_unknown", field=field) if field else NotFound("not_found")
    return found


def _keepers_only(author: Standing) -> None:
    if not keeps_environments(author):
        raise NotAllowed("environment_not_yours")


def _checked(tx: Session, command: RegisterEnvironment, now: datetime) -> str:
    """The stored name; raises Several with a refusal beside every field that does not hold."""
    bad: list[Refused] = []
    name = line(command.name)
    try:
        need(name, "name", LABEL)
        taken = select(Environment.id).where(func.lower(Environment.name) == func.lower(name))
        if tx.scalars(taken).first() is not None:
            bad.append(Refused("environment_taken", field="name"))
    except Refused as refused:
        bad.append(refused)
    if command.purpose not in tuple(EnvironmentPurpose):
        bad.append(Refused("choose_one", field="purpose"))
    if command.purpose == EnvironmentPurpose.PILOT:
        try:
            if not within(text(command.pilot_people), "pilot_people", TEXT):
                bad.append(Refused("pilot_people_needed", field="pilot_people"))
        except Refused as refused:
            bad.append(refused)
        if command.ends_on is None:
            bad.append(Refused("pilot_end_needed", field="ends_on"))
        elif command.ends_on < today(tx, now):
            bad.append(Refused("pilot_end_past", field="ends_on"))
    if bad:
        raise Several(bad)
    return name

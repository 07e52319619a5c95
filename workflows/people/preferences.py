"""How a person wants pages to look; a matter of taste, so the record keeps nothing of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from models.organisation import Organisation
from models.person import Person
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.people.days import known_zones

THEMES = ("device", "light", "dark")
DENSITIES = ("comfortable", "compact")


@dataclass(frozen=True)
class SetPreferences:
    """The whole choice; an empty zone means the organisation's."""

    theme: str
    density: str
    zone: str


def set_preferences(actor: Actor, command: SetPreferences) -> None:
    """Keeps the actor's own choice; raises Refused beside the field that names no such choice."""
    if not actor.is_person or actor.person_id is None:
        raise NotAllowed("persons_only")
    if command.theme not in THEMES:
        raise Refused("display_unknown", field="theme")
    if command.density not in DENSITIES:
        raise Refused("display_unknown", field="density")
    if command.zone and command.zone not in known_zones():
        raise Refused("zone_unknown", field="zone")
    with transaction() as tx:
        # Whoever sees the organisation's zone and saves it goes on following the organisation.
        follows = command.zone == tx.scalars(select(Organisation.zone)).first()
        # Past the revision on purpose: a changed theme must not disturb somebody who edits the account.
        tx.execute(
            update(Person)
            .where(Person.id == actor.person_id)
            .values(theme=command.theme, density=command.density, zone="" if follows else command.zone)
            .execution_options(synchronize_session=False)
        )

"""How a person wants pages to look: theirs alone, so nobody is asked and no entry is written."""

from __future__ import annotations

from dataclasses import dataclass

from models.person import Person
from workflows.ground.actor import Actor
from workflows.ground.refused import NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.ground.words import register
from workflows.people.days import known_zones

THEMES = ("device", "light", "dark")
DENSITIES = ("comfortable", "compact")

register({"unknown_preference": "Choose one of the values offered."})


@dataclass(frozen=True)
class SetPreferences:
    """The choices of one person; an empty zone means the organisation's."""

    theme: str
    density: str
    zone: str


def set_preferences(actor: Actor, command: SetPreferences) -> None:
    """Keeps the choices of the actor; saying the same twice changes nothing, so no submit id is held.

    Raises Refused for a value that is not offered.
    """
    offered = {"theme": THEMES, "density": DENSITIES, "zone": ("", *known_zones())}
    for field, values in offered.items():
        if getattr(command, field) not in values:
            raise Refused("unknown_preference", field)
    with transaction() as tx:
        person = tx.get(Person, actor.person_id) if actor.is_person else None
        if person is None:
            raise NotAllowed("persons_only")
        person.theme, person.density, person.zone = command.theme, command.density, command.zone

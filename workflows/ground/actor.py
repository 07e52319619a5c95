"""Who acts: the first argument of every use case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of actor it is; only a person signs."""

    PERSON = "person"
    TOKEN = "token"
    SERVICE = "service"
    CLOCK = "clock"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts and how they were recognised.

    `person_id` is the key of the person, or of the owner of the token; None for clock and system.
    """

    kind: ActorKind
    uuid: str
    name: str
    person_id: int | None = None
    is_administrator: bool = False
    session_uuid: str | None = None
    authenticated_by: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether a human being acts now, in their own name."""
        return self.kind is ActorKind.PERSON


SYSTEM = Actor(kind=ActorKind.SYSTEM, uuid="00000000-0000-7000-8000-000000000001", name="Countersign")
CLOCK = Actor(kind=ActorKind.CLOCK, uuid="00000000-0000-7000-8000-000000000002", name="Clock")

"""Filters of the queue that somebody keeps, for themselves or for everybody who may open the queue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.person import Person
from models.saved_filter import SavedFilter
from workflows.approvals.access import require_standing
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.lifecycle.queue import words as words

PAGE = "queue"
MOST, NAME, QUERY = 30, 80, 1000


@dataclass(frozen=True)
class SaveFilter:
    """Keeps the filter of an address under a name."""

    name: str
    query: str
    shared: bool = False
    submit_id: str | None = None


@dataclass(frozen=True)
class RemoveFilter:
    """Takes one's own filter away."""

    uuid: str
    submit_id: str | None = None


@dataclass(frozen=True)
class KeptFilter:
    """A filter as the page offers it; `by` is the name of somebody else who shares it."""

    uuid: str
    name: str
    query: str
    shared: bool
    by: str

    @property
    def mine(self) -> bool:
        """Whether the reader keeps it themselves."""
        return not self.by


def kept_filters(tx: Session, person_id: int) -> tuple[KeptFilter, ...]:
    """The reader's own filters and those that others share, by name."""
    rows = tx.execute(
        select(SavedFilter, Person.name)
        .join(Person, Person.id == SavedFilter.person_id)
        .where(
            SavedFilter.page == PAGE,
            SavedFilter.removed_at.is_(None),
            or_(SavedFilter.person_id == person_id, SavedFilter.shared),
        )
        .order_by(SavedFilter.name, SavedFilter.id)
        .limit(200)
    )
    return tuple(
        KeptFilter(one.uuid, one.name, one.query, one.shared, "" if one.person_id == person_id else name)
        for one, name in rows
    )


def save_filter(actor: Actor, command: SaveFilter) -> str:
    """Keeps a filter and gives its address; raises Refused beside `name`, Conflict for a name that is taken."""
    name = " ".join(command.name.split())
    if not name or len(name) > NAME:
        raise Refused("filter_name", field="name", most=NAME)
    if not command.query or len(command.query) > QUERY:
        raise Refused("filter_nothing", field="name")
    with transaction() as tx:
        claim(tx, actor, command, f"/queue?{command.query}")
        now = clock.now(tx)
        me = require_standing(tx, actor, now).person_id
        own = [one for one in kept_filters(tx, me) if one.mine]
        if len(own) >= MOST:
            raise Refused("filter_too_many", field="name", most=MOST)
        if name.casefold() in {one.name.casefold() for one in own}:
            raise Conflict("filter_there", field="name")
        tx.add(
            SavedFilter(
                uuid=uuid7(),
                person_id=me,
                page=PAGE,
                name=name,
                query=command.query,
                shared=command.shared,
                made_at=now,
            )
        )
        return f"/queue?{command.query}"


def remove_filter(actor: Actor, command: RemoveFilter) -> None:
    """Takes a filter away; raises NotFound for one that is not the actor's."""
    with transaction() as tx:
        claim(tx, actor, command, "/queue")
        now = clock.now(tx)
        me = require_standing(tx, actor, now).person_id
        found = tx.scalars(
            select(SavedFilter).where(
                SavedFilter.uuid == command.uuid,
                SavedFilter.page == PAGE,
                SavedFilter.person_id == me,
                SavedFilter.removed_at.is_(None),
            )
        ).one_or_none()
        if found is None:
            raise NotFound("not_found")
        found.removed_at = now

"""Takes concerns: from anybody with an account, and from anybody at all without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.concern_door import ConcernDoor
from models.register_record import RegisterRecord
from workflows.approvals.policies.vocabulary import ORGANISATION
from workflows.assurance.concerns.codes import code_of, once_of, secret_of
from workflows.assurance.concerns.register import CONCERN, CONCERNS, INSIDE, KINDS, OUTSIDE
from workflows.assurance.concerns.telling import call_handlers
from workflows.ground import clock
from workflows.ground.actor import SYSTEM, Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import NOBODY, put_record
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.writing import Author
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import line, text
from workflows.people.days import today
from workflows.people.tokens import hashed_code

AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 40
"""So many concerns without a name are taken in an hour: a flood must not bury the ones that are meant."""
ANSWER_DAYS = 14
TURN = "turn_concern"


@dataclass(frozen=True)
class RaiseConcern:
    """What somebody is worried about; `system_id` 0 when it is about no system in particular."""

    title: str
    what: str
    kind: str = ""
    about: str = ""
    wants: str = ""
    system_id: int = ORGANISATION
    keep_hidden: bool = True
    submit_id: str | None = None


@dataclass(frozen=True)
class Raised:
    """The concern; `code` is the way back, for those without a name only."""

    ref: str
    code: str = ""


def raise_concern(actor: Actor, command: RaiseConcern) -> Raised:
    """Anybody with an account raises a concern; they, and those who look into it, read it.

    Raises Refused beside the field that does not hold; a system the person may not see is none to choose.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        once = claim(tx, actor, command)
        if command.system_id != ORGANISATION:
            try:
                require_sight(tx, author, command.system_id)
            except NotFound:
                raise Refused("concern_system", field="system") from None
        now = clock.now(tx)
        record = _put(tx, now, actor, Author(author.person_id), command, INSIDE)
        once.settle(ref(CONCERNS.prefix, record.id))
        return Raised(ref(CONCERNS.prefix, record.id))


def raise_without_name(command: RaiseConcern) -> Raised:
    """Anybody raises a concern without a name; nothing is kept of who, where from or with what.

    The same form sent twice gives the same code. Raises Refused beside the field, or when too many come at once.
    """
    secret = secret_of(command.submit_id)
    code = code_of(secret)
    with transaction() as tx:
        now = clock.now(tx)
        door = tx.scalars(select(ConcernDoor).where(ConcernDoor.code_hash == hashed_code(code))).one_or_none()
        if door is not None:
            return Raised(ref(CONCERNS.prefix, door.record_id), code)
        claim(tx, SYSTEM, _nameless(once_of(secret)))
        _require_room(tx, now)
        record = _put(tx, now, SYSTEM, NOBODY, command, OUTSIDE)
        tx.add(ConcernDoor(record_id=record.id, code_hash=hashed_code(code), made_at=now))
        return Raised(ref(CONCERNS.prefix, record.id), code)


def _nameless(submit_id: str) -> RaiseConcern:
    """What is kept of a form without a name: that it came, and nothing it said."""
    return RaiseConcern("", "", submit_id=submit_id)


def _put(
    tx: Session, now: datetime, actor: Actor, author: Author, command: RaiseConcern, channel: str
) -> RegisterRecord:
    what = text(command.what)
    if not what:
        raise Refused("concern_text", field="what")
    system_id = command.system_id if channel == INSIDE else ORGANISATION
    title = line(command.title) or dict(KINDS).get(command.kind) or what[:80]
    wanted = SaveRecord(
        CONCERN,
        system_id=system_id,
        title=title,
        body={
            "what": what,
            "kind": command.kind,
            "about": command.about,
            "wants": command.wants,
            "channel": channel,
            "keep_hidden": "yes" if command.keep_hidden else "no",
            "answer_by": (today(tx, now) + timedelta(days=ANSWER_DAYS)).isoformat(),
        },
    )
    place = lock_place(tx, CONCERNS, None, system_id)
    record = put_record(tx, now, actor, author, place, wanted)
    call_handlers(tx, now, record, TURN, but=author.person_id)
    return record


def _require_room(tx: Session, now: datetime) -> None:
    lately = select(func.count()).where(ConcernDoor.made_at > now - AN_HOUR)
    if tx.scalars(lately).one() >= MOST_AN_HOUR:
        raise Refused("concern_many", minutes=60)

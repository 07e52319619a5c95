"""Opens a card to everybody, signed, and closes it again, at once and without a credential."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.person import Person
from models.public_card import PublicCard
from models.register_record import RegisterRecord
from models.register_signature import RegisterSignature
from models.team_member import TeamMember
from workflows.assurance.cards.actions import CLOSED, OPENED
from workflows.assurance.cards.register import CARD, NEEDED, OPENERS, READY, SHOWN
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import canonical_text
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers.attesting import Purpose, purpose_for
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import Place, lock_place
from workflows.inventory.registers.rights import require_writer
from workflows.inventory.registers.writing import thing
from workflows.inventory.resources.rows import says_something, text_of
from workflows.inventory.visibility import require_sight
from workflows.inventory.wording import LINE, line, need, text
from workflows.people.standing import Standing
from workflows.record import Thing, append

_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class CloseCard:
    """Closes the public card of a system, with the reason for the record."""

    system_id: int
    reason: str = ""
    submit_id: str | None = None


def close_card(actor: Actor, command: CloseCard) -> str:
    """Closes the open card of a system; whoever may write cards may. Returns the ref of the system.

    Raises NotFound, NotAllowed, or Refused when no card is open.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        require_sight(tx, author, command.system_id)
        place = lock_place(tx, CARD, None, command.system_id)
        now = clock.now(tx)
        here = ref("SYS", command.system_id)
        claim(tx, actor, command, here)
        require_writer(tx, author, CARD, place.system)
        card = open_card_of(tx, command.system_id)
        if card is None:
            raise Refused("card_not_open")
        reason = need(line(text(command.reason)), "reason", LINE)
        card.closed_at = now
        tx.flush()
        append(
            tx,
            now,
            actor,
            CLOSED,
            about=_about(place.system),
            changes={"address": [card.slug, None]},
            personal={actor.uuid: {"reason": reason}},
        )
        return here


def open_card_of(tx: Session, system_id: int) -> PublicCard | None:
    """The card of a system that everybody reads now, or None."""
    found = select(PublicCard).where(PublicCard.system_id == system_id, PublicCard.closed_at.is_(None))
    return tx.scalars(found).one_or_none()


def require_fit(tx: Session, _now: datetime, _standing: Standing, record: RegisterRecord) -> None:
    """Raises Refused for a card that is not ready, not whole, or names somebody of the team."""
    if record.status != READY:
        raise Refused("card_not_ready")
    body = body_of(record.body)
    empty = [
        field.label for field in SHOWN if field.key in NEEDED and not says_something(text_of(body, field.key))
    ]
    if empty:
        raise Refused("card_not_whole", fields=empty)
    said = " ".join([record.title, *(text_of(body, field.key) for field in SHOWN)]).casefold()
    named = [name for name, email in _team(tx, record.system_id) if email in said or _names(said, name)]
    if named:
        raise Refused("card_names_somebody", names=named)


def _names(said: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said) is not None


def _team(tx: Session, system_id: int) -> list[tuple[str, str]]:
    members = select(TeamMember.person_id).where(TeamMember.system_id == system_id)
    owner = select(AiSystem.owner_id).where(AiSystem.id == system_id)
    found = select(Person.name, Person.email).where(or_(Person.id.in_(members), Person.id.in_(owner)))
    return [(name, email) for name, email in tx.execute(found)]


def _opened(tx: Session, now: datetime, actor: Actor, place: Place, signature: RegisterSignature) -> None:
    """What the signature does: the card of the system that was open closes, and this one opens as it was signed."""
    record = place.held
    former = open_card_of(tx, record.system_id)
    if former is not None:
        former.closed_at = now
        tx.flush()
    body = body_of(record.body)
    card = PublicCard(
        uuid=uuid7(),
        system_id=record.system_id,
        slug=_slug(tx, record),
        body=canonical_text(
            {
                "title": record.title,
                "ref": ref(CARD.prefix, record.id),
                "version": record.content_version,
                "digest": record.digest,
                "fields": {field.key: text_of(body, field.key) for field in SHOWN},
            }
        ),
        opened_at=now,
        opened_by_id=signature.person_id,
    )
    tx.add(card)
    tx.flush()
    append(tx, now, actor, OPENED, about=thing(CARD, record), changes={"address": [None, card.slug]})


def _slug(tx: Session, record: RegisterRecord) -> str:
    """The address of a system's card: the one it had before, else its title in plain letters, made unique."""
    before = (
        select(PublicCard.slug).where(PublicCard.system_id == record.system_id).order_by(PublicCard.id.desc())
    )
    kept = tx.scalars(before.limit(1)).first()
    if kept is not None:
        return kept
    plain = unicodedata.normalize("NFKD", record.title).encode("ascii", "ignore").decode().lower()
    wanted = _NOT_PLAIN.sub("-", plain).strip("-")[:60].strip("-") or "system"
    taken = set(
        tx.scalars(select(PublicCard.slug).where(PublicCard.slug.startswith(wanted, autoescape=True)))
    )
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _about(system: AiSystem | None) -> Thing:
    assert system is not None
    return Thing("system", system.uuid, system.revision, ref=ref("SYS", system.id), label=system.name)


OPEN: Final = purpose_for(
    Purpose(
        register=CARD.key,
        key="open_card",
        label="Open it to everybody",
        statement="As {role} I open the card “{title}” ({ref}) to everybody. What it says is true, plain enough for "
        "the people it concerns, and names no person.",
        roles=OPENERS,
        guard=require_fit,
        signed=_opened,
    )
)

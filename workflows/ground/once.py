"""Makes a form act once: a double click or a retried request finds the first result."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.submit_once import SubmitOnce
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import digest
from workflows.ground.refused import Conflict, Replayed


@dataclass(frozen=True)
class Claim:
    """The hold on a submit id inside the act's transaction."""

    tx: Session
    submit_id: str | None

    def settle(self, ref: str) -> None:
        """Stores what the act made, when that was not known at the start."""
        if self.submit_id:
            self.tx.execute(
                update(SubmitOnce).where(SubmitOnce.submit_id == self.submit_id).values(result_ref=ref)
            )


def claim(tx: Session, actor: Actor, command: Any, ref: str = "") -> Claim:
    """Takes the command's `submit_id`, or raises Replayed with the ref of the first act.

    `ref` is the result when it is known before the act; else call `settle` later. A command without a submit id
    (a job, the command line) is not held. Raises Conflict when the id was used with other content.
    """
    submit_id = getattr(command, "submit_id", None)
    if not submit_id:
        return Claim(tx, None)
    # A retried form carries a new proof of the password: it is still the same form.
    body = digest({key: _text(value) for key, value in asdict(command).items() if key != "proof"})
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    taken = tx.execute(
        dialect.insert(SubmitOnce)
        .values(
            submit_id=submit_id,
            actor_id=actor.person_id or 0,
            body_digest=body,
            result_ref=ref,
            at=clock.glance(),
        )
        .on_conflict_do_nothing()
        .returning(SubmitOnce.submit_id)
    )
    if taken.scalar_one_or_none() is not None:
        return Claim(tx, submit_id)
    first = tx.scalars(select(SubmitOnce).where(SubmitOnce.submit_id == submit_id)).one()
    if first.body_digest != body or first.actor_id != (actor.person_id or 0):
        raise Conflict("submit_id_other_body")
    raise Replayed(first.result_ref)


def _text(value: Any) -> Any:
    """Anything as something that has a canonical form; secrets are proved before and never part of a command."""
    if isinstance(value, dict):
        return {str(key): _text(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_text(part) for part in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)

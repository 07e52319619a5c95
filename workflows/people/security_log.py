"""The security log: denials, failed sign-ins and lock-outs, for administrators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.security_event import SecurityEvent
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.transaction import transaction

KINDS = (
    "denied",
    "sign_in_failed",
    "locked_out",
    "proof_failed",
    "signed_in",
    "sessions_ended",
    "password_changed",
    "set_up_refused",
)
"""Everything the log may say."""


def write(
    tx: Session, now: datetime, kind: str, person_id: int | None, address: str = "", detail: str = ""
) -> None:
    """Adds one event to the transaction; raises ValueError for a kind nobody listed."""
    if kind not in KINDS:
        raise ValueError(f"no such security event: {kind}")
    tx.add(
        SecurityEvent(
            uuid=uuid7(), kind=kind, person_id=person_id, address=address[:45], detail=_plain(detail), at=now
        )
    )


def log_denial(actor: Actor, guard_name: str, path: str, address: str = "") -> None:
    """Writes, in a transaction of its own, that a guard kept somebody out of a page."""
    with transaction() as tx:
        write(tx, clock.now(tx), "denied", actor.person_id, address, f"{guard_name}: {path}")


def _plain(text: str) -> str:
    """Text that any database keeps: a path may hold whatever was typed into the address line."""
    return "".join(character if character.isprintable() else "?" for character in text)[:300]

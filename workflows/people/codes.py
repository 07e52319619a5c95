"""One-time codes and links: made, shown once, taken once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.one_time_code import OneTimeCode

SET_UP, SIGN_UP, RESET = "set_up", "sign_up", "reset"


def keep(
    tx: Session,
    now: datetime,
    purpose: str,
    mark: str,
    life: timedelta,
    person_id: int | None = None,
    made_by_id: int | None = None,
) -> None:
    """Stores the hash of a new code; earlier ones of the same person are good for nothing from now on.

    Set-up codes stay good side by side, because every process of a server prints its own.
    """
    if person_id is not None:
        void(tx, now, person_id)
    tx.add(
        OneTimeCode(
            code_hash=mark,
            purpose=purpose,
            person_id=person_id,
            made_by_id=made_by_id,
            made_at=now,
            expires_at=now + life,
        )
    )


def void(tx: Session, now: datetime, person_id: int | None) -> None:
    """Makes all open codes of a person useless, or all set-up codes for None."""
    whose = OneTimeCode.person_id.is_(None) if person_id is None else OneTimeCode.person_id == person_id
    tx.execute(
        update(OneTimeCode)
        .where(whose, OneTimeCode.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def find(tx: Session, now: datetime, mark: str, purposes: tuple[str, ...]) -> OneTimeCode | None:
    """The code behind a hash while it is good."""
    return tx.scalars(
        select(OneTimeCode).where(
            OneTimeCode.code_hash == mark,
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now,
        )
    ).first()


def take(tx: Session, now: datetime, mark: str, purposes: tuple[str, ...]) -> bool:
    """Uses a code up; of two who bring the same one, one is told no."""
    taken = tx.execute(
        update(OneTimeCode)
        .where(
            OneTimeCode.code_hash == mark,
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now,
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]

"""The sweep that removes what signing in leaves behind; the security log and the record keep what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.login_attempt import LoginAttempt
from models.one_time_code import OneTimeCode
from models.person_session import PersonSession
from models.sign_proof import SignProof
from workflows.ground import clock
from workflows.ground.sweeping import Swept, each
from workflows.people.limits import limits

SESSIONS_STAY = timedelta(days=30)
"""An ended session stays so long, for whoever looks into a sign-in that was not theirs."""
CODES_STAY = timedelta(days=30)
PROOFS_STAY = timedelta(days=1)
"""A proof lives for a minute; the signature itself says how its person was recognised."""

Key = InstrumentedAttribute[Any]
Over = Callable[[datetime], ColumnElement[bool]]


def sweep(limit: int = 1000) -> Swept:
    """Removes at most `limit` rows of each kind: sessions, proofs, counts of attempts and one-time codes.

    A kind that cannot be tidied now is counted as failed, and the others go on.
    """

    removed: dict[int, int] = {}

    def tidy(tx: Session, number: int) -> bool:
        removed[number] = _remove(tx, *KINDS[number], limit)
        return removed[number] > 0

    swept = each("tidying", lambda _: range(len(KINDS)), tidy)
    return Swept(sum(removed.values()), swept.failed)


def _remove(tx: Session, key: Key, is_over: Over, limit: int) -> int:
    now = clock.now(tx)
    keys = tx.scalars(select(key).where(is_over(now)).limit(limit).with_for_update(skip_locked=True)).all()
    if keys:
        tx.execute(delete(key.class_).where(key.in_(keys)).execution_options(synchronize_session=False))
    return len(keys)


def _session_is_over(now: datetime) -> ColumnElement[bool]:
    bounds = limits()
    return or_(
        PersonSession.ended_at < now - SESSIONS_STAY,
        PersonSession.signed_in_at < now - SESSIONS_STAY - bounds.absolute,
    )


def _proof_is_over(now: datetime) -> ColumnElement[bool]:
    return SignProof.expires_at < now - PROOFS_STAY


def _attempts_are_over(now: datetime) -> ColumnElement[bool]:
    """Whether the next attempt would begin a new window anyway; never while a lock holds."""
    bounds = limits()
    window = max(bounds.account_lock, bounds.address_lock)
    unlocked = or_(LoginAttempt.locked_until.is_(None), LoginAttempt.locked_until < now)
    return unlocked & (LoginAttempt.since < now - 2 * window)


def _code_is_over(now: datetime) -> ColumnElement[bool]:
    return or_(OneTimeCode.used_at < now - CODES_STAY, OneTimeCode.expires_at < now - CODES_STAY)


KINDS: tuple[tuple[Key, Over], ...] = (
    (PersonSession.id, _session_is_over),
    (SignProof.id, _proof_is_over),
    (LoginAttempt.key, _attempts_are_over),
    (OneTimeCode.id, _code_is_over),
)

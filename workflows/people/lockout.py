"""Lock-out: how often something may be tried, counted in the database before it is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.login_attempt import LoginAttempt
from workflows.ground.canonical import sha256
from workflows.people.limits import limits


@dataclass(frozen=True)
class Tried:
    """What counting an attempt found: how long to wait, and which counts have just begun a lock."""

    wait: timedelta | None = None
    locked: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """The waiting time in whole minutes, rounded up so that it is never promised too early."""
        seconds = self.wait.total_seconds() if self.wait else 0
        return max(1, -int(-seconds // 60))


def account_key(email: str) -> str:
    """The count of sign-ins under an e-mail; known and unknown e-mails are counted alike."""
    return f"sign-in:{sha256(email.encode('utf-8', 'replace'))}"


def proof_key(person_uuid: str) -> str:
    """The count of passwords typed inside an open session, which nobody outside can run up."""
    return f"proof:{person_uuid}"


def address_key(address: str) -> str | None:
    """The count of a network address; of IPv6 the network counts, because one line has 2^64 addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    if parsed.version == 6:
        return f"address:{ip_network((parsed, 64), strict=False).network_address}"
    return f"address:{parsed}"


def count(tx: Session, keys: tuple[str | None, ...], now: datetime) -> Tried:
    """Counts one attempt on all keys before it is made; nothing is counted while one of them is locked.

    Counting first is what keeps a hundred attempts at the same moment from all passing as the first one.
    """
    wanted = sorted({key for key in keys if key})
    dialect = postgresql if tx.get_bind().dialect.name == "postgresql" else sqlite
    for key in wanted:
        fresh = dialect.insert(LoginAttempt).values(key=key, failures=0, since=now)
        tx.execute(fresh.on_conflict_do_nothing())
    rows = _locked(tx, wanted)
    waits = [row.locked_until - now for row in rows if row.locked_until and row.locked_until > now]
    if waits:
        return Tried(wait=max(waits))
    locked = []
    for row in rows:
        tries, pause = _limit_of(row.key)
        if row.locked_until or now - row.since >= pause:
            row.failures, row.since, row.locked_until = 0, now, None
        row.failures += 1
        if row.failures >= tries:
            row.locked_until = now + pause
            locked.append(row.key)
    return Tried(locked=tuple(locked))


def forgive(tx: Session, keys: tuple[str | None, ...]) -> None:
    """Takes back a counted attempt that was right: an account starts anew, an address by this one try only.

    Whoever knows one password must not be able to wipe out the tries on all others.
    """
    for row in _locked(tx, sorted({key for key in keys if key})):
        row.failures = max(0, row.failures - 1) if row.key.startswith("address:") else 0
        row.locked_until = None


def _locked(tx: Session, keys: list[str]) -> list[LoginAttempt]:
    statement = select(LoginAttempt).where(LoginAttempt.key.in_(keys)).order_by(LoginAttempt.key)
    return list(tx.scalars(statement.with_for_update().execution_options(populate_existing=True)))


def _limit_of(key: str) -> tuple[int, timedelta]:
    bounds = limits()
    if key.startswith("address:"):
        return bounds.address_tries, bounds.address_lock
    return bounds.account_tries, bounds.account_lock

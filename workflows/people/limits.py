"""How long sessions live and how often a password may be wrong; set once at start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limits:
    """The limits of this installation; the defaults are those of the settings."""

    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)
    account_tries: int = 8
    account_lock: timedelta = timedelta(minutes=15)
    address_tries: int = 10
    address_lock: timedelta = timedelta(minutes=5)
    cheap_hashes: bool = False


PROOF_LIFE = timedelta(seconds=60)
"""How long a proved password stays good for the one act it was proved for."""
LINK_LIFE = timedelta(days=7)
"""How long a sign-up link stays good."""
RESET_LIFE = timedelta(hours=1)
"""How long a link for a new password stays good."""
SET_UP_LIFE = timedelta(days=7)
"""How long a set-up code printed at start stays good."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly a session knows when it was last used."""
RENEWAL_GRACE = timedelta(seconds=20)
"""How long a replaced token is still understood: the second click of a double click carries it."""

_limits = Limits()


def configure(limits: Limits) -> None:
    """Sets the limits of this process; called once, before the first request."""
    global _limits
    _limits = limits


def limits() -> Limits:
    """The limits of this installation."""
    return _limits

"""The few questions every request asks the people column, behind names that do not change."""

from __future__ import annotations

from workflows.ground.actor import Actor
from workflows.people import preferences, queries, security_log, sessions
from workflows.people.queries import SignedIn

__all__ = ["SignedIn", "log_denial", "set_preferences", "setup_is_open", "signed_in_by_token", "touch"]


def signed_in_by_token(token: str) -> SignedIn | None:
    """Whom a session token stands for now, or None when it is unknown, over, idle or revoked."""
    return queries.signed_in_by_token(token)


def setup_is_open() -> bool:
    """Whether the first set-up has not been finished yet."""
    return not queries.setup_finished()


def log_denial(actor: Actor, guard_name: str, path: str) -> None:
    """Writes into the security log that a guard kept somebody out."""
    security_log.log_denial(actor, guard_name, path)


def touch(session_id: int) -> None:
    """Notes that a session was used; the one thing a GET may write, at most once a minute."""
    sessions.touch(session_id)


def set_preferences(actor: Actor, theme: str, density: str, zone: str) -> None:
    """Keeps how a person wants pages to look; raises Refused with the field it does not like."""
    preferences.set_preferences(actor, preferences.SetPreferences(theme, density, zone))

"""Asking for the password again: the proof for the act, and a new session token for the browser."""

from __future__ import annotations

from flask import session

from views.security import current_actor, session_token
from workflows.people import proof, sessions


def proved(password: str, purpose: str) -> str:
    """A proof of the reader's password for one act; the session goes on under a new token.

    Raises Refused beside `password` when it is wrong or locked. A token copied before is good for nothing seconds
    later, while the second click of a double click still finds the first act.
    """
    shown = proof.prove(current_actor(), password, purpose)
    token = session_token()
    fresh = sessions.renew(token) if token else None
    if fresh:
        session["_user_id"] = fresh
    return shown

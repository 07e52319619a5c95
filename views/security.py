"""Who is asking, and may they: sessions, guards and the refusal of everything that declares none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, abort, current_app, g, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_login import current_user as login_user_proxy
from flask_wtf.csrf import CSRFProtect

from views import people_door
from views.guards import GUARDS, OPEN_GUARDS
from views.origin import from_here
from views.people_door import SignedIn
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.refused import NotAllowed, NotFound, Refused

View = TypeVar("View", bound=Callable[..., Any])

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_log = structlog.get_logger("countersign")
csrf = CSRFProtect()
login_manager = LoginManager()


class SessionUser(UserMixin):
    """What Flask-Login keeps: the opaque session token and whom it stands for at this request."""

    def __init__(self, token: str, person: SignedIn) -> None:
        self.token = token
        self.person = person

    @property
    def is_active(self) -> bool:
        """Always true: a deactivated person's token is not found in the first place."""
        return True

    def get_id(self) -> str:
        """The token; nothing else about the person is in the cookie."""
        return self.token


def guard(name: str) -> Callable[[View], View]:
    """Marks a view with the guard that must let the asker pass before the view runs.

    Raises KeyError at import for a guard that does not exist.
    """
    GUARDS[name]

    def mark(view: View) -> View:
        view.guard_name = name  # type: ignore[attr-defined]
        return view

    return mark


def reader() -> SignedIn:
    """The person who asks, on a page that only lets people in; raises NotAllowed when nobody is signed in."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    return person


def current_person() -> SignedIn | None:
    """The person who asks, as they are at this request; None when nobody is signed in."""
    if "person" not in g:
        user = login_user_proxy._get_current_object()
        g.person = user.person if isinstance(user, SessionUser) else None
    found: SignedIn | None = g.person
    return found


def current_actor() -> Actor:
    """The asker as first argument of a use case; raises NotAllowed when nobody is signed in."""
    person = current_person()
    if person is None:
        raise NotAllowed("sign_in_first")
    return Actor(
        kind=ActorKind.PERSON,
        uuid=person.uuid,
        name=person.name,
        person_id=person.id,
        is_administrator=person.is_administrator,
        session_uuid=person.session_uuid,
        authenticated_by="password",
    )


def start_session(token: str) -> None:
    """Puts a fresh session token into the cookie; everything the visitor had before is dropped."""
    session.clear()
    person = people_door.signed_in_by_token(token)
    if person is None:
        abort(401)
    login_user(SessionUser(token, person))
    g.person = person


def keep_session(fresh_token: str) -> None:
    """Puts the renewed token of the same session into the cookie, after a person proved their password."""
    session["_user_id"] = fresh_token


def end_session() -> None:
    """Takes the token out of the cookie; the caller has ended the session itself in the database."""
    logout_user()
    session.clear()
    g.person = None


def session_token() -> str | None:
    """The opaque token of this request's session, or None."""
    return session.get("_user_id")


@login_manager.user_loader
def _load(token: str) -> SessionUser | None:
    person = people_door.signed_in_by_token(token)
    return SessionUser(token, person) if person else None


def _enforce() -> Response | None:
    """Runs before every view: origin, guard, CSRF; a route without a guard answers as if it did not exist."""
    if request.routing_exception is not None or request.endpoint is None:
        return None
    view = _viewed()
    name = getattr(view, "guard_name", None)
    if name is None:
        raise NotFound("not_found")
    changes = request.method not in SAFE_METHODS
    if changes and not from_here():
        raise NotAllowed("cross_site")
    person = None if getattr(view, "needs_nobody", False) else current_person()
    if changes and name not in OPEN_GUARDS and person is None:
        raise NotAllowed("sign_in_first")
    if changes and not getattr(view, "takes_key", False):
        # A key in a header is sent by no browser of its own accord, so nothing can be forged with it.
        csrf.protect()
    try:
        GUARDS[name](person)
    except Refused as refused:
        _log_denial(person, name)
        raise refused
    return None


def _log_denial(person: SignedIn | None, guard_name: str) -> None:
    if person is None:
        return
    try:
        people_door.log_denial(current_actor(), guard_name, request.path)
    except Refused as missed:
        # The door stays shut either way; the process log then holds what the table could not take.
        _log.warning("denial_not_stored", code=missed.code, guard=guard_name, person=person.uuid)


def _note_use(response: Response) -> Response:
    """After the page: the session was used. In its own transaction, when nothing of the page is open any more."""
    person = g.get("person")
    if person is not None and person.seen_long_ago:
        people_door.touch(person.session_id)
    return response


def _viewed() -> Any:
    return current_app.view_functions.get(request.endpoint or "")


def install(app: Flask) -> None:
    """Sets the cookie's flags and puts the guard in front of every view of `app`."""
    secure = bool(app.config["SESSION_COOKIE_SECURE"])
    app.config.update(
        SESSION_COOKIE_NAME="__Host-countersign" if secure else "countersign",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_DOMAIN=None,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PROVIDE_AUTOMATIC_OPTIONS=False,
        WTF_CSRF_CHECK_DEFAULT=False,
        # The token lives as long as the session it is bound to: somebody may write for an hour.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    login_manager.session_protection = None
    # Its context processor would ask for the person on pages that must ask nothing (a database that is away).
    login_manager.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    app.before_request(_enforce)
    app.after_request(_note_use)

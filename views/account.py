"""The door and the reader's own account: sign in, sign out, sessions, password."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.account import PasswordForm, SignInForm, WelcomeForm
from forms.base import ActionForm
from views.answers import done, form_page, page
from views.returns import local_path, next_path
from views.security import current_actor, current_person, end_session, guard, session_token, start_session
from workflows.ground.ids import parse_ref, ref
from workflows.ground.refused import NotFound, Refused
from workflows.people import credentials, logs, queries, sessions, signing_in
from workflows.people.sessions import Device

pages = Blueprint("account", __name__)


def device() -> Device:
    """From where this request comes."""
    return Device(request.remote_addr or "", request.user_agent.string or "")


@pages.get("/login")
@guard("public")
def door() -> Response:
    """The sign-in; whoever is signed in goes on, and before set-up there is nobody to sign in."""
    if current_person() is not None:
        return done(next_path())
    organisation = queries.organisation()
    if organisation is None:
        return done("/setup")
    return _door(SignInForm(data={"next": next_path("")}))


@pages.post("/login")
@guard("public")
def sign_in() -> Response:
    """Signs in and goes where the reader wanted to be."""
    form = SignInForm()
    if not form.validate():
        return _door(form)
    command = signing_in.SignIn(form.email.data or "", form.password.data or "", device(), session_token())
    try:
        token = signing_in.sign_in(command)
    except Refused as refused:
        return _door(form, refused)
    start_session(token)
    return done(next_path())


def _door(form: SignInForm, refused: Refused | None = None) -> Response:
    locked = refused is not None and refused.code == "locked_out"
    organisation = queries.organisation()
    return form_page(
        "account/sign_in.html",
        form,
        refused,
        status=429 if locked else 200,
        organisation=organisation.name if organisation else "",
        back_to=destination(local_path(form.next.data, "/")),
        error_kept=gettext("Your e-mail is kept; type the password again."),
    )


def destination(path: str) -> str:
    """Where a path leads, in words that tell a stranger nothing: "review REQ-142"; empty for Home."""
    parts = [part for part in urlsplit(path).path.split("/") if part]
    for number, part in enumerate(parts):
        found = parse_ref(part)
        if found:
            verb = parts[number + 1].replace("-", " ") if number + 1 < len(parts) else ""
            return f"{verb[:40]} {ref(*found)}".strip()
    return parts[0].replace("-", " ")[:40] if parts else ""


@pages.post("/logout")
@guard("public")
def sign_out() -> Response:
    """Ends the session on the server, then takes its token out of the cookie."""
    token = session_token()
    if token:
        sessions.end_by_token(token)
    end_session()
    return done("/login", gettext("You are signed out."))


@pages.get("/account")
@guard("signed_in")
def me() -> Response:
    """The reader's account: who they are here, their roles, where they are signed in."""
    person = current_person()
    assert person is not None
    rows = logs.own_sessions(current_actor(), person.session_id)
    return page("account/me.html", sessions=rows, form=ActionForm())


@pages.post("/account/sessions/<session_uuid>/end")
@guard("signed_in")
def end_one(session_uuid: str) -> Response:
    """Ends one of the reader's sessions, on whatever device it is."""
    sessions.end_own(current_actor(), session_uuid)
    return done("/account", gettext("That session has ended."))


@pages.post("/account/sessions/end-others")
@guard("signed_in")
def end_others() -> Response:
    """Ends every session of the reader but this one."""
    person = current_person()
    assert person is not None
    sessions.end_others(current_actor(), person.session_id)
    return done("/account", gettext("You are signed in only here now."))


@pages.route("/account/password", methods=["GET", "POST"])
@guard("signed_in")
def password() -> Response:
    """Another password; every session ends and a new one begins here."""
    form = PasswordForm()
    if request.method != "POST" or not form.validate():
        return form_page("account/password.html", form)
    try:
        token = credentials.change_password(
            current_actor(), form.old.data or "", form.new.data or "", device()
        )
    except Refused as refused:
        return form_page("account/password.html", form, refused)
    start_session(token)
    return done("/account", gettext("Your password is changed. You are signed out everywhere else."))


@pages.route("/welcome/<token>", methods=["GET", "POST"])
@guard("public")
def welcome(token: str) -> Response:
    """The first password, or a new one, for whoever has the link."""
    found = credentials.invited(token)
    if found is None:
        return page("account/link_gone.html", 404)
    form = WelcomeForm()
    if request.method != "POST" or not form.validate():
        return form_page("account/welcome.html", form, invited=found)
    try:
        session = credentials.choose_password(token, form.password.data or "", device())
    except NotFound:
        return page("account/link_gone.html", 404)
    except Refused as refused:
        return form_page("account/welcome.html", form, refused, invited=found)
    start_session(session)
    return done("/", gettext("Welcome. Your password is set and you are signed in."))

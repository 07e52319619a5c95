"""Administration of people: the list, an account, adding and editing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, session, url_for
from flask_babel import gettext

from forms.base import ActionForm
from forms.people import AddPersonForm, EditPersonForm
from views.answers import done, form_page, page
from views.security import current_actor, guard
from views.words import say
from workflows.ground.refused import Refused, Stale
from workflows.people import accounts, directory, logs, reasons
from workflows.people.identity import Identity
from workflows.people.security_log import KINDS

pages = Blueprint("people", __name__)
LINK = "link_once"


def page_number() -> int:
    """The page asked for in the address; 1 for anything that is no number."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 1


@pages.get("/people")
@guard("administrator")
def index() -> Response:
    """The list of people, searched and filtered by the address."""
    search, shown = request.args.get("q", "")[:200], request.args.get("show", "open")
    shown = shown if shown in directory.SHOWN else "open"
    return page(
        "people/list.html",
        people=directory.list_people(search, shown, page_number()),
        search=search,
        shown=shown,
    )


@pages.route("/people/new", methods=["GET", "POST"])
@guard("administrator")
def add() -> Response:
    """A new account; its one-time link is shown on the next page, and only there."""
    form = AddPersonForm(data={"kind": "employee"})
    if request.method != "POST" or not form.validate():
        return form_page("people/new.html", form)
    command = accounts.AddPerson(_identity(form), bool(form.is_administrator.data), form.submit_id.data)
    try:
        made = accounts.add_person(current_actor(), command)
    except Refused as refused:
        return form_page("people/new.html", form, refused)
    return _with_link(made, gettext("%(name)s is added.", name=made.name))


@pages.get("/people/<int:person_id>")
@guard("administrator")
def show(person_id: int) -> Response:
    """One account with its grants; a link that was just made is shown here once."""
    found = directory.find_person(person_id)
    fresh = session.pop(LINK, None)
    link = None
    if fresh and fresh[0] == person_id:
        link = url_for("account.welcome", token=fresh[1], _external=True)
    return page("people/person.html", who=found, link=link, form=ActionForm())


@pages.post("/people/<int:person_id>/link")
@guard("administrator")
def link(person_id: int) -> Response:
    """A new one-time link; earlier ones of this person die."""
    form = ActionForm()
    if not form.validate():
        return done(f"/people/{person_id}", gettext("The form had lost its number. Press the button again."))
    made = accounts.make_link(current_actor(), accounts.MakeLink(person_id, form.submit_id.data))
    return _with_link(made, gettext("A new link is made. Earlier ones no longer work."))


@pages.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@guard("administrator")
def edit(person_id: int) -> Response:
    """Changed facts of an account; when somebody else changed it meanwhile, both versions are shown."""
    found = directory.find_person(person_id)
    form = EditPersonForm(obj=found)
    if request.method != "POST" or not form.validate():
        return form_page("people/edit.html", form, who=found, moved=False)
    command = accounts.EditPerson(person_id, form.seen_revision(), _identity(form), form.submit_id.data)
    try:
        accounts.edit_person(current_actor(), command)
    except Stale as stale:
        found = directory.find_person(person_id)
        form.revision.data = str(found.revision)
        return form_page("people/edit.html", form, stale, who=found, moved=True)
    except Refused as refused:
        return form_page("people/edit.html", form, refused, who=found, moved=False)
    return done(f"/people/{person_id}", gettext("The account is changed."))


@pages.get("/people/<int:person_id>/access")
@guard("administrator")
def access(person_id: int) -> Response:
    """Why somebody can see a system."""
    found = directory.find_person(person_id)
    asked = request.args.get("system", "")[:40]
    answer: Any = None
    problem = ""
    if asked.strip():
        try:
            answer = reasons.why(person_id, asked)
        except Refused:
            problem = gettext("There is no such system. Write its number, such as SYS-7.")
    return page(
        "people/access.html",
        422 if problem else 200,
        who=found,
        asked=asked,
        answer_found=answer,
        sentences=[say(reason.code, reason.params) for reason in answer.reasons] if answer else [],
        problems=[("system", problem)] if problem else [],
    )


@pages.get("/people/security")
@guard("administrator")
def security() -> Response:
    """The security log: denials, failed sign-ins, lock-outs."""
    kind = request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    events = logs.security_events(kind, page_number())
    return page("people/security.html", events=events, kind=kind, kinds=KINDS)


def _identity(form: Any) -> Identity:
    return Identity(
        name=form.name.data or "",
        email=form.email.data or "",
        kind=form.kind.data or "",
        employer=form.employer.data or "",
        ends_on=form.ends_on.data,
    )


def _with_link(made: accounts.Account, message: str) -> Response:
    """On to the account; the link travels once, in the administrator's own signed cookie."""
    session[LINK] = [made.person_id, made.token]
    return done(f"/people/{made.person_id}", message)

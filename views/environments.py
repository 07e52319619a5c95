"""Pages of environments, and of what was in production on a day."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.base import ActionForm
from forms.inventory.environments import EnvironmentForm
from views.answers import done, form_page, page
from views.people_door import SignedIn
from views.refs import lives_at
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import Refused
from workflows.inventory.commands import ArchiveEnvironment, RegisterEnvironment
from workflows.inventory.environments import archive_environment, register_environment
from workflows.inventory.persons import ENVIRONMENT_KEEPERS
from workflows.inventory.running import environment_page, list_environments, running_on, today_here

pages = Blueprint("environments", __name__)

lives_at("ENV", "/environments/{}")

PURPOSES = ("development", "test", "pilot", "production")


@pages.get("/environments")
@guard("signed_in")
def index() -> Response:
    """All environments with what each is for."""
    return _list(EnvironmentForm(formdata=None))


@pages.post("/environments")
@guard("signed_in")
def create() -> Response:
    """Registers an environment."""
    form = EnvironmentForm()
    if not form.validate():
        return _list(form)
    command = RegisterEnvironment(
        name=form.name.data or "",
        purpose=form.purpose.data or "",
        pilot_people=form.pilot_people.data or "",
        ends_on=form.ends_on.data,
        submit_id=form.submit_id.data,
    )
    try:
        made = register_environment(current_actor(), command)
    except Refused as refused:
        return _list(form, beside(refused))
    return done(f"/environments/{made.ref}", gettext("%(ref)s is registered.", ref=made.ref))


@pages.get("/environments/<ref(ENV):environment_id>")
@guard("signed_in")
def show(environment_id: int) -> Response:
    """One environment: what runs there, what ran there."""
    return _show(environment_id)


@pages.post("/environments/<ref(ENV):environment_id>/archive")
@guard("signed_in")
def archive(environment_id: int) -> Response:
    """Takes an environment out of the lists."""
    form = ActionForm()
    refused: Refused = Refused("submit_id_missing")
    if form.validate():
        command = ArchiveEnvironment(environment_id=environment_id, submit_id=form.submit_id.data)
        try:
            gone = archive_environment(current_actor(), command)
            return done("/environments", gettext("%(ref)s is archived.", ref=gone.ref))
        except Refused as reason:
            refused = beside(reason)
    return _show(environment_id, refused)


@pages.get("/in-production")
@guard("signed_in")
def in_production() -> Response:
    """What ran on a day, at any moment of it; a day nobody can read is told so, beside its field."""
    purpose = request.args.get("purpose", "production")
    purpose = purpose if purpose in PURPOSES else "production"
    today = today_here()
    typed = request.args.get("on", "").strip()
    day = _day(typed) if typed else today
    lines = running_on(current_person(), day, purpose) if day else ()
    context = {
        "lines": lines,
        "day": day,
        "today": today,
        "typed": typed or today.isoformat(),
        "purpose": purpose,
    }
    return page("environments/in_production.html", status=200 if day else 422, purposes=PURPOSES, **context)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1950 <= day.year <= 2999 else None


def keeps(person: SignedIn | None) -> bool:
    """Whether the reader may register and archive environments."""
    return person is not None and (
        person.is_administrator or any(grant.role in ENVIRONMENT_KEEPERS for grant in person.grants)
    )


def _list(form: EnvironmentForm, refused: Refused | None = None) -> Response:
    found = list_environments(current_person())
    return form_page(
        "environments/index.html", form, refused, environments=found, may_keep=keeps(current_person())
    )


def _show(environment_id: int, refused: Refused | None = None) -> Response:
    environment, lines = environment_page(current_person(), environment_id)
    may_keep = keeps(current_person())
    return form_page(
        "environments/show.html",
        ActionForm(formdata=None),
        refused,
        environment=environment,
        lines=lines,
        may_keep=may_keep,
    )

"""The first set-up, open to whoever has the code from the server's log, and only once."""

from __future__ import annotations

import sys

import click
from flask import Blueprint, Flask, Response, request
from flask_babel import gettext

from forms.account import SetUpForm
from views.account import device
from views.answers import done, form_page
from views.security import guard, start_session
from workflows.approvals.starter import starter_sizes
from workflows.ground import readiness
from workflows.ground.outage import database_is_away
from workflows.ground.refused import Refused
from workflows.people import setup
from workflows.people.days import known_zones

pages = Blueprint("setup", __name__)


@pages.route("/setup", methods=["GET", "POST"])
@guard("setup")
def first_run() -> Response:
    """Administrator and organisation on one page; the starter content is adopted in the same act."""
    form = SetUpForm()
    form.offer((size.key, size.label) for size in starter_sizes().values())
    if request.method != "POST" or not form.validate():
        return _page(form)
    command = setup.SetUp(
        code=form.code.data or "",
        name=form.name.data or "",
        email=form.email.data or "",
        organisation=form.organisation.data or "",
        zone=form.zone.data or "",
        size=form.size.data or "",
        device=device(),
    )
    try:
        token = setup.set_up(command, form.password.data or "")
    except Refused as refused:
        return _page(form, refused)
    start_session(token)
    return done("/", gettext("Countersign is set up. Next: add people and give them roles."))


def _page(form: SetUpForm, refused: Refused | None = None) -> Response:
    locked = refused is not None and refused.code == "locked_out"
    kept = gettext("What you typed is kept, but for the passwords. Nothing was set up yet.")
    return form_page(
        "setup/first_run.html",
        form,
        refused,
        429 if locked else 200,
        zones=known_zones(),
        sizes={size.key: size.text for size in starter_sizes().values()},
        error_kept=kept,
    )


def announce(app: Flask) -> None:
    """Prints a one-time set-up code on standard error when `app` starts to serve and nobody has set it up.

    Other commands stay quiet, and so does a database that is away or has no tables yet: the readiness page names it.
    """
    command = click.get_current_context(silent=True)
    if command is not None and command.info_name != "run":
        return
    with app.app_context():
        try:
            code = setup.make_code() if readiness.schema_revision() else None
        except Exception as error:
            if not isinstance(error, Refused) and not database_is_away(error):
                raise
            return
    if code is not None:
        address = f"{str(app.config['COUNTERSIGN_BASE_URL']).rstrip('/')}/setup"
        sys.stderr.write(
            f"\n  Countersign is not set up yet. Open {address}\n  and use this code once: {code}\n\n"
        )
        sys.stderr.flush()

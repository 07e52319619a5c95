"""Whether the process lives and can serve, in one short line for machines; how it all fares, for administrators."""

from __future__ import annotations

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app

from views.answers import page
from views.security import guard
from workflows.ground import readiness
from workflows.notices.health import look

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@guard("public")
def alive() -> Response:
    """Answers as long as the process does, without asking anything else."""
    return Response("alive\n", mimetype="text/plain")


@pages.get("/readyz")
@guard("public")
def ready() -> Response:
    """Answers 503 with the parts that are missing: database, migrations, evidence store."""
    missing = readiness.faults(newest_revision())
    text = f"not ready: {', '.join(missing)}\n" if missing else "ready\n"
    return Response(text, status=503 if missing else 200, mimetype="text/plain")


@pages.get("/settings/health")
@guard("administrator")
def show() -> Response:
    """The clock's sweeps, what waits to be sent, the parts the product stands on and the last verification."""
    return page("health/index.html", health=look(newest_revision()))


for _view in (alive, ready):
    # A database that is away must not keep the process from saying so.
    _view.needs_nobody = True  # type: ignore[attr-defined]


def newest_revision() -> str | None:
    """The last migration that this release brings."""
    config = current_app.extensions["migrate"].migrate.get_config()
    return ScriptDirectory.from_config(config).get_current_head()

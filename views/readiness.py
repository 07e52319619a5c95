"""How ready a version is for its next gate, on a page of its own and as a part of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from views.answers import page
from views.security import current_person, guard
from views.words import say
from workflows.inventory.version_queries import version_page
from workflows.lifecycle.readiness.reading import Readiness, readiness

pages = Blueprint("readiness", __name__)


@pages.get("/versions/<ref(VER):version_id>/readiness")
@guard("signed_in")
def show(version_id: int) -> Response:
    """Every item of the next gate: satisfied by which record, or missing what, and whose turn it is."""
    head, version = version_page(current_person(), version_id)
    return page(
        "readiness/page.html", head=head, ver=version, ready=ready_for(version_id), tab="versions", whole=True
    )


def ready_for(version_id: int) -> Readiness:
    """What a page shows of a version's readiness."""
    return readiness(current_person(), version_id)


@pages.app_template_global("lacking_words")
def lacking_words(code: str, params: Mapping[str, Any]) -> str:
    """What a record still lacks, in a sentence."""
    if code == "need_status":
        words = [str(gettext(word)) for word in params.get("statuses", ())]
        return str(gettext("Its status has to be: %(words)s.", words=", ".join(words)))
    if "field" in params:
        params = {**params, "field": gettext(str(params["field"]))}
    return say(code, dict(params))

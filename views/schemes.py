"""Classifies a system by another scheme, beside the one of the law."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.inventory.wizard import SchemeForm, scheme_form
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.wizard_parts import answers_of, asked_of, given_before, sections_of, where_it_stands
from workflows.ground.refused import NotAllowed, Refused
from workflows.inventory.law.queries import scheme_now
from workflows.inventory.wizard.commands import RunScheme
from workflows.inventory.wizard.other import run_scheme, runs_of, scheme_page

pages = Blueprint("schemes", __name__, url_prefix="/systems")


@pages.get("/<ref(SYS):system_id>/schemes/<scheme_key>")
@guard("signed_in")
def ask(system_id: int, scheme_key: str) -> Response:
    """The questions of the scheme, answered as last time."""
    head, scheme = scheme_page(current_person(), system_id, scheme_key)
    if not head.rights.classify:
        raise NotAllowed("classify_not_yours", system=head.name)
    form = scheme_form(asked_of(scheme))(formdata=None)
    for run in runs_of(head.id):
        if run.scheme == scheme_key:
            form.fill(given_before(run.said))
            form.common_reason.data = run.said.get("short", "")
    return _page(form, system_id, scheme_key)


@pages.post("/<ref(SYS):system_id>/schemes/<scheme_key>")
@guard("signed_in")
def save(system_id: int, scheme_key: str) -> Response:
    """Keeps the answers and the tier they lead to."""
    form = scheme_form(asked_of(scheme_now(scheme_key)))()
    if not form.validate():
        return _page(form, system_id, scheme_key)
    command = RunScheme(
        system_id=system_id,
        scheme=scheme_key,
        answers=answers_of(form),
        common_reason=form.common_reason.data or "",
        none_applies=bool(form.none_applies.data),
        submit_id=form.submit_id.data,
    )
    try:
        saved = run_scheme(current_actor(), command)
    except Refused as refused:
        return _page(form, system_id, scheme_key, where_it_stands(form, beside(refused)))
    return done(f"/systems/{saved.ref}/classification#schemes", gettext("Classified."))


def _page(form: SchemeForm, system_id: int, key: str, refused: Refused | None = None) -> Response:
    head, scheme = scheme_page(current_person(), system_id, key)
    return form_page(
        "systems/scheme.html",
        form,
        refused,
        head=head,
        scheme=scheme,
        sections=sections_of(scheme),
        tab="classification",
    )

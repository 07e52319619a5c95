"""Role grants: giving, ending and revoking them, and the roster of all roles."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.people import EndGrantForm, GrantForm, ReasonForm, key_of_choice
from views.answers import done, form_page, page
from views.security import current_actor, guard
from workflows.approvals.pool.deadlock import role_lines
from workflows.ground.refused import Refused, Stale
from workflows.people import directory, granting, roster, tree
from workflows.people.reaching import Reach

pages = Blueprint("grants", __name__)


@pages.get("/roles")
@guard("signed_in")
def roles() -> Response:
    """Every role in a sentence, with who holds it and which policies it leaves one person from deadlock."""
    return page("people/roles.html", lines=role_lines())


@pages.route("/people/<int:person_id>/grants/new", methods=["GET", "POST"])
@guard("administrator")
def give(person_id: int) -> Response:
    """A role for somebody else."""
    found = directory.find_person(person_id)
    choices = roster.role_choices()
    form = GrantForm(data={"role": request.args.get("role", "")})
    form.offer(
        [(role.key, role.label) for role in choices], [(str(unit.id), unit.path) for unit in tree.unit_tree()]
    )
    if request.method != "POST" or not form.validate():
        return form_page("people/grant.html", form, who=found, choices=choices)
    try:
        granting.grant_role(current_actor(), _command(person_id, form))
    except Refused as refused:
        return form_page("people/grant.html", form, refused, who=found, choices=choices)
    return done(
        f"/people/{person_id}", gettext("The role is granted. It counts for requests submitted from now on.")
    )


def _command(person_id: int, form: GrantForm) -> granting.GrantRole:
    return granting.GrantRole(
        person_id=person_id,
        role=form.role.data or "",
        reach=Reach(form.scope.data or "", key_of_choice(form.unit.data), form.system.data or ""),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        reason=form.reason.data or "",
        submit_id=form.submit_id.data,
    )


@pages.route("/people/grants/<int:grant_id>/revoke", methods=["GET", "POST"])
@guard("administrator")
def revoke(grant_id: int) -> Response:
    """Takes a grant back at once."""
    grant, who = directory.find_grant(grant_id)
    form = ReasonForm(obj=grant)
    if request.method != "POST" or not form.validate():
        return form_page("people/revoke.html", _blank(form), who=who, grant=grant)
    command = granting.RevokeGrant(
        grant_id, form.seen_revision(), form.reason.data or "", form.submit_id.data
    )
    try:
        granting.revoke_grant(current_actor(), command)
    except Refused as refused:
        return _again("people/revoke.html", form, refused, grant_id)
    return done(f"/people/{who.id}", gettext("The grant is revoked."))


@pages.route("/people/grants/<int:grant_id>/end", methods=["GET", "POST"])
@guard("administrator")
def end(grant_id: int) -> Response:
    """Sets the last day of a grant."""
    grant, who = directory.find_grant(grant_id)
    form = EndGrantForm(obj=grant)
    if request.method != "POST" or not form.validate():
        return form_page("people/end_grant.html", _blank(form), who=who, grant=grant)
    assert form.ends_on.data is not None
    command = granting.EndGrant(
        grant_id, form.seen_revision(), form.ends_on.data, form.reason.data or "", form.submit_id.data
    )
    try:
        granting.end_grant(current_actor(), command)
    except Refused as refused:
        return _again("people/end_grant.html", form, refused, grant_id)
    return done(f"/people/{who.id}", gettext("The last day is set."))


def _blank(form: ReasonForm) -> ReasonForm:
    """The form without the reason of the grant, which is not the reason of this act."""
    if request.method != "POST":
        form.reason.data = ""
    return form


def _again(template: str, form: ReasonForm, refused: Refused, grant_id: int) -> Response:
    grant, who = directory.find_grant(grant_id)
    if isinstance(refused, Stale):
        form.revision.data = str(grant.revision)
    return form_page(template, form, refused, who=who, grant=grant)

"""Pages of a system's team and of what happened to the system."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.base import ActionForm
from forms.inventory.teams import MemberForm
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import Refused
from workflows.inventory.commands import AddMember, EndMember
from workflows.inventory.people_queries import choices
from workflows.inventory.system_queries import team_lines
from workflows.inventory.teams import add_member, end_member

pages = Blueprint("teams", __name__, url_prefix="/systems")


@pages.get("/<ref(SYS):system_id>/team")
@guard("signed_in")
def show(system_id: int) -> Response:
    """Who is in the team, since when, and who was."""
    return _page(MemberForm(formdata=None), system_id)


@pages.post("/<ref(SYS):system_id>/team")
@guard("signed_in")
def add(system_id: int) -> Response:
    """Takes somebody into the team."""
    form = MemberForm()
    if not form.validate():
        return _page(form, system_id)
    command = AddMember(
        system_id=system_id,
        person=form.person.data or "",
        duty=form.duty.data or "",
        starts_on=form.starts_on.data,
        submit_id=form.submit_id.data,
    )
    try:
        added = add_member(current_actor(), command)
    except Refused as refused:
        return _page(form, system_id, beside(refused))
    return done(
        f"/systems/{added.ref}/team", gettext("They are in the team now and sign nothing of this system.")
    )


@pages.post("/<ref(SYS):system_id>/team/<int(max=999999999999999999):member_id>/end")
@guard("signed_in")
def end(system_id: int, member_id: int) -> Response:
    """Ends a membership."""
    form = ActionForm()
    if not form.validate():
        return _page(MemberForm(formdata=None), system_id, Refused("submit_id_missing"))
    try:
        ended = end_member(current_actor(), EndMember(member_id=member_id, submit_id=form.submit_id.data))
    except Refused as refused:
        return _page(MemberForm(formdata=None), system_id, beside(refused))
    return done(f"/systems/{ended.ref}/team", gettext("The membership has ended."))


def _page(form: MemberForm, system_id: int, refused: Refused | None = None) -> Response:
    head, lines = team_lines(current_person(), system_id)
    people = choices().people if head.rights.edit else ()
    return form_page("systems/team.html", form, refused, head=head, lines=lines, people=people, tab="team")

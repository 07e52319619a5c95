"""Finding AI in use: declare a tool, read a list of applications, decide what each candidate is."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext, ngettext

from forms.candidates import DecideForm, DeclareForm, ListForm
from views.answers import done, form_page
from views.refs import lives_at
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused, Replayed, Several
from workflows.inventory.candidates.deciding import Decide, decide_candidate
from workflows.inventory.candidates.declaring import Declare, TakeList, declare_tool, take_list
from workflows.inventory.candidates.listing import LARGEST
from workflows.inventory.candidates.page import candidate_page, declare_page

pages = Blueprint("candidates", __name__)

TWICE = "This was sent twice and done once."
lives_at("CAND", "/registers/candidates/{}")


@pages.get("/declare")
@guard("signed_in")
def declaring() -> Response:
    """The form of a minute, and what became of earlier declarations."""
    return _declare_page(DeclareForm(formdata=None))


@pages.post("/declare")
@guard("signed_in")
def declare() -> Response:
    """Adds the candidate, or says that one of that name waits already."""
    form = DeclareForm()
    if not form.validate():
        return _declare_page(form)
    said = {key: form[key].data or "" for key in ("name", "task", "data", "users", "maker", "address")}
    try:
        made = declare_tool(current_actor(), Declare(**said, submit_id=form.submit_id.data))
    except Replayed:
        return done("/declare", gettext(TWICE))
    except Refused as refused:
        return _declare_page(form, beside(_named(refused)))
    if made.known:
        return done("/declare", gettext("%(ref)s of that name waits already.", ref=made.ref))
    return done("/declare", gettext("%(ref)s: thank you. Somebody decides what it is.", ref=made.ref))


@pages.get("/declare/list")
@guard("signed_in")
def listing() -> Response:
    """The form that takes a list of applications."""
    return _list_page(ListForm(formdata=None))


@pages.post("/declare/list")
@guard("signed_in")
def take() -> Response:
    """Makes candidates of the rows, all or nothing."""
    form = ListForm()
    if not form.validate():
        return _list_page(form)
    data = form.file.data.stream.read(LARGEST + 1)
    command = TakeList(data, form.file.data.filename or "", form.submit_id.data)
    try:
        taken = take_list(current_actor(), command)
    except Replayed:
        return done("/registers/candidates", gettext(TWICE))
    except NotAllowed:
        raise
    except Refused as refused:
        return _list_page(form, beside(refused))
    added = ngettext("%(num)s candidate was added", "%(num)s candidates were added", taken.added)
    known = ngettext("%(num)s was known already.", "%(num)s were known already.", len(taken.known))
    return done("/registers/candidates", f"{added}; {known}")


@pages.get("/registers/candidates/<ref(CAND):candidate_id>/decide")
@guard("signed_in")
def deciding(candidate_id: int) -> Response:
    """What is known of the candidate, and the outcomes to choose from."""
    return _decide_page(DecideForm(formdata=None), candidate_id)


@pages.post("/registers/candidates/<ref(CAND):candidate_id>/decide")
@guard("signed_in")
def decide(candidate_id: int) -> Response:
    """Stores the outcome with its reason."""
    form = DecideForm()
    if not form.validate():
        return _decide_page(form, candidate_id)
    command = Decide(
        candidate_id,
        form.outcome.data or "",
        form.target.data or "",
        form.reason.data or "",
        form.submit_id.data,
    )
    try:
        decided = decide_candidate(current_actor(), command)
    except Replayed:
        return done(f"/registers/candidates/CAND-{candidate_id}", gettext(TWICE))
    except NotAllowed:
        raise
    except Refused as refused:
        return _decide_page(form, candidate_id, beside(refused))
    return done(f"/registers/candidates/{decided.ref}", gettext("%(ref)s is decided.", ref=decided.ref))


def _declare_page(form: DeclareForm, refused: Refused | None = None) -> Response:
    return form_page("candidates/declare.html", form, refused, found=declare_page(current_person()))


def _list_page(form: ListForm, refused: Refused | None = None) -> Response:
    found = declare_page(current_person())
    if not found.decides:
        raise NotAllowed("candidate_not_yours")
    return form_page("candidates/list.html", form, refused, found=found)


def _decide_page(form: DecideForm, candidate_id: int, refused: Refused | None = None) -> Response:
    found = candidate_page(current_person(), candidate_id)
    if not found.decides:
        raise NotAllowed("candidate_not_yours")
    return form_page("candidates/decide.html", form, refused, found=found)


def _named(refused: Refused) -> Refused:
    """The register knows the name of a tool as its title."""
    for one in refused.reasons if isinstance(refused, Several) else [refused]:
        one.field = "name" if one.field == "title" else one.field
    return refused

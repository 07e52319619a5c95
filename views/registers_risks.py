"""Pages of risks beside their register: the 5×5 picture with its movements, and starter risks to adopt."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.risks import AdoptForm
from views.answers import done, form_page, page
from views.csv_file import csv_file
from views.refusals import beside
from views.risk_picture import WORDS, picture_figure
from views.security import current_actor, guard, reader
from workflows.assurance.risks.picture import ORGANISATION, Picture, risk_picture
from workflows.assurance.risks.scales import PARTS
from workflows.assurance.risks.starting import AdoptRisks, adopt_risks, starters
from workflows.assurance.risks.taxonomy import criteria
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.offering import systems_to_choose

pages = Blueprint("registers_risks", __name__, url_prefix="/registers/risks")

HEAD = (
    *("risk", "title", "system", "system_name", "status"),
    *("likelihood_before", "impact_before", "score_before", "level_before"),
    *("likelihood_now", "impact_now", "score_now", "level_now", "accepted"),
)


def _wanted() -> str:
    return request.args.get("system", "")[:40]


@pages.get("/matrix")
@guard("signed_in")
def matrix() -> Response:
    """Where the risks stand before and after measures, and each one's way."""
    found = risk_picture(reader(), _wanted())
    file = (
        f"/registers/risks/matrix.csv?system={found.wanted}"
        if found.wanted
        else "/registers/risks/matrix.csv"
    )
    return page(
        "risks/matrix.html",
        found=found,
        figure=picture_figure(found, file),
        words=WORDS,
        criteria=criteria(),
        parts=PARTS,
        organisation=ORGANISATION,
    )


@pages.get("/matrix.csv")
@guard("signed_in")
def matrix_csv() -> Response:
    """The movements as a file."""
    return csv_file("risk-movements", HEAD, _rows(risk_picture(reader(), _wanted())))


@pages.get("/starter")
@guard("signed_in")
def starter() -> Response:
    """The risks of the catalogue, and which of them are there already."""
    form = AdoptForm()
    form.system.data = request.args.get("system", "")[:40]
    return _starters(form)


@pages.post("/starter")
@guard("signed_in")
def adopt() -> Response:
    """Makes records of the chosen starter risks."""
    form = AdoptForm()
    if not form.validate():
        return _starters(form)
    system_id = key_of("SYS", form.system.data or "") or 0
    command = AdoptRisks(system_id, tuple(form.keys.data or ())[:100], form.submit_id.data)
    back = f"/registers/risks?system={system_id}"
    try:
        made = adopt_risks(current_actor(), command)
    except Replayed:
        return done(back, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _starters(form, beside(refused))
    said = gettext("%(refs)s are in the register. Rate and treat them now.", refs=", ".join(made.refs))
    return done(back, said)


def _starters(form: AdoptForm, refused: Refused | None = None) -> Response:
    person = reader()
    form.system.choices = [("", gettext("The organisation as a whole"))]
    form.system.choices += [(ref("SYS", key), name) for key, name in systems_to_choose(person)]
    found = starters(person, key_of("SYS", form.system.data or "") or 0)
    form.keys.choices = [(one.risk.key, gettext(one.risk.label)) for one in found]
    return form_page("risks/starter.html", form, refused, found={one.risk.key: one for one in found})


def _rows(found: Picture) -> list[tuple[object, ...]]:
    return [
        (
            *(one.ref, one.title, one.system_ref, one.system, one.status),
            *(one.before.likelihood, one.before.impact, one.before.score, one.before.level),
            *(one.now.likelihood, one.now.impact, one.now.score, one.now.level, one.holds),
        )
        for one in found.movements
    ]

"""The values of an indicator: shown with their limits, typed or brought as a file; its keys and its order."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext
from flask_wtf import FlaskForm

from forms.measures import FoundForm, KeyForm, OrderForm, RevokeKeyForm, ValueForm, ValuesFileForm
from views import measure_words
from views.answers import done, form_page
from views.csv_file import csv_file
from views.refusals import beside
from views.security import current_actor, guard, reader
from views.words import sentence
from workflows.approvals.policies.words import role_label
from workflows.assurance.monitoring.entering import EnterValues, enter_values
from workflows.assurance.monitoring.given import CSV, FORM, LONGEST_FILE, Given, from_csv
from workflows.assurance.monitoring.keys import MakeKey, RevokeKey, make_key, revoke_key
from workflows.assurance.monitoring.kinds import INDICATOR
from workflows.assurance.monitoring.page import values_page
from workflows.assurance.monitoring.settling import Settle, settle_breach
from workflows.assurance.monitoring.standing_order import MAY_ORDER, STANDING_ORDER
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed, Several
from workflows.inventory.registers.attesting import Attest, attest_record, proof_purpose
from workflows.people.proof import prove

pages = Blueprint("measures", __name__, url_prefix="/registers/indicators")

HEAD = ("period", "value", "state", "source", "note", "by", "at")
ALL = 5000


@pages.get("/<ref(IND):indicator_id>/values")
@guard("signed_in")
def show(indicator_id: int) -> Response:
    """The values with their limits, and the forms about them."""
    return _page(indicator_id, ValueForm())


@pages.get("/<ref(IND):indicator_id>/values.csv")
@guard("signed_in")
def download(indicator_id: int) -> Response:
    """Every value that stands, as a file that no spreadsheet takes for a formula."""
    found = values_page(reader(), indicator_id, ALL)
    rows = [(one.period, one.text, one.state, one.source, one.note, one.by, one.at) for one in found.values]
    return csv_file(f"{found.ref}-values", HEAD, rows)


@pages.post("/<ref(IND):indicator_id>/values")
@guard("signed_in")
def enter(indicator_id: int) -> Response:
    """Enters one value."""
    form = ValueForm()
    given = Given(form.period.data or "", form.value.data or "", form.note.data or "")
    command = EnterValues(indicator_id, (given,), FORM, form.submit_id.data)
    return _act(indicator_id, form, lambda: _enter(command))


@pages.post("/<ref(IND):indicator_id>/values/file")
@guard("signed_in")
def bring(indicator_id: int) -> Response:
    """Enters the values of a CSV file, all of them or none."""
    form = ValuesFileForm()

    def enter_all() -> str:
        given = from_csv(form.file.data.stream.read(LONGEST_FILE + 1))
        try:
            return _enter(EnterValues(indicator_id, given, CSV, form.submit_id.data))
        except Several as several:
            raise Several([_on_its_line(one) for one in several.reasons]) from None

    return _act(indicator_id, form, enter_all)


@pages.post("/<ref(IND):indicator_id>/values/found")
@guard("signed_in")
def found_out(indicator_id: int) -> Response:
    """Says what was found about a broken limit or a missing value."""
    form = FoundForm()

    def settle() -> str:
        settle_breach(current_actor(), Settle(indicator_id, form.found.data or "", form.submit_id.data))
        return str(gettext("What you found is kept in the record."))

    return _act(indicator_id, form, settle)


@pages.post("/<ref(IND):indicator_id>/keys")
@guard("signed_in")
def add_key(indicator_id: int) -> Response:
    """Makes a key for programs; it is shown on the answer and never again."""
    form = KeyForm()
    if not form.validate():
        return _page(indicator_id, form)
    try:
        made = make_key(current_actor(), MakeKey(indicator_id, form.label.data or "", form.submit_id.data))
    except Refused as refused:
        return _page(indicator_id, form, beside(refused))
    return _page(indicator_id, KeyForm(formdata=None), key=made.key)


@pages.post("/<ref(IND):indicator_id>/keys/revoke")
@guard("signed_in")
def end_key(indicator_id: int) -> Response:
    """Ends a key at once."""
    form = RevokeKeyForm()

    def revoke() -> str:
        key = (form.key.data or "")[:40]
        revoke_key(current_actor(), RevokeKey(indicator_id, key, form.submit_id.data))
        return str(gettext("The key no longer works."))

    return _act(indicator_id, form, revoke)


@pages.post("/<ref(IND):indicator_id>/order")
@guard("signed_in")
def order(indicator_id: int) -> Response:
    """Signs the standing order to stop."""
    form = OrderForm()

    def sign() -> str:
        reason, once = form.reason.data or "", form.submit_id.data
        seen = (form.digest.data or "")[:64]
        command = Attest(
            INDICATOR, indicator_id, STANDING_ORDER, str(form.role.data), seen, reason, submit_id=once
        )
        proof = prove(current_actor(), form.password.data or "", proof_purpose(command))
        attest_record(current_actor(), Attest(**{**vars(command), "proof": proof}))
        return str(gettext("You signed it; it is in the record."))

    return _act(indicator_id, form, sign)


def _enter(command: EnterValues) -> str:
    entered = enter_values(current_actor(), command)
    if not entered.states:
        return str(gettext("Nothing new: these values stand there already."))
    broken = sum(state == "breach" for state in entered.states.values())
    count = len(entered.states)
    said = gettext("%(count)s entered.", count=count)
    return f"{said} " + (gettext("%(broken)s broke a limit.", broken=broken) if broken else "")


def _act(indicator_id: int, form: FlaskForm, act: Any) -> Response:
    """Does what a form asks for and shows the page; the form again when it is refused."""
    home = f"/registers/indicators/{ref('IND', indicator_id)}/values"
    if not form.validate():
        return _page(indicator_id, form)
    try:
        return done(home, act())
    except Replayed:
        return done(home, gettext("This was sent twice and done once."))
    except Refused as refused:
        return _page(indicator_id, form, beside(refused))


def _on_its_line(refused: Refused) -> Refused:
    """A refusal of one value of a file: beside the file, with its line."""
    return Refused("values_bad_line", field="file", line=refused.params.get("line"), why=sentence(refused))


def _page(indicator_id: int, form: FlaskForm, refused: Refused | None = None, key: str = "") -> Response:
    """The page with every form, the one that was sent among them as it was sent."""
    found = values_page(reader(), indicator_id)
    forms = {kind.__name__: kind(formdata=None) for kind in FORMS if not isinstance(form, kind)}
    forms[type(form).__name__] = form
    choice = forms["OrderForm"]
    choice.role.choices = [(role, role_label(role)) for role in sorted(MAY_ORDER) if _holds(role)]
    choice.digest.data = found.order.digest if found.order else ""
    return form_page(
        "monitoring/values.html",
        form,
        refused,
        found=found,
        forms=forms,
        key=key,
        figure_=measure_words.values_figure(found),
        words=measure_words,
    )


FORMS = (ValueForm, ValuesFileForm, FoundForm, KeyForm, RevokeKeyForm, OrderForm)


def _holds(role: str) -> bool:
    return any(one[0] == role for one in reader().roles)

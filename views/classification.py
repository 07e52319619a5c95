"""Pages on which a system is classified, and where its classifications are kept."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.inventory.classifying import ConfirmForm, TakeOnForm
from forms.inventory.wizard import WizardForm, wizard_form
from views.answers import done, form_page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from views.wizard_parts import (
    asked_of,
    given_before,
    sections_of,
    wants_a_look,
    where_it_stands,
    wizard_command,
)
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Replayed, Several, Stale
from workflows.inventory.classification_queries import ClassificationLine
from workflows.inventory.flags import FLAGS
from workflows.inventory.law.queries import scheme_now
from workflows.inventory.obligations.page import left_over, taken_on_by
from workflows.inventory.obligations.taking_on import TakeOn, take_on
from workflows.inventory.wizard.commands import ConfirmClassification, RunWizard, purpose
from workflows.inventory.wizard.confirming import confirm_classification
from workflows.inventory.wizard.page import Look, classification_page, look
from workflows.inventory.wizard.running import run_wizard
from workflows.people.proof import prove

pages = Blueprint("classification", __name__, url_prefix="/systems")


@pages.get("/<ref(SYS):system_id>/classification")
@guard("signed_in")
def show(system_id: int) -> Response:
    """The present classification with its reasons and duties, and all before it."""
    return _show(ConfirmForm(), system_id)


@pages.post("/<ref(SYS):system_id>/classification")
@guard("signed_in")
def confirm(system_id: int) -> Response:
    """Says that the present classification is still right."""
    form = ConfirmForm()
    if not form.validate():
        return _show(form, system_id)
    command = ConfirmClassification(
        system_id=system_id,
        seen_number=form.seen(),
        reason=form.reason.data or "",
        submit_id=form.submit_id.data,
    )
    try:
        saved = confirm_classification(current_actor(), command)
    except Refused as refused:
        return _show(form, system_id, beside(refused))
    return done(f"/systems/{saved.ref}/classification", gettext("Noted: it is still right."))


@pages.post("/<ref(SYS):system_id>/obligations")
@guard("signed_in")
def take_duties_on(system_id: int) -> Response:
    """Makes an obligation for every duty that has none."""
    form = TakeOnForm()
    if not form.validate():
        shown = ConfirmForm(formdata=None)
        shown.form_errors.extend(form.form_errors)
        return _show(shown, system_id)
    try:
        made = take_on(current_actor(), TakeOn(system_id, form.submit_id.data))
    except Replayed:
        return done(
            f"/systems/{ref('SYS', system_id)}/classification", gettext("This was sent twice and done once.")
        )
    except Refused as refused:
        return _show(ConfirmForm(formdata=None), system_id, beside(refused))
    return done(
        f"/registers/obligations?system={made.system_ref}",
        gettext("%(count)s obligations are in the register now.", count=made.made),
    )


@pages.get("/<ref(SYS):system_id>/classify")
@guard("signed_in")
def ask(system_id: int) -> Response:
    """The questions, answered as in the present classification; the first time nothing is chosen."""
    found = classification_page(current_person(), system_id)
    if not found.head.rights.classify:
        raise NotAllowed("classify_not_yours", system=found.head.name)
    form = wizard_form(asked_of(found.scheme))()
    form.seen_number.data = "0"
    if found.now is not None:
        _show_again(form, found.now)
    return _page(form, system_id)


@pages.post("/<ref(SYS):system_id>/classify")
@guard("signed_in")
def save(system_id: int) -> Response:
    """Adds the classification, or only shows what it would be."""
    form = wizard_form(asked_of(scheme_now()))()
    if not form.validate():
        return _page(form, system_id)
    command = wizard_command(form, system_id)
    if wants_a_look():
        return _look(form, system_id, command)
    try:
        saved = run_wizard(current_actor(), _proved(command, form))
    except Refused as refused:
        return _page(form, system_id, where_it_stands(form, beside(refused)))
    text = gettext("Classified.") if saved.changed else gettext("This is what stood there already.")
    return done(f"/systems/{saved.ref}/classification", text)


def _proved(command: RunWizard, form: WizardForm) -> RunWizard:
    """The command with the proof of the password, where another tier is signed."""
    if not command.legal_tier or not form.password.data:
        return command
    proof = prove(current_actor(), form.password.data, purpose(command))
    return RunWizard(**{**vars(command), "proof": proof})


def _look(form: WizardForm, system_id: int, command: RunWizard) -> Response:
    found = classification_page(current_person(), system_id)
    if not found.head.rights.classify:
        raise NotAllowed("classify_not_yours", system=found.head.name)
    seen = look(found.head, command)
    refused = where_it_stands(form, Several(list(seen.bad))) if seen.bad else None
    return _page(form, system_id, refused, seen if seen.walk else None)


def _page(
    form: WizardForm, system_id: int, refused: Refused | None = None, seen: Look | None = None
) -> Response:
    """The questions by section; beside them what was classified meanwhile, when somebody was faster."""
    found = classification_page(current_person(), system_id)
    newer = found.now if isinstance(refused, Stale) else None
    if newer is not None:
        form.seen_number.data = str(newer.number)
        form.renew()
    return form_page(
        "systems/classify.html",
        form,
        refused,
        head=found.head,
        scheme=found.scheme,
        sections=sections_of(found.scheme),
        newer=newer,
        seen=seen,
        tab="classification",
    )


def _show(form: ConfirmForm, system_id: int, refused: Refused | None = None) -> Response:
    found = classification_page(current_person(), system_id)
    if found.now is not None and not form.seen_number.data:
        form.seen_number.data = str(found.now.number)
    flags, taken = {flag.key: flag for flag in FLAGS}, taken_on_by(found.head.id)
    return form_page(
        "systems/classification.html",
        form,
        refused,
        found=found,
        head=found.head,
        lines=found.lines,
        flags=flags,
        taken=taken,
        not_taken=left_over(found.owed, taken),
        tab="classification",
    )


def _show_again(form: WizardForm, line: ClassificationLine) -> None:
    """Shows what the present classification answered; what was set without the wizard is asked anew."""
    form.seen_number.data = str(line.number)
    form.internal_tier.data, form.internal_reason.data = line.internal_tier, line.internal_reason
    form.critical.data = line.answers.get("critical_residual_risk")
    form.common_reason.data = line.legal_reason
    form.override_reason.data = line.override_reason
    if line.questionnaire:
        form.fill(given_before(line.wizard))
        form.legal_tier.data = line.legal_tier if line.statement else ""

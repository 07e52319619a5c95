"""Pages on which a system is classified, and where its classifications are kept."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext

from forms.inventory.classifying import ClassifyForm, form_with
from views.answers import done, form_page, page
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.ground.refused import NotAllowed, Refused, Stale
from workflows.inventory.classification_queries import ClassificationLine, classification_lines
from workflows.inventory.classifying import classify_system
from workflows.inventory.commands import ClassifySystem
from workflows.inventory.flags import FLAGS, GROUPS

pages = Blueprint("classification", __name__, url_prefix="/systems")

Form = form_with((flag.key, flag.question) for flag in FLAGS)


@pages.get("/<ref(SYS):system_id>/classification")
@guard("signed_in")
def show(system_id: int) -> Response:
    """The present classification with its reasons, and all before it."""
    head, lines = classification_lines(current_person(), system_id)
    flags = {flag.key: flag for flag in FLAGS}
    return page("systems/classification.html", head=head, lines=lines, flags=flags, tab="classification")


@pages.get("/<ref(SYS):system_id>/classify")
@guard("signed_in")
def ask(system_id: int) -> Response:
    """The questions, answered as in the present classification; the first time nothing is chosen."""
    head, lines = classification_lines(current_person(), system_id)
    if not head.rights.classify:
        raise NotAllowed("classify_not_yours", system=head.name)
    return _page(Form(data=_as_now(lines[0]) if lines else {"seen_number": 0}), system_id)


@pages.post("/<ref(SYS):system_id>/classify")
@guard("signed_in")
def save(system_id: int) -> Response:
    """Adds the classification."""
    form = Form()
    if not form.validate():
        return _page(form, system_id)
    try:
        saved = classify_system(current_actor(), _command(form, system_id))
    except Refused as refused:
        return _page(form, system_id, beside(refused))
    text = gettext("Classified.") if saved.changed else gettext("This is what stood there already.")
    return done(f"/systems/{saved.ref}/classification", text)


def _command(form: ClassifyForm, system_id: int) -> ClassifySystem:
    return ClassifySystem(
        system_id=system_id,
        legal_tier=form.legal_tier.data,
        legal_reason=form.legal_reason.data or "",
        internal_tier=form.internal_tier.data,
        internal_reason=form.internal_reason.data or "",
        operator_roles=tuple(form.operator_roles.data or ()),
        answers=form.answers(),
        override_reason=form.override_reason.data or "",
        seen_number=form.seen(),
        submit_id=form.submit_id.data,
    )


def _page(form: ClassifyForm, system_id: int, refused: Refused | None = None) -> Response:
    """The questions by group; beside them what was classified meanwhile, when somebody was faster."""
    head, lines = classification_lines(current_person(), system_id)
    newer = lines[0] if isinstance(refused, Stale) and lines else None
    if newer is not None:
        form.seen_number.data = str(newer.number)
        form.renew()
    groups = [(title, [flag for flag in FLAGS if flag.group == key]) for key, title in GROUPS.items()]
    return form_page(
        "systems/classify.html", form, refused, head=head, groups=groups, newer=newer, tab="classification"
    )


def _as_now(line: ClassificationLine) -> dict[str, object]:
    return {
        **line.answers,
        "seen_number": line.number,
        "legal_tier": line.legal_tier,
        "legal_reason": line.legal_reason,
        "internal_tier": line.internal_tier,
        "internal_reason": line.internal_reason,
        "operator_roles": list(line.operator_roles),
        "override_reason": line.override_reason,
    }

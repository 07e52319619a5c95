"""How a view answers: the form again with its errors, or on to the next page with a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField
from wtforms.fields import FieldList, FormField, RadioField

from views.returns import local_path
from views.words import sentence
from workflows.ground.refused import Conflict, Refused, Several

Problem = tuple[str, str]
"""Where the fix is (id of the field, or "" for the whole form), and the sentence."""


def form_page(
    template: str, form: FlaskForm, refused: Refused | None = None, status: int = 200, **context: Any
) -> Response:
    """The page with its form, as new, or again with every error and everything that was typed.

    `refused` is set beside the field it names, or in the summary. The status is then 422 (409 when somebody was
    faster). `submit_id` is kept, so that sending again acts once; it is renewed when it was spent on other content.
    """
    if refused is not None:
        place(form, refused)
        if refused.code == "submit_id_other_body" and hasattr(form, "renew"):
            form.renew()
    problems = problems_of(form)
    if problems and status == 200:
        status = 409 if isinstance(refused, Conflict) else 422
    return make_response(render_template(template, form=form, problems=problems, **context), status)


def page(template: str, status: int = 200, **context: Any) -> Response:
    """A page without a form of its own."""
    return make_response(render_template(template, **context), status)


def done(address: str, message: str | None = None, **params: Any) -> Response:
    """After a successful POST: 303 to a page of ours, which says `message` once, politely."""
    if message:
        flash(gettext(message, **params))
    answer = redirect(local_path(address), code=303)
    assert isinstance(answer, Response)
    return answer


def place(form: FlaskForm, refused: Refused) -> None:
    """Puts a refusal, or each of several, where its reader will look for it."""
    if isinstance(refused, Several):
        for reason in refused.reasons:
            place(form, reason)
        return
    field = _find(form, refused.field)
    if field is None:
        form.form_errors.append(sentence(refused))
    else:
        field.errors = [*field.errors, sentence(refused)]


def problems_of(form: FlaskForm) -> list[Problem]:
    """Every error of a form in the order of its fields, the form's own first."""
    own: list[Problem] = [("", text) for text in form.form_errors]
    return own + list(_problems(form))


def _problems(fields: Iterable[Field]) -> Iterable[Problem]:
    for field in fields:
        if isinstance(field, FormField):
            yield from (("", text) for text in field.form.form_errors)
            yield from _problems(field.form)
        elif isinstance(field, FieldList):
            inside = list(_problems(field))
            yield from inside
            if not inside:
                yield from ((field.id, str(text)) for text in field.errors)
        else:
            yield from ((anchor(field), str(text)) for text in field.errors)


def anchor(field: Field) -> str:
    """The id a link to the field jumps to: of a group of choices its first choice, which can take the focus."""
    grouped = isinstance(field, RadioField) or (
        isinstance(field, SelectMultipleField) and getattr(field.widget, "prefix_label", None) is not None
    )
    return f"{field.id}-0" if grouped else str(field.id)


def _find(form: FlaskForm, name: str | None) -> Field | None:
    """The field a refusal names; `points-0-text` reaches into lists."""
    if not name:
        return None
    if name in form:
        found: Field = form[name]
        return found
    for field in form:
        if isinstance(field, FieldList | FormField) and name.startswith(field.name):
            for part in field.entries if isinstance(field, FieldList) else [field]:
                inner = _inside(part, name)
                if inner is not None:
                    return inner
    return None


def _inside(part: Field, name: str) -> Field | None:
    if part.name == name:
        return part
    if isinstance(part, FormField):
        return next((field for field in part.form if field.name == name), None)
    return None

"""The form every action stands on: sent once, and never losing what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.fields import FieldList, FormField

from forms.words import N_, translate

LONGEST = 20_000
"""Characters any text field takes when its form sets no shorter limit; a field for whole files has `longest`."""

TOO_LONG = N_("Use at most %(limit)s characters; this text has %(length)s.")

_REVISION = re.compile(r"^[0-9]{1,9}$")


def fresh_submit_id() -> str:
    """A new one-time id for a form; opaque, so it need not say when it was made."""
    return str(uuid4())


def clean_text(value: str | None) -> str | None:
    """Typed text as it is kept: one kind of line end, composed letters, no space around it."""
    if value is None:
        return None
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def first_bad_character(value: str) -> str | None:
    """The first character no database or page can hold well (control, lone surrogate), or None."""
    for character in value:
        if character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}:
            return f"U+{ord(character):04X}"
    return None


class ActionForm(FlaskForm):
    """A form that asks for an act: carries the CSRF token and a one-time `submit_id`.

    Text fields are cleaned, and refused with a sentence when they hold control characters or are too long, so
    that no form has to repeat it. Passwords are left exactly as typed.
    """

    class Meta(FlaskForm.Meta):
        """Adds the cleaning to every text field of every form."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Binds a field, with `clean_text` as first filter where people type."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField | HiddenField):
                options["filters"] = [clean_text, *options.get("filters", ())]
            return super().bind_field(form, unbound_field, options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, without files under names that take none: they would pass for text."""
            sent = super().wrap_formdata(form, formdata)
            return sent if sent is None else _without_stray_files(form, sent)

    submit_id = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fills the form from the request when it was sent, from `obj`/`data` otherwise."""
        super().__init__(*args, **kwargs)
        self.lost_submit_id = not _is_id(self.submit_id.data)
        if self.lost_submit_id:
            self.submit_id.data = fresh_submit_id()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything has the right shape; the sentences stand in the fields' `errors`."""
        good = bool(super().validate(extra_validators))
        for field in text_fields(self):
            good = _check_text(field) and good
        if self.lost_submit_id:
            self.form_errors.append(
                translate(
                    N_("This form has lost its one-time number. What you typed is kept; send it again.")
                )
            )
        return good and not self.lost_submit_id

    def renew(self) -> None:
        """Gives the form a new one-time id, after the old one was used with other content."""
        self.submit_id.data = fresh_submit_id()


class RevisedForm(ActionForm):
    """A form about a row that others may edit meanwhile: carries the `revision` its reader saw."""

    revision = HiddenField()

    def seen_revision(self) -> int:
        """The revision the reader saw, or -1 when it was lost, so that the row counts as moved."""
        text = str(self.revision.data if self.revision.data is not None else "")
        return int(text) if _REVISION.match(text) else -1


def _without_stray_files(form: Any, sent: Any) -> MultiDict[str, Any]:
    takes_files = {field.name for field in form if isinstance(field, FileField)}
    return MultiDict(
        [
            (name, value)
            for name, value in sent.items(multi=True)
            if isinstance(value, str) or name in takes_files
        ]
    )


def text_fields(form: Any) -> Sequence[Field]:
    """Every field of a form that takes typed text, those inside lists and part forms included."""
    found: list[Field] = []
    for field in form:
        if isinstance(field, FormField):
            found.extend(text_fields(field.form))
        elif isinstance(field, FieldList):
            found.extend(text_fields(field))
        elif isinstance(field, StringField) and not isinstance(field, PasswordField):
            found.append(field)
    return found


def longest(limit: int) -> Callable[[Any, Any], None]:
    """A validator that says how long the text is and how long it may be.

    It sets no `maxlength`: a browser would cut pasted text without a word.
    """

    def check(_form: Any, field: Any) -> None:
        if field.data and len(field.data) > limit:
            raise ValidationError(translate(TOO_LONG, limit=limit, length=len(field.data)))

    return check


def _check_text(field: Field) -> bool:
    if not isinstance(field.data, str) or field.errors:
        return not field.errors
    bad = first_bad_character(field.data)
    sentence = None
    if bad:
        sentence = translate(N_("This text holds a character that cannot be stored (%(code)s)."), code=bad)
    elif len(field.data) > getattr(field, "longest", LONGEST):
        sentence = translate(TOO_LONG, limit=getattr(field, "longest", LONGEST), length=len(field.data))
    if sentence:
        field.errors = [*field.errors, sentence]
    return sentence is None


def _is_id(text: str | None) -> bool:
    try:
        return str(UUID(text or "")) == text
    except ValueError:
        return False

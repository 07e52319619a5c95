"""Forms of the committee's queue: a filter to keep, and acts on several requests at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, Form, HiddenField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields import FormField

from forms.base import ActionForm, longest
from forms.signing import Rows
from forms.words import N_, lazy

REF = re.compile(r"\bREQ-[0-9]{1,18}\b")
REFS = 1200
"""Characters of the list of chosen requests that a form carries."""


class FilterForm(ActionForm):
    """Keeps the filter of an address under a name."""

    query = HiddenField()
    name = StringField(lazy(N_("Name of the filter")), validators=[longest(80)])
    shared = BooleanField(lazy(N_("Show it to everybody who may open the queue")))


class ChosenForm(ActionForm):
    """An act on the requests that were chosen in the list."""

    refs = HiddenField()

    def chosen(self) -> tuple[str, ...]:
        """The refs of the chosen requests; anything else that was sent is left out."""
        return tuple(REF.findall(str(self.refs.data or "")[:REFS]))


class AssignManyForm(ChosenForm):
    """Asks one person to sign several requests."""

    person = RadioField(lazy(N_("Whom")), validate_choice=False, choices=[])
    reason = TextAreaField(lazy(N_("Why")), validators=[longest(2_000)])

    def person_id(self) -> int:
        """The key of the chosen person; 0 for nobody."""
        text = str(self.person.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


class NudgeManyForm(ChosenForm):
    """Asks whoever has the turn to go on."""

    note = TextAreaField(lazy(N_("A word to them")), validators=[longest(300)])


class SignRow(Form):
    """One of several requests to sign: what was on the screen, and its own credential."""

    ref = HiddenField()
    seat = HiddenField()
    digest = HiddenField()
    unchecked_is_fine = BooleanField(lazy(N_("I decide without checking them")))
    password = PasswordField(lazy(N_("Your password")))


class SignManyForm(ActionForm):
    """The same decision on several requests; every signature asks for its own credential."""

    decision = HiddenField()
    reason = TextAreaField(lazy(N_("Reason")), validators=[longest(4_000)])
    rows = Rows(FormField(SignRow))

    def show(self, lines: Iterable[Any]) -> None:
        """One row for each request, in the order of the page."""
        for line in lines:
            self.rows.append_entry({"ref": line.ref, "seat": line.seat_key, "digest": line.digest})

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the shape is right and at least one request has its password."""
        good = super().validate(extra_validators)
        if not any(entry.form.password.data for entry in self.rows):
            sentence = N_("Give your password for each request that you sign; none was given.")
            self.form_errors.append(str(lazy(sentence)))
            return False
        return good

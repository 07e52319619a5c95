"""Forms about the values of an indicator: a value, a file of them, what was found, a key, a standing order."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields import FileField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LONGEST_NOTE = 1_000


class ValueForm(ActionForm):
    """One value for one period, and why it replaces another."""

    period = StringField(lazy(N_("Period")), [longest(20)])
    value = StringField(lazy(N_("Value")), [longest(60)])
    note = TextAreaField(lazy(N_("Note")), [longest(LONGEST_NOTE)])


class ValuesFileForm(ActionForm):
    """A CSV file of values."""

    file = FileField(lazy(N_("CSV file")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a file."""
        good = super().validate(extra_validators)
        if not getattr(self.file.data, "filename", ""):
            self.file.errors = [translate(N_("Choose a CSV file."))]
            return False
        return good


class FoundForm(ActionForm):
    """What somebody found who looked into a broken limit."""

    found = TextAreaField(lazy(N_("What you found, and what follows")), [longest(5_000)])


class KeyForm(ActionForm):
    """What a new key is for."""

    label = StringField(lazy(N_("What the key is for")), [longest(80)])


class RevokeKeyForm(ActionForm):
    """Ends a key; its uuid stands in the form."""

    key = HiddenField()


class OrderForm(ActionForm):
    """The signature under a standing order: role, why, and the password."""

    digest = HiddenField()
    role = SelectField(lazy(N_("You sign as")), choices=[], validate_choice=False)
    reason = TextAreaField(lazy(N_("Why it may stop without asking")), [longest(5_000)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the password is there."""
        good = super().validate(extra_validators)
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.password.data)

"""The form that puts open requests under the version of their policy that is in force."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, SelectMultipleField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate


class TransferForm(ActionForm):
    """Which requests, why, and the password that signs it."""

    number = HiddenField()
    chosen = SelectMultipleField(lazy(N_("Requests")), choices=[], validate_choice=False)
    reason = TextAreaField(lazy(N_("Why")), validators=[longest(5_000)])
    password = PasswordField(lazy(N_("Your password")))

    @property
    def version(self) -> int:
        """The number of the version that was shown; 0 for what is none."""
        text = str(self.number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is there; what is allowed, the use case says."""
        good = super().validate(extra_validators)
        for field, sentence in (
            (self.chosen, N_("Choose at least one request.")),
            (self.reason, N_("Write why these requests should not go on under the version they began with.")),
            (self.password, N_("Give your password; every signature asks for it.")),
        ):
            if not field.data and not field.errors:
                field.errors = [translate(sentence)]
                good = False
        return good

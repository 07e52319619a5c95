"""The form that confirms a revision with a signature."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, RadioField

from forms.base import ActionForm
from forms.words import N_, lazy, translate


class ConfirmForm(ActionForm):
    """In which role, and the password that signs it; `digest` is what the signer read."""

    digest = HiddenField()
    role = RadioField(lazy(N_("You confirm as")), choices=[], validate_choice=False)
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether role and password are there."""
        good = super().validate(extra_validators)
        for field, sentence in (
            (self.role, N_("Choose the role in which you confirm it.")),
            (self.password, N_("Give your password; every signature asks for it.")),
        ):
            if not field.data and not field.errors:
                field.errors = [translate(sentence)]
                good = False
        return good

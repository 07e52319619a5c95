"""Forms of the lifecycle: the immediate stop."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LONGEST_REASON = 5_000


class SuspendForm(ActionForm):
    """Why a version has to stop, and the password that signs it."""

    reason = TextAreaField(lazy(N_("Why it has to stop")), validators=[longest(LONGEST_REASON)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether both are there."""
        good = super().validate(extra_validators)
        if not self.reason.data and not self.reason.errors:
            self.reason.errors = [translate(N_("Write why it has to stop."))]
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.reason.data) and bool(self.password.data)

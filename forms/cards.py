"""Forms about the card of a system: opening it to everybody, and closing it."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, RadioField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate


class OpenCardForm(ActionForm):
    """The role in which the card is opened, and the password that signs it; the digest says what was read."""

    record = HiddenField()
    digest = HiddenField()
    role = RadioField(lazy(N_("You sign as")), choices=[], validate_choice=False)
    password = PasswordField(lazy(N_("Your password")))

    @property
    def record_id(self) -> int:
        """The key of the card that was read; 0 when that was lost."""
        text = str(self.record.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a role and a password are there."""
        good = super().validate(extra_validators)
        if not self.role.data:
            self.role.errors = [translate(N_("Choose the role in which you sign."))]
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.role.data) and bool(self.password.data)


class CloseCardForm(ActionForm):
    """Why nobody outside reads the card any more."""

    reason = TextAreaField(lazy(N_("Why it is closed")), validators=[longest(200)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a reason."""
        good = super().validate(extra_validators)
        if not self.reason.data and not self.reason.errors:
            self.reason.errors = [translate(N_("Write why; it stays in the record."))]
        return good and bool(self.reason.data)

"""Forms about minutes of the committee: drafting a number, and signing one."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LONGEST = 10_000


class DraftMinutesForm(ActionForm):
    """What people add by hand; everything else is read from the session."""

    seen = HiddenField(default="0")
    remarks = TextAreaField(lazy(N_("Remarks")), validators=[longest(LONGEST)])
    correction = TextAreaField(lazy(N_("What is corrected, and why")), validators=[longest(LONGEST)])

    @property
    def seen_number(self) -> int:
        """The number of the draft that stood on the page; -1 when that was lost, so that it counts as moved."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class SignMinutesForm(ActionForm):
    """The password that signs; number, digest and capacity say what was on the page."""

    number = HiddenField()
    digest = HiddenField()
    capacity = HiddenField()
    password = PasswordField(lazy(N_("Your password")))

    @property
    def signed_number(self) -> int:
        """The number that was read; 0 when that was lost."""
        text = str(self.number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a password is there."""
        good = super().validate(extra_validators)
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.password.data)

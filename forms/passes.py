"""Forms of an emergency pass: issuing it, and ending it before its time."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, SelectField, StringField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LONGEST_REASON = 5_000


class PassForm(ActionForm):
    """Where, for how long, why, and the password that signs it."""

    environment_id = SelectField(lazy(N_("Environment")), choices=[], validate_choice=False)
    hours = StringField(lazy(N_("Hours")))
    reason = TextAreaField(lazy(N_("Why no gate can be waited for")), validators=[longest(LONGEST_REASON)])
    password = PasswordField(lazy(N_("Your password")))

    @property
    def environment(self) -> int:
        """The key of the chosen environment; 0 for none."""
        return _whole(self.environment_id.data)

    @property
    def whole_hours(self) -> int:
        """The hours as a number; 0 for what is none."""
        return _whole(self.hours.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is there; what the policy allows, the use case says."""
        good = super().validate(extra_validators)
        for field, sentence in (
            (self.environment_id, N_("Choose one of the environments.")),
            (self.hours, N_("Say for how many hours.")),
            (self.reason, N_("Write why no gate can be waited for.")),
            (self.password, N_("Give your password; every signature asks for it.")),
        ):
            if not field.data and not field.errors:
                field.errors = [translate(sentence)]
                good = False
        return good


class EndPassForm(ActionForm):
    """Why the pass ends before its time."""

    reason = TextAreaField(lazy(N_("Why it ends now")), validators=[longest(2_000)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a reason."""
        good = super().validate(extra_validators)
        if not self.reason.data and not self.reason.errors:
            self.reason.errors = [translate(N_("Write why it ends before its time."))]
        return good and bool(self.reason.data)


def _whole(typed: object) -> int:
    text = str(typed or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

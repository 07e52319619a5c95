"""Forms at the door: signing in, setting up, choosing a password."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate


def required(sentence: str) -> InputRequired:
    """A validator that says what to write."""
    return InputRequired(lazy(sentence))


def twice(first: str) -> Any:
    """A validator for the second of two equal passwords."""

    def check(form: Any, field: Any) -> None:
        if field.data != form[first].data:
            raise ValidationError(translate(N_("The two passwords are not the same.")))

    return check


class SignInForm(ActionForm):
    """E-mail and password on one page, and where to go afterwards."""

    next = HiddenField()
    email = EmailField(lazy(N_("E-mail")), validators=[required(N_("Write your e-mail.")), longest(300)])
    password = PasswordField(lazy(N_("Password")), validators=[required(N_("Write your password."))])


class SetUpForm(ActionForm):
    """The code from the log, the first administrator and the organisation."""

    code = StringField(
        lazy(N_("Set-up code")), validators=[required(N_("Write the code from the server's log."))]
    )
    name = StringField(lazy(N_("Your name")), validators=[required(N_("Write your name.")), longest(200)])
    email = EmailField(lazy(N_("Your e-mail")), validators=[required(N_("Write your e-mail.")), longest(254)])
    password = PasswordField(lazy(N_("Password")), validators=[required(N_("Choose a password."))])
    password_again = PasswordField(
        lazy(N_("Password, once more")),
        validators=[required(N_("Write the password once more.")), twice("password")],
    )
    organisation = StringField(
        lazy(N_("Name of the organisation")),
        validators=[required(N_("Write the organisation's name.")), longest(200)],
    )
    zone = StringField(
        lazy(N_("Time zone of the organisation")),
        validators=[required(N_("Choose a time zone from the list, such as Europe/Berlin."))],
    )
    size = RadioField(lazy(N_("Size of the starter policies")), choices=[], default="standard")

    def offer(self, sizes: Iterable[tuple[str, str]]) -> None:
        """Gives the sizes to choose from, each by its key and name."""
        self.size.choices = [SelectChoice(key, label) for key, label in sizes]


class WelcomeForm(ActionForm):
    """The first password, or a new one, with a one-time link."""

    password = PasswordField(lazy(N_("Password")), validators=[required(N_("Choose a password."))])
    password_again = PasswordField(
        lazy(N_("Password, once more")),
        validators=[required(N_("Write the password once more.")), twice("password")],
    )


class PasswordForm(ActionForm):
    """Another password in place of the present one."""

    old = PasswordField(
        lazy(N_("Present password")), validators=[required(N_("Write your present password."))]
    )
    new = PasswordField(lazy(N_("New password")), validators=[required(N_("Choose a password."))])
    new_again = PasswordField(
        lazy(N_("New password, once more")),
        validators=[required(N_("Write the new password once more.")), twice("new")],
    )

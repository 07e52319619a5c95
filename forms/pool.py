"""Forms around seats: taking one, giving it back, assigning one, nudging, putting a row of Home aside."""

from __future__ import annotations

from wtforms import DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Optional

from forms.base import ActionForm, longest
from forms.words import N_, lazy


class PoolForm(ActionForm):
    """Takes a seat, gives it back, or nudges whoever has the turn."""

    seat = HiddenField()
    note = TextAreaField(lazy(N_("A word to them")), validators=[longest(300)])


class AssignForm(ActionForm):
    """Asks one person to sign one seat."""

    choice = RadioField(lazy(N_("Whom")), validate_choice=False, choices=[])
    reason = TextAreaField(lazy(N_("Why")), validators=[longest(2_000)])


class LaterForm(ActionForm):
    """Puts a row of Home aside until a day."""

    thing = SelectField(lazy(N_("What")), validate_choice=False, choices=[])
    until = DateField(lazy(N_("Until")), validators=[Optional()])


class AgainForm(ActionForm):
    """Brings a row back that was put aside."""

    thing = HiddenField()

"""What is asked when an environment is registered."""

from __future__ import annotations

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.words import N_, lazy

PURPOSES = [
    ("development", lazy(N_("Development"))),
    ("test", lazy(N_("Test"))),
    ("pilot", lazy(N_("Pilot: a fixed group until a fixed day"))),
    ("production", lazy(N_("Production"))),
]


class EnvironmentForm(ActionForm):
    """Where versions run, and for what."""

    name = StringField(lazy(N_("Name")), [DataRequired(lazy(N_("Give the environment a name"))), longest(80)])
    purpose = RadioField(
        lazy(N_("Purpose")), [InputRequired(lazy(N_("Choose what it is for")))], choices=offered(PURPOSES)
    )
    pilot_people = TextAreaField(lazy(N_("Who takes part in the pilot")), [Optional(), longest(4000)])
    ends_on = DateField(lazy(N_("Last day of the pilot")), [Optional()])

"""What is asked when an organisation adds a field to a register."""

from __future__ import annotations

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.registers.kinds import Needed
from forms.registers.values import NumberField
from forms.words import N_, lazy

KINDS = [
    ("text", lazy(N_("Text"))),
    ("number", lazy(N_("Number"))),
    ("date", lazy(N_("Date"))),
    ("choice", lazy(N_("Choice from values"))),
    ("person", lazy(N_("Person"))),
]


class OwnFieldForm(ActionForm):
    """A field of the organisation's own; its kind stays once it is there."""

    label = StringField(lazy(N_("Label")), [Needed(N_("Label")), longest(80)])
    kind = RadioField(
        lazy(N_("Kind")), [InputRequired(lazy(N_("Choose what kind of field it is")))], choices=offered(KINDS)
    )
    choices = TextAreaField(lazy(N_("Values to choose from")), [longest(4000)])
    position = NumberField(lazy(N_("Place in the form")), whole=True, low=1, high=999)

    def values(self) -> tuple[str, ...]:
        """The values, one from each line that says something."""
        return tuple(line.strip() for line in (self.choices.data or "").split("\n") if line.strip())

    def place(self) -> int:
        """The place; the last one when none is given."""
        return int(self.position.value or 999)

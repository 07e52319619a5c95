"""What is asked about the organisation's working time."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    DateField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.account import required
from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy

WEEKDAYS = [
    SelectChoice(str(number), lazy(word))
    for number, word in enumerate(
        (
            N_("Monday"),
            N_("Tuesday"),
            N_("Wednesday"),
            N_("Thursday"),
            N_("Friday"),
            N_("Saturday"),
            N_("Sunday"),
        )
    )
]


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


class HoursForm(RevisedForm):
    """The working week and the place whose holidays are free."""

    opens = TimeField(lazy(N_("Work begins")), [InputRequired(lazy(N_("Write a time, such as 09:00.")))])
    closes = TimeField(lazy(N_("Work ends")), [InputRequired(lazy(N_("Write a time, such as 17:00.")))])
    lunch_from = TimeField(lazy(N_("Break begins")), [Optional()])
    lunch_to = TimeField(lazy(N_("Break ends")), [Optional()])
    weekdays = SelectMultipleField(
        lazy(N_("Working days")),
        choices=WEEKDAYS,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    country = StringField(lazy(N_("Country")), [longest(2)], filters=[_upper])
    subdivision = StringField(lazy(N_("State or province")), [longest(10)], filters=[_upper])


class OwnDayForm(ActionForm):
    """A day the organisation decides itself."""

    day = DateField(lazy(N_("Day")), [InputRequired(lazy(N_("Choose a day.")))])
    is_working = RadioField(
        lazy(N_("On this day")),
        choices=[
            SelectChoice("free", lazy(N_("nobody works"))),
            SelectChoice("worked", lazy(N_("people work"))),
        ],
        default="free",
    )
    name = StringField(lazy(N_("What it is")), [required(N_("Say what the day is.")), longest(120)])

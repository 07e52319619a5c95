"""What is asked on the calendar: a sitting of the committee, and an address for another calendar."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import DateField, RadioField, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, InputRequired

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.words import N_, lazy

TITLES = [
    ("neutral", lazy(N_("Neutral: what is due and its number, no name of a system or person"))),
    ("full", lazy(N_("Full: with the names of systems and people"))),
]


class SittingForm(ActionForm):
    """A date of the committee; times are those of the organisation's zone."""

    title = StringField(lazy(N_("Title")), [DataRequired(lazy(N_("Give it a title"))), longest(120)])
    day = DateField(lazy(N_("Day")), [InputRequired(lazy(N_("Choose the day")))])
    starts = TimeField(lazy(N_("Begins")), [InputRequired(lazy(N_("Write when it begins, such as 10:00")))])
    ends = TimeField(lazy(N_("Ends")), [InputRequired(lazy(N_("Write when it ends, such as 11:30")))])
    place = StringField(lazy(N_("Place")), [longest(200)])


class FeedForm(ActionForm):
    """An address for another calendar; the list of systems is given by the page."""

    what = SelectField(lazy(N_("What it holds")), default="", validate_choice=False)
    titles = RadioField(
        lazy(N_("Titles")),
        [InputRequired(lazy(N_("Choose what the titles say")))],
        choices=offered(TITLES),
        default="neutral",
    )

    def offer(self, systems: Iterable[tuple[str, str]]) -> None:
        """Fills the list with everything first, then each system by ref and name."""
        everything = ("", lazy(N_("Everything that I see")))
        self.what.choices = offered([everything, *((ref, f"{name} ({ref})") for ref, name in systems)])

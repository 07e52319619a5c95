"""Forms of the committee: sessions, agenda, attendance, deputies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.signing import DayField
from forms.words import N_, lazy, translate

People = Iterable[tuple[int, str]]
KINDS = [
    ("sitting", lazy(N_("At a sitting, on a date of the committee"))),
    ("circulation", lazy(N_("By circulation, until the end of a day"))),
]


def key_in(text: Any) -> int:
    """The key of a chosen person; 0 for nobody."""
    plain = str(text or "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else 0


def _people(people: People, nobody: str) -> list[tuple[str, str]]:
    return [("", nobody), *((str(key), name) for key, name in people)]


class PlanForm(ActionForm):
    """A sitting on a date, or a circulation until a day."""

    kind = RadioField(
        lazy(N_("How the committee decides")),
        choices=offered(KINDS),
        default="sitting",
        validate_choice=False,
    )
    title = StringField(lazy(N_("Title")), [longest(120)])
    date_uuid = SelectField(lazy(N_("Date")), choices=[], validate_choice=False)
    deadline = DayField(lazy(N_("Last day")))
    chair = SelectField(lazy(N_("Leads it")), choices=[], validate_choice=False)
    secretary = SelectField(lazy(N_("Writes the minutes")), choices=[], validate_choice=False)

    def offer(self, dates: Iterable[tuple[str, str]], chairs: People, people: People) -> None:
        """Gives the fields what there is to choose from."""
        nobody = translate(N_("Choose a person"))
        self.date_uuid.choices = [("", translate(N_("Choose a date"))), *dates]
        self.chair.choices = _people(chairs, nobody)
        self.secretary.choices = _people(people, nobody)


class OfficersForm(ActionForm):
    """Who leads a session and who writes it."""

    chair = SelectField(lazy(N_("Leads it")), choices=[], validate_choice=False)
    secretary = SelectField(lazy(N_("Writes the minutes")), choices=[], validate_choice=False)

    def offer(self, chairs: People, people: People) -> None:
        """Gives the fields who can be chosen."""
        nobody = translate(N_("Choose a person"))
        self.chair.choices, self.secretary.choices = _people(chairs, nobody), _people(people, nobody)


class AgendaForm(ActionForm):
    """Requests for the agenda."""

    requests = SelectMultipleField(lazy(N_("Requests that wait")), choices=[], validate_choice=False)


class OtherForm(ActionForm):
    """Something else for the agenda."""

    title = StringField(lazy(N_("What it is about")), [longest(300)])
    note = TextAreaField(lazy(N_("More about it")), [longest(5_000)])


class ItemForm(ActionForm):
    """One small act on an item of the agenda, or its note."""

    what = HiddenField()
    note = TextAreaField(lazy(N_("What the minutes say")), [longest(5_000)])


class AttendanceForm(ActionForm):
    """Who is here: one choice for each member, and guests; the fields are named by the keys of the members."""

    present = HiddenField()
    guests = SelectMultipleField(lazy(N_("Also here")), choices=[], validate_choice=False)

    def offer(self, people: People) -> None:
        """Gives the guests who can be chosen."""
        self.guests.choices = [(str(key), name) for key, name in people]

    def guest_keys(self) -> tuple[int, ...]:
        """The keys of the chosen guests."""
        return tuple(key for one in self.guests.data or [] if (key := key_in(one)))[:50]


class DeputyForm(ActionForm):
    """A deputy of a member, from a day, perhaps to a day."""

    member = SelectField(lazy(N_("Member")), choices=[], validate_choice=False)
    deputy = SelectField(lazy(N_("Deputy")), choices=[], validate_choice=False)
    starts_on = DayField(lazy(N_("From")))
    ends_on = DayField(lazy(N_("Until")))

    def offer(self, members: People, people: People) -> None:
        """Gives the fields who can be chosen."""
        nobody = translate(N_("Choose a person"))
        self.member.choices, self.deputy.choices = _people(members, nobody), _people(people, nobody)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the first day is there."""
        good = super().validate(extra_validators)
        if not isinstance(self.starts_on.data, date):
            self.starts_on.errors = [translate(N_("Choose a day."))]
            return False
        return good

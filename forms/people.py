"""Forms of the administration: people, units, grants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from forms.account import required
from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy
from models.enums import PersonKind

KINDS = [
    SelectChoice(PersonKind.EMPLOYEE.value, lazy(N_("Employee"))),
    SelectChoice(PersonKind.CONTRACTOR.value, lazy(N_("Contractor"))),
    SelectChoice(PersonKind.GUEST.value, lazy(N_("Guest"))),
]
UNIT_KINDS = [
    SelectChoice("entity", lazy(N_("Legal entity"))),
    SelectChoice("department", lazy(N_("Department"))),
]
REACHES = [
    SelectChoice("org", lazy(N_("The whole organisation"))),
    SelectChoice("unit", lazy(N_("A unit and everything below it"))),
    SelectChoice("system", lazy(N_("One system"))),
]


def optional_date(label: str) -> DateField:
    """A date that may be left out; a wrong one is named as such."""
    return DateField(lazy(label), validators=[Optional()])


class _Identity:
    """The facts of an account, shared by adding and editing."""

    name = StringField(lazy(N_("Name")), validators=[required(N_("Write the name.")), longest(200)])
    email = EmailField(lazy(N_("E-mail")), validators=[required(N_("Write the e-mail.")), longest(254)])
    kind = RadioField(lazy(N_("Kind")), choices=KINDS, validate_choice=False)
    employer = StringField(lazy(N_("Employer")), validators=[longest(200)])
    ends_on = optional_date(N_("Last day of access"))


class AddPersonForm(_Identity, ActionForm):
    """A new account."""

    is_administrator = BooleanField(lazy(N_("May administer people, units and settings")))


class EditPersonForm(_Identity, RevisedForm):
    """The facts of an account."""


class ReasonForm(RevisedForm):
    """An act on a row that needs nothing but its reason."""

    reason = TextAreaField(
        lazy(N_("Reason")),
        validators=[required(N_("Write the reason; it is kept in the record.")), longest(2000)],
    )


class EndGrantForm(ReasonForm):
    """An earlier last day for a grant."""

    ends_on = DateField(
        lazy(N_("Last day of the grant")), validators=[InputRequired(lazy(N_("Choose the last day.")))]
    )


class GrantForm(ActionForm):
    """A role for somebody; the lists of roles and units are given by the page."""

    role = SelectField(lazy(N_("Role")), validate_choice=False)
    scope = RadioField(lazy(N_("Where")), choices=REACHES, default="org", validate_choice=False)
    unit = SelectField(lazy(N_("Unit")), validate_choice=False)
    system = StringField(lazy(N_("System")), validators=[longest(30)])
    starts_on = optional_date(N_("First day"))
    ends_on = optional_date(N_("Last day"))
    reason = TextAreaField(
        lazy(N_("Reason")),
        validators=[required(N_("Write the reason; it is kept in the record.")), longest(2000)],
    )

    def offer(self, roles: Iterable[tuple[str, str]], units: Iterable[tuple[str, str]]) -> None:
        """Fills the two lists with key and label."""
        self.role.choices = [
            SelectChoice("", lazy(N_("Choose a role"))),
            *(SelectChoice(*role) for role in roles),
        ]
        self.unit.choices = [
            SelectChoice("", lazy(N_("Choose a unit"))),
            *(SelectChoice(*unit) for unit in units),
        ]


class UnitForm(RevisedForm):
    """A unit's name, kind and place; also for a new unit, whose revision is not asked."""

    name = StringField(lazy(N_("Name")), validators=[required(N_("Write the unit's name.")), longest(200)])
    kind = RadioField(lazy(N_("Kind")), choices=UNIT_KINDS, default="department", validate_choice=False)
    parent = SelectField(lazy(N_("Belongs to")), validate_choice=False)

    def offer(self, units: Iterable[tuple[str, str]]) -> None:
        """Fills the list of places with key and path."""
        top = SelectChoice("", lazy(N_("Nothing above it")))
        self.parent.choices = [top, *(SelectChoice(*unit) for unit in units)]


def key_of_choice(value: Any) -> int | None:
    """The key behind a chosen entry: None for the empty one, -1 for anything that is no key."""
    text = str(value or "")
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1

"""Forms of the record: what to look for, and the wish to verify."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import NumberRange, Optional

from forms.base import ActionForm, clean_text
from forms.words import N_, translate

_REF = re.compile(r"(SYS|VER|REQ|EV|COND|SUS|ENV|DEP|POL)-[1-9][0-9]{0,17}")
_YEARS = range(2000, 2200)


class Day(DateField):
    """A calendar day; says in plain words when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the day; raises ValueError with the sentence shown beside it."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(translate(N_("Write the day as year-month-day, such as 2026-11-19."))) from None

    def pre_validate(self, form: Any) -> None:
        """Refuses years in which nothing can have happened, and which calendars cannot count."""
        if self.data and self.data.year not in _YEARS:
            raise ValidationError(translate(N_("Choose a day between the years 2000 and 2199.")))


class RecordFilters(FlaskForm):
    """Which entries to show; sent by GET, so that a search can be bookmarked."""

    class Meta(FlaskForm.Meta):
        """A search changes nothing and needs no key."""

        csrf = False

    object = StringField(N_("Object"), filters=[clean_text, lambda text: (text or "").upper()])
    who = SelectField(N_("Who"), validate_choice=False, choices=[])
    what = SelectField(N_("What"), validate_choice=False, choices=[])
    first = Day(N_("From"), validators=[Optional()], name="from")
    last = Day(N_("To"), validators=[Optional()], name="to")
    before = IntegerField(validators=[Optional(), NumberRange(1, 2**62)])

    def validate_object(self, field: Any) -> None:
        """A reference, or nothing."""
        if field.data and not _REF.fullmatch(field.data):
            raise ValidationError(translate(N_("Write a reference such as SYS-7, VER-31, REQ-142 or EV-9.")))

    def validate_who(self, field: Any) -> None:
        """One of the list; anything else cannot be the uuid of anybody."""
        try:
            UUID(field.data or str(UUID(int=0)))
        except ValueError:
            raise ValidationError(translate(N_("Choose somebody from the list."))) from None

    def validate_what(self, field: Any) -> None:
        """One of the list."""
        if field.data and not re.fullmatch(r"[a-z0-9:-]{1,80}", field.data):
            raise ValidationError(translate(N_("Choose an act from the list.")))

    def validate_last(self, field: Any) -> None:
        """Not before the first day."""
        if field.data and self.first.data and self.first.data > field.data:
            raise ValidationError(translate(N_("The last day is before the first day.")))


class VerifyForm(ActionForm):
    """Asks for every entry to be checked now; there is nothing to fill in."""

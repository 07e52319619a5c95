"""The form that stops a legal clock."""

from __future__ import annotations

from datetime import time
from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)

from forms.base import ActionForm, longest
from forms.signing import DayField
from forms.words import N_, lazy, translate

LONGEST = 5_000


class StopClockForm(ActionForm):
    """How it stopped, when, and what shows it. Nothing is preselected."""

    clock = HiddenField()
    stop = RadioField(
        lazy(N_("What stops it")),
        choices=[
            SelectChoice("reported", lazy(N_("It was reported"))),
            SelectChoice("not_due", lazy(N_("No report was due"))),
        ],
        validate_choice=False,
    )
    on = DayField(lazy(N_("Day")))
    at = StringField(lazy(N_("Hour and minute")), [longest(5)])
    evidence = TextAreaField(lazy(N_("What shows it")), [longest(LONGEST)])
    note = TextAreaField(lazy(N_("Note")), [longest(LONGEST)])

    @property
    def moment(self) -> time | None:
        """The time of day; None while it is empty or none."""
        try:
            return (
                time.fromisoformat((self.at.data or "").replace(".", ":").zfill(5)) if self.at.data else None
            )
        except ValueError:
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether what was typed is a day and a time at all."""
        good = super().validate(extra_validators)
        if self.on.data is None and self.on.raw_data and any(self.on.raw_data):
            self.on.errors = [translate(N_("Type a date, such as 2026-11-24."))]
            good = False
        if self.at.data and self.moment is None:
            self.at.errors = [translate(N_("Type hour and minute, such as 14:30."))]
            good = False
        return good

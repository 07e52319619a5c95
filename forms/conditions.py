"""Forms about conditions of an approval: an offer, a verdict, another owner, more time."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import (  # type: ignore[attr-defined]
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.signing import DayField
from forms.words import N_, lazy, translate

LONGEST = 5_000


class OfferForm(ActionForm):
    """What was done, with files or evidence that is there already."""

    text = TextAreaField(lazy(N_("What was done")), validators=[longest(LONGEST)])
    files = MultipleFileField(lazy(N_("Files that show it")))
    reuse = SelectMultipleField(
        lazy(N_("Evidence of this system that shows it")),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a text."""
        good = super().validate(extra_validators)
        return _filled(self.text, N_("Write what was done.")) and good


class TakeBackForm(ActionForm):
    """Takes an offer back; there is nothing to fill in."""


class JudgeForm(ActionForm):
    """Accept or refuse, why, and the password that signs it. Nothing is preselected."""

    verdict = RadioField(
        lazy(N_("Your verdict")),
        choices=[
            SelectChoice("accept", lazy(N_("Accept: the condition is met"))),
            SelectChoice("refuse", lazy(N_("Refuse: it stays open"))),
        ],
        validate_choice=False,
    )
    reason = TextAreaField(lazy(N_("Reason")), validators=[longest(LONGEST)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether verdict and password are there."""
        good = super().validate(extra_validators)
        known = self.verdict.data in ("accept", "refuse")
        if not known:
            self.verdict.errors = [translate(N_("Choose whether you accept or refuse."))]
        return _password(self.password) and good and known


class OwnerForm(ActionForm):
    """Who owns the condition from now on, and why."""

    person = SelectField(lazy(N_("New owner")), choices=[], validate_choice=False)
    reason = TextAreaField(lazy(N_("Why")), validators=[longest(2_000)])

    @property
    def person_id(self) -> int:
        """The key of the chosen person; 0 for nobody."""
        text = str(self.person.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether both are there."""
        good = super().validate(extra_validators)
        return _filled(self.reason, N_("Write why.")) and good


class ExtendForm(ActionForm):
    """The new day, why, and the password that signs it."""

    due_on = DayField(lazy(N_("New day")))
    reason = TextAreaField(lazy(N_("Why")), validators=[longest(2_000)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all three are there."""
        good = super().validate(extra_validators)
        if self.due_on.data is None:
            self.due_on.errors = [translate(N_("Choose a day."))]
        reasoned, known = _filled(self.reason, N_("Write why.")), _password(self.password)
        return good and reasoned and known and self.due_on.data is not None


def _filled(field: Any, sentence: str) -> bool:
    if not field.data and not field.errors:
        field.errors = [translate(sentence)]
    return bool(field.data)


def _password(field: Any) -> bool:
    return _filled(field, N_("Give your password; every signature asks for it."))

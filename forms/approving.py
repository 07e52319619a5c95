"""Forms that put a record forward for approval, and take it back."""

from __future__ import annotations

from wtforms import TextAreaField

from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy


class AskForm(RevisedForm):
    """A word to those who decide; the record speaks for itself."""

    said = TextAreaField(lazy(N_("A word to those who decide")), validators=[longest(2_000)])


class TakeBackAskingForm(ActionForm):
    """Takes an open request back; there is nothing to fill in."""

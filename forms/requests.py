"""What is asked when a gate is asked for, and when a request is sent."""

from __future__ import annotations

from typing import Any

from wtforms import (  # type: ignore[attr-defined]
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms.base import ActionForm, longest
from forms.words import N_, lazy

LABEL = 80
TEXT = 4000

AFTER_MONITORING = [
    ("keep", lazy(N_("Keep it running beside this one"))),
    ("rollback", lazy(N_("Keep it for rollback, 30 days"))),
    ("retire", lazy(N_("Retire it: a retirement request opens by itself"))),
]
MEANWHILE = [
    ("keep", lazy(N_("It goes on as it is"))),
    ("limits", lazy(N_("It goes on under limits"))),
    ("off", lazy(N_("It is off until the next version is cleared"))),
]


class StartForm(ActionForm):
    """Asks for a gate; what else is asked depends on the gate."""

    gate = HiddenField()
    change = RadioField(lazy(N_("What kind of change is it?")), choices=[], validate_choice=False)
    change_text = TextAreaField(
        lazy(N_("What changes, why, and how urgent is it?")), validators=[Optional(), longest(TEXT)]
    )
    next_label = StringField(lazy(N_("Label of the next version")), validators=[Optional(), longest(LABEL)])
    old_version = RadioField(lazy(N_("What happens to the old version?")), choices=[], validate_choice=False)
    limits = TextAreaField(lazy(N_("Under which limits")), validators=[Optional(), longest(TEXT)])

    def offer(self, changes: Any, rework: bool) -> None:
        """Fills the choices that depend on the gate: (key, words) of changes, and what becomes of the old version."""
        self.change.choices = [SelectChoice(key, words) for key, words in changes]
        choices = MEANWHILE if rework else AFTER_MONITORING
        self.old_version.choices = [SelectChoice(*choice) for choice in choices]


class SubmitForm(ActionForm):
    """Hands a request in, with a word to the reviewers."""

    said = TextAreaField(lazy(N_("A word to the reviewers")), validators=[longest(TEXT)])

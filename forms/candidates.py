"""Forms about AI found in use: a declaration, a list of applications, a decision."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import RadioField, SelectChoice, StringField, TextAreaField  # type: ignore[attr-defined]

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate


class DeclareForm(ActionForm):
    """A tool that somebody uses, said in a minute: only its name is needed."""

    name = StringField(lazy(N_("Name of the tool")), validators=[longest(200)])
    task = TextAreaField(lazy(N_("What you use it for")), validators=[longest(4_000)])
    data = TextAreaField(lazy(N_("What you put in")), validators=[longest(4_000)])
    users = StringField(lazy(N_("Who else uses it")), validators=[longest(200)])
    maker = StringField(lazy(N_("Made by")), validators=[longest(200)])
    address = StringField(lazy(N_("Where it is found")), validators=[longest(2_000)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it has a name."""
        good = super().validate(extra_validators)
        if not self.name.data and not self.name.errors:
            self.name.errors = [translate(N_("Say how the tool is called."))]
            return False
        return good


class ListForm(ActionForm):
    """A list of applications."""

    file = FileField(lazy(N_("List of applications (CSV)")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a file was sent."""
        good = super().validate(extra_validators)
        if not (self.file.data and getattr(self.file.data, "filename", "")):
            self.file.errors = [translate(N_("Choose a file."))]
            return False
        return good


class DecideForm(ActionForm):
    """What a candidate is. Nothing is preselected."""

    outcome = RadioField(
        lazy(N_("What is it?")),
        choices=[
            SelectChoice("registered", lazy(N_("An AI system; it is registered"))),
            SelectChoice("known_use", lazy(N_("A use of a tool that is known"))),
            SelectChoice("not_ai", lazy(N_("Not AI"))),
            SelectChoice("refused", lazy(N_("Refused: it must not be used"))),
        ],
        validate_choice=False,
    )
    target = StringField(lazy(N_("Which system or use")), validators=[longest(80)])
    reason = TextAreaField(lazy(N_("Reason")), validators=[longest(4_000)])

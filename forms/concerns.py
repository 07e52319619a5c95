"""Forms of concerns: raised with or without a name, and messages on one."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LONGEST = 4_000


class NamelessForm(ActionForm):
    """A concern without a name: what worries, about what, and what should happen."""

    what = TextAreaField(lazy(N_("What worries you")), [longest(LONGEST)])
    kind = RadioField(lazy(N_("What it is about")), choices=[], validate_choice=False)
    about = StringField(lazy(N_("Which system or product")), [longest(200)])
    wants = TextAreaField(lazy(N_("What should happen")), [longest(LONGEST)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a text, and a kind that exists or none."""
        good = super().validate(extra_validators)
        if not self.what.data and not self.what.errors:
            self.what.errors = [translate(N_("Write what worries you."))]
        if self.kind.data and self.kind.data not in {str(one[0]) for one in self.kind.choices or ()}:
            self.kind.data = ""
        return good and bool(self.what.data)


class ConcernForm(NamelessForm):
    """A concern with the name of whoever raises it."""

    title = StringField(lazy(N_("In a few words")), [longest(200)])
    system = SelectField(lazy(N_("AI system")), choices=[], validate_choice=False)
    keep_hidden = BooleanField(lazy(N_("Keep my name from the owner of the system")), default=True)

    @property
    def system_id(self) -> int:
        """The key of the chosen system; 0 for none, -1 for what cannot be chosen."""
        typed = str(self.system.data or "0")
        known = {str(one[0]) for one in self.system.choices or ()}
        return int(typed) if typed in known and typed.isdigit() else -1


class MessageForm(ActionForm):
    """A message on a concern."""

    text = TextAreaField(lazy(N_("Message")), [longest(5_000)])


class CodeForm(ActionForm):
    """The code that leads back to a concern without a name."""

    code = StringField(lazy(N_("Your code")), [longest(100)])


class CodeMessageForm(CodeForm):
    """A message by whoever has the code."""

    text = TextAreaField(lazy(N_("Message")), [longest(5_000)])

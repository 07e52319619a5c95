"""Small forms about a draft as a whole: start, move a row, text, proposal, discard."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import Optional

from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy, translate

LONGEST_FILE = 800_000


class StartForm(ActionForm):
    """Starts a draft from a version."""

    number = HiddenField()

    @property
    def version(self) -> int:
        """The number of the version, 0 for the newest."""
        text = str(self.number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class DraftForm(RevisedForm):
    """An act on a draft that asks for nothing else."""


class FileText(TextAreaField):
    """Text as long as a file may be."""

    longest = 200_000


class TextForm(RevisedForm):
    """The draft as text, typed or from a file."""

    yaml = FileText(lazy(N_("The policy as YAML")))
    file = FileField(lazy(N_("Or a file in place of the text")))

    def text(self) -> str:
        """What the file says, else what was typed; "" for a file that is no text."""
        sent = self.file.data
        if sent and sent.filename:
            data: bytes = sent.stream.read(LONGEST_FILE)
            self.yaml.data = data.decode("utf-8-sig", "replace")
        return self.yaml.data or ""


class ProposeForm(RevisedForm):
    """Why the policy changes, and from which day on."""

    note = TextAreaField(lazy(N_("Why does it change?")), validators=[longest(4_000)])
    effective_on = DateField(lazy(N_("First day")), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a reason."""
        good = super().validate(extra_validators)
        if not self.note.data and not self.note.errors:
            self.note.errors = [translate(N_("Say why the policy changes; reviewers and auditors read it."))]
        return good and bool(self.note.data)

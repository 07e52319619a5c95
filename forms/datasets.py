"""The form that has a file of a dataset counted."""

from __future__ import annotations

from typing import Any

from wtforms import FileField, StringField

from forms.base import RevisedForm, longest
from forms.words import N_, lazy, translate


class ProfileForm(RevisedForm):
    """A file, and what its version is called."""

    version = StringField(lazy(N_("What this version is called")), [longest(100)])
    file = FileField(lazy(N_("File or profile")))

    def content(self) -> bytes:
        """The bytes of the file."""
        found: bytes = self.file.data.stream.read()
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether both are there."""
        good = super().validate(extra_validators)
        named, there = bool(self.version.data), bool(getattr(self.file.data, "filename", ""))
        if not named and not self.version.errors:
            self.version.errors = [translate(N_("Give this version a name."))]
        if not there:
            self.file.errors = [translate(N_("Choose a file."))]
        return good and named and there

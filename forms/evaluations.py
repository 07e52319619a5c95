"""Forms about evaluations and validations: results from a file, and the signature under a validation."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FileField, HiddenField, PasswordField, TextAreaField

from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy, translate


class ResultsForm(RevisedForm):
    """A file with results, or the same text pasted; they replace those that are there or come on top."""

    file = FileField(lazy(N_("File with results")))
    pasted = TextAreaField(lazy(N_("Or paste them here")))
    replace = BooleanField(lazy(N_("They replace the results that are there")))

    def content(self) -> bytes:
        """The bytes of the file, or of what was pasted."""
        sent = self.file.data
        if getattr(sent, "filename", ""):
            found: bytes = sent.stream.read()
            return found
        return str(self.pasted.data or "").encode()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is anything to read."""
        good = super().validate(extra_validators)
        there = bool(getattr(self.file.data, "filename", "")) or bool(self.pasted.data)
        if not there:
            self.file.errors = [translate(N_("Choose a file, or paste the results."))]
        return good and there


class SignForm(ActionForm):
    """What the signer saw, a remark, and the password that signs it."""

    digest = HiddenField()
    reason = TextAreaField(lazy(N_("Remark")), validators=[longest(2_000)])
    password = PasswordField(lazy(N_("Your password")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the password is there."""
        good = super().validate(extra_validators)
        if not self.password.data:
            self.password.errors = [translate(N_("Give your password; every signature asks for it."))]
        return good and bool(self.password.data)

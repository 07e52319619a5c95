"""The form that takes a list of systems in use."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField

from forms.base import ActionForm
from forms.words import N_, lazy, translate


class AdoptingForm(ActionForm):
    """A list of systems in use."""

    file = FileField(lazy(N_("List of systems in use (CSV)")))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a file was sent."""
        good = super().validate(extra_validators)
        if not (self.file.data and getattr(self.file.data, "filename", "")):
            self.file.errors = [translate(N_("Choose a file."))]
            return False
        return good

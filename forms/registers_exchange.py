"""Forms of imports into registers: a file, how its columns are read, and why an import is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import FieldList, SelectChoice, SelectField, StringField, TextAreaField  # type: ignore[attr-defined]

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate

LARGEST = 2_000_001
"""Bytes that are read of a file: one more than an import takes, so that a larger one is seen as such."""


class ImportForm(ActionForm):
    """A file for a register, and the system or version its rows are about."""

    file = FileField(lazy(N_("File")))
    system = StringField(lazy(N_("System")), validators=[longest(40)])
    version = StringField(lazy(N_("Version")), validators=[longest(40)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a file."""
        good = super().validate(extra_validators)
        chosen = bool(self.file.data and self.file.data.filename)
        if not chosen:
            self.file.errors = [translate(N_("Choose a file."))]
        return good and chosen

    def content(self) -> bytes:
        """The bytes of the file."""
        data: bytes = self.file.data.stream.read(LARGEST)
        return data

    @property
    def filename(self) -> str:
        """The name the file had where it came from."""
        return str(self.file.data.filename or "")


class MappingForm(ActionForm):
    """For each heading of the file the column it is read as."""

    columns = FieldList(SelectField(choices=[], validate_choice=False))

    def offer(self, head: Sequence[str], choices: Sequence[tuple[str, str]]) -> None:
        """Names every field after its heading and offers the columns of the register."""
        offered = [SelectChoice("", translate(N_("Not read")))]
        offered += [SelectChoice(key, label) for key, label in choices]
        for field, heading in zip(self.columns, head, strict=False):
            field.choices = offered
            field.label.text = heading or translate(N_("Column without a heading"))

    @property
    def mapping(self) -> tuple[str, ...]:
        """The chosen keys in the order of the headings."""
        return tuple(str(field.data or "")[:60] for field in self.columns)


class DecideForm(ActionForm):
    """Applies an import or drops it; there is nothing to fill in."""


class UndoForm(ActionForm):
    """Why an import is taken back."""

    reason = TextAreaField(lazy(N_("Why")), validators=[longest(200)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is a reason."""
        good = super().validate(extra_validators)
        if not self.reason.data and not self.reason.errors:
            self.reason.errors = [translate(N_("Write why; it stays in the record."))]
        return good and bool(self.reason.data)

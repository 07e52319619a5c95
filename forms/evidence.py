"""The shape of putting evidence forward: files, a link with or without a copy, or a new version."""

from __future__ import annotations

from wtforms import MultipleFileField, StringField, ValidationError
from wtforms.fields import FileField

from forms.base import ActionForm, longest
from forms.words import lazy, translate

MAX_AT_ONCE = 10
"""Files of one upload; an item can carry more, in several uploads."""


def _has_name(field: FileField) -> bool:
    return bool(getattr(field.data, "filename", ""))


class FilesForm(ActionForm):
    """Files for one item, picked, dropped or pasted."""

    files = MultipleFileField(lazy("Files"))

    def validate_files(self, field: MultipleFileField) -> None:
        """Wants at least one file and not more than fit into one upload."""
        given = [one for one in field.data or [] if getattr(one, "filename", "")]
        if not given:
            raise ValidationError(translate("Choose a file."))
        if len(given) > MAX_AT_ONCE:
            raise ValidationError(translate("Choose at most 10 files at once."))
        field.data = given


class LinkForm(ActionForm):
    """A link, its title, and a copy of what it shows; without the copy it is only a pointer."""

    url = StringField(lazy("Address"), [longest(2000)])
    title = StringField(lazy("Title"), [longest(200)])
    file = FileField(lazy("Frozen copy"))

    @property
    def has_copy(self) -> bool:
        """Whether a copy was uploaded."""
        return _has_name(self.file)

    def validate_url(self, field: StringField) -> None:
        """Wants an address; what a good one is, the use case says."""
        if not (field.data or "").strip():
            raise ValidationError(translate("Give the address of the page."))


class ReplaceForm(ActionForm):
    """The next version of a piece of evidence."""

    file = FileField(lazy("New version"))

    def validate_file(self, field: FileField) -> None:
        """Wants a file."""
        if not _has_name(field):
            raise ValidationError(translate("Choose a file."))

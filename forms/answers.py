"""What the team fills in for one checklist item, and for one point."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import (  # type: ignore[attr-defined]
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms.base import ActionForm, RevisedForm, longest
from forms.words import N_, lazy, translate

STATUSES = ("done", "not_needed", "in_progress")
LINE = 200
URL = 2000
POINT = 5000


class ItemForm(RevisedForm):
    """The answer to one item with its evidence; which button was pressed says how it is saved.

    `status` is asked only of should-items. `then` is the item to go on with.
    """

    text = TextAreaField(lazy(N_("Answer")))
    status = RadioField(
        lazy(N_("How do you answer this?")),
        choices=[
            SelectChoice("done", lazy(N_("With the text or evidence below"))),
            SelectChoice("not_needed", lazy(N_("It is not needed here"))),
            SelectChoice("in_progress", lazy(N_("It stays open in this request"))),
        ],
        validate_choice=False,
    )
    reason = TextAreaField(lazy(N_("Why")))
    files = MultipleFileField(lazy(N_("Add files")))
    replaces = SelectField(lazy(N_("What the file does")), choices=[], validate_choice=False)
    url = StringField(lazy(N_("Address")), validators=[Optional(), longest(URL)])
    title = StringField(lazy(N_("Name of the link")), validators=[Optional(), longest(LINE)])
    copy = FileField(lazy(N_("Frozen copy of what it shows")))
    then = HiddenField()

    def offer(self, evidence: Any) -> None:
        """Fills the list of what a new file can replace; `evidence` holds (ref, name)."""
        first = SelectChoice("", lazy(N_("It is added")))
        self.replaces.choices = [
            first,
            *(SelectChoice(key, translate(N_("It replaces %(name)s"), name=name)) for key, name in evidence),
        ]

    def uploads(self) -> list[FileStorage]:
        """The files that were chosen."""
        return [one for one in self.files.data or [] if isinstance(one, FileStorage) and one.filename]

    def frozen_copy(self) -> FileStorage | None:
        """The file that shows what the link showed, if one was chosen."""
        one = self.copy.data
        return one if isinstance(one, FileStorage) and one.filename else None


class PointForm(ActionForm):
    """What was done about one point."""

    answer = TextAreaField(lazy(N_("What was done about it")), validators=[longest(POINT)])

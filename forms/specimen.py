"""A form with every kind of field and one mistake, for the sheet that shows how they look."""

from __future__ import annotations

from wtforms import (  # type: ignore[attr-defined]
    FileField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired

from forms.base import ActionForm
from forms.words import N_, lazy, translate


class SpecimenForm(ActionForm):
    """Never sent anywhere; it only shows."""

    why = TextAreaField(lazy(N_("Reason")), validators=[DataRequired()])
    name = StringField(lazy(N_("Name of the system")), validators=[DataRequired()])
    note = StringField(lazy(N_("Note for the team")))
    unit = SelectField(
        lazy(N_("Unit")), choices=[SelectChoice("1", "Lending"), SelectChoice("2", "People and culture")]
    )
    result = RadioField(
        lazy(N_("Result")),
        choices=[
            SelectChoice("in", lazy(N_("Within the limit"))),
            SelectChoice("out", lazy(N_("Outside, risk accepted"))),
        ],
    )
    files = FileField(lazy(N_("Evidence")))
    password = PasswordField(lazy(N_("Your password")), validators=[DataRequired()])


def specimen() -> SpecimenForm:
    """The form as it looks after somebody forgot the reason."""
    form = SpecimenForm(formdata=None, data={"name": "Credit scoring", "unit": "1", "result": "in"})
    form.why.errors = [translate(N_("Write a reason for rejecting"))]
    return form

"""What is asked when somebody joins a team."""

from __future__ import annotations

from wtforms import DateField, StringField
from wtforms.validators import DataRequired, Optional

from forms.base import ActionForm, longest
from forms.words import N_, lazy


class MemberForm(ActionForm):
    """One new member of a team."""

    person = StringField(
        lazy(N_("Person")), [DataRequired(lazy(N_("Name a person by e-mail or full name"))), longest(300)]
    )
    duty = StringField(lazy(N_("What they do")), [Optional(), longest(120)])
    starts_on = DateField(lazy(N_("From")), [Optional()])

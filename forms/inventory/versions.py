"""What is asked when a version is added or edited, and when it is said to run somewhere."""

from __future__ import annotations

from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional, Regexp

from forms.base import ActionForm, RevisedForm, longest
from forms.inventory.parts import ARTEFACT, ARTEFACT_SENTENCE, ArtefactRow, BuilderRow, key_or_none
from forms.words import N_, lazy

LABEL = 80
TEXT = 4000


class _Version:
    """The fields that adding and editing share."""

    label = StringField(
        lazy(N_("Label")), [DataRequired(lazy(N_("Give the version a label, such as v2"))), longest(LABEL)]
    )
    description = TextAreaField(lazy(N_("What is in it")), [Optional(), longest(TEXT)])
    artefacts = FieldList(FormField(ArtefactRow), min_entries=2, max_entries=50)


class AddVersionForm(_Version, ActionForm):
    """A further version in intake."""


class EditVersionForm(_Version, RevisedForm):
    """A version with its artefacts; builders are added, never taken away."""

    builders = FieldList(FormField(BuilderRow), min_entries=2, max_entries=20)

    def new_builders(self) -> tuple[tuple[str, str], ...]:
        """The filled-in rows as (person, what)."""
        rows = [(row.form.person.data, row.form.what.data) for row in self.builders]
        return tuple((person, what or "") for person, what in rows if person)


class DeploymentForm(ActionForm):
    """Where a version runs from now on."""

    environment_id = SelectField(
        lazy(N_("Environment")), [DataRequired(lazy(N_("Choose an environment")))], coerce=key_or_none
    )
    artefact = StringField(
        lazy(N_("What was deployed")),
        [Optional(), longest(200), Regexp(ARTEFACT, message=lazy(ARTEFACT_SENTENCE))],
    )

"""Forms that adopt starter risks, begin an assessment, and make risks of its harms."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.words import N_, lazy, translate


class _TickedField(SelectMultipleField):
    """Several boxes to tick; whether a value is known is decided by the act."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AdoptForm(ActionForm):
    """For which system, and which starter risks."""

    system = SelectField(lazy(N_("For")), choices=[], validate_choice=False)
    keys = _TickedField(lazy(N_("Starter risks")), choices=[], validate_choice=False)


class StartForm(ActionForm):
    """Of which system, why now, and what the assessment is called."""

    system = SelectField(lazy(N_("AI system")), choices=[], validate_choice=False)
    cause = SelectField(lazy(N_("Why now")), choices=[], validate_choice=False)
    title = StringField(lazy(N_("Title")), validators=[longest(200)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a system was chosen."""
        good = super().validate(extra_validators)
        if not self.system.data:
            self.system.errors = [translate(N_("Choose the AI system that is assessed."))]
        return good and bool(self.system.data)


class FeedForm(ActionForm):
    """The harms that become risks."""

    harms = _TickedField(lazy(N_("Harms")), choices=[], validate_choice=False)

"""The forms of being away: the days, and whom to ask to stand in."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import DateField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.words import N_, lazy


class ManyField(SelectMultipleField):
    """Several boxes to tick; none ticked means all of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AwayForm(ActionForm):
    """Days on which somebody is away, and who signs for them meanwhile; `seen` is whose warnings were read."""

    starts_on = DateField(lazy(N_("First day")), [InputRequired(lazy(N_("Choose the first day.")))])
    ends_on = DateField(lazy(N_("Last day")), [InputRequired(lazy(N_("Choose the last day.")))])
    delegate = StringField(lazy(N_("Who signs for you")), [longest(300)])
    roles = ManyField(lazy(N_("Only in these roles")), validate_choice=False)
    gates = ManyField(lazy(N_("Only at these gates")), validate_choice=False)
    seen = HiddenField()

    def offer(self, roles: Iterable[tuple[str, str]], gates: Iterable[tuple[str, str]]) -> None:
        """Gives the boxes what there is to choose from."""
        self.roles.choices, self.gates.choices = list(dict(roles).items()), list(gates)

    def chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ticked roles and gates; what nobody offered stays in and is refused by the act."""
        return tuple(self.roles.data or ()), tuple(self.gates.data or ())

    def mark(self, delegate_id: int) -> str:
        """What `seen` holds once the warnings about this very question were shown."""
        roles, gates = self.chosen()
        days = f"{self.starts_on.data}/{self.ends_on.data}"
        return "|".join((str(delegate_id), days, ",".join(sorted(roles)), ",".join(sorted(gates))))

    @property
    def asks(self) -> bool:
        """Whether somebody shall be asked."""
        return bool((self.delegate.data or "").strip())

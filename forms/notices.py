"""How a person wants to be told, and marking notices as read."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, SelectChoice, SelectField  # type: ignore[attr-defined]
from wtforms.validators import AnyOf

from forms.base import ActionForm
from forms.words import N_, lazy

WAYS = ("now", "digest", "off")
CHOOSABLE = {
    "turn": N_("It became your turn to sign or to work on something"),
    "decided": N_("A request of your team was decided or sent back"),
    "progress": N_("Signatures and remarks on requests of your team"),
    "reminder": N_("Reminders and nudges"),
    "conditions": N_("Conditions you owe or have to accept"),
    "renewals": N_("Renewals and reviews that come due"),
    "absence": N_("Delegations and hand-overs"),
    "operation": N_("Connections to other programs that fail"),
}
"""The topics that can be turned down; escalations, suspensions and emergency passes cannot."""


class ChoicesForm(ActionForm):
    """For each topic when mail is sent, and whether it counts as new in the product."""


for _key, _label in CHOOSABLE.items():
    setattr(
        ChoicesForm,
        f"mail_{_key}",
        SelectField(
            lazy(_label),
            choices=[
                SelectChoice("now", lazy(N_("Mail at once"))),
                SelectChoice("digest", lazy(N_("In the daily digest"))),
                SelectChoice("off", lazy(N_("No mail"))),
            ],
            validate_choice=False,
            validators=[AnyOf(WAYS, message=lazy(N_("Choose one of the ways.")))],
        ),
    )
    setattr(ChoicesForm, f"in_app_{_key}", BooleanField(lazy(N_("Count it as new in the list of notices"))))


class ReadForm(ActionForm):
    """Marks one notice as read, or all when none is named."""

    notice = HiddenField()

"""What is asked when somebody outside shall be told."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import ActionForm, longest
from forms.inventory.parts import offered
from forms.words import N_, lazy

KINDS = [
    ("standard", lazy(N_("A program that takes signed webhooks"))),
    ("slack", lazy(N_("Slack, incoming webhook"))),
    ("teams", lazy(N_("Microsoft Teams, workflow that takes a webhook"))),
    ("mattermost", lazy(N_("Mattermost, incoming webhook"))),
]


class EndpointForm(ActionForm):
    """Who outside is told what; the list of events is given by the page."""

    name = StringField(lazy(N_("Name")), [DataRequired(lazy(N_("Give it a name"))), longest(120)])
    kind = RadioField(
        lazy(N_("What takes the messages")),
        [InputRequired(lazy(N_("Choose what takes the messages")))],
        choices=offered(KINDS),
    )
    url = StringField(lazy(N_("Address")), [DataRequired(lazy(N_("Write the address"))), longest(300)])
    events = SelectMultipleField(
        lazy(N_("Events")), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

"""How somebody wants pages to look."""

from __future__ import annotations

from zoneinfo import available_timezones

from wtforms import RadioField, SelectChoice, StringField  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, Optional

from forms.base import ActionForm
from forms.words import N_, lazy

THEMES = ("device", "light", "dark")
DENSITIES = ("comfortable", "compact")
SWITCH = ("on", "off")


class PreferencesForm(ActionForm):
    """The whole choice, as the page asks it; each part may also be sent alone, as the footer does."""

    theme = RadioField(
        lazy(N_("Colours")),
        choices=[
            SelectChoice("device", lazy(N_("Same as this device"))),
            SelectChoice("light", lazy(N_("Light"))),
            SelectChoice("dark", lazy(N_("Dark"))),
        ],
        validate_choice=False,
        validators=[Optional(), AnyOf(THEMES)],
    )
    density = RadioField(
        lazy(N_("Rows")),
        choices=[
            SelectChoice("comfortable", lazy(N_("Comfortable, 44 pixels"))),
            SelectChoice("compact", lazy(N_("Compact, 36 pixels"))),
        ],
        validate_choice=False,
        validators=[Optional(), AnyOf(DENSITIES)],
    )
    shortcuts = RadioField(
        lazy(N_("Single-letter shortcuts")),
        choices=[SelectChoice("on", lazy(N_("On"))), SelectChoice("off", lazy(N_("Off")))],
        validate_choice=False,
        validators=[Optional(), AnyOf(SWITCH)],
    )
    zone = StringField(
        lazy(N_("Time zone")),
        validators=[
            Optional(),
            AnyOf(
                available_timezones(),
                message=lazy(N_("Choose a time zone from the list, such as Europe/Berlin.")),
            ),
        ],
    )

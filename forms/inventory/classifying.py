"""Words that forms about classifications share, and the form that confirms one."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired

from forms.base import ActionForm, longest
from forms.words import N_, lazy

TEXT = 4000
REPLIES = [("yes", lazy(N_("Yes"))), ("no", lazy(N_("No"))), ("unsure", lazy(N_("Unsure")))]
LEGAL = [
    ("minimal", lazy(N_("Minimal: no duties beyond good practice"))),
    ("limited", lazy(N_("Limited: people must be told"))),
    ("high", lazy(N_("High risk"))),
    ("prohibited", lazy(N_("Prohibited: it must not be used"))),
]
INTERNAL = [
    ("minimal", lazy(N_("Minimal"))),
    ("limited", lazy(N_("Limited"))),
    ("high", lazy(N_("High"))),
]


class ConfirmForm(ActionForm):
    """Why the present classification is still right."""

    seen_number = HiddenField()
    reason = TextAreaField(
        lazy(N_("What you looked at")),
        [DataRequired(lazy(N_("Say what you looked at"))), longest(TEXT)],
    )

    def seen(self) -> int:
        """The number of the classification the author saw, or -1 when it was lost."""
        text = str(self.seen_number.data or "")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1


class TakeOnForm(ActionForm):
    """Takes duties on as obligations; there is nothing to fill in."""

"""What the meeting pack calls things, on the page and on paper."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from views.minutes_words import word_of
from views.review_words import N_, value_word
from workflows.approvals.committee.readings import Reading
from workflows.approvals.policies.words import role_label

__all__ = ["ITEMS", "MARKS", "checked", "counted", "seat_line", "word_of"]

ITEMS = {"request": N_("Decision"), "escalation": N_("Escalation"), "other": N_("Other")}
MARKS = {"~": N_("changed"), "+": N_("new"), "-": N_("removed"), "": N_("to read")}


def counted(requests: int, files: int) -> str:
    """How much there is to read."""
    return str(
        gettext(
            "%(requests)s, %(files)s to read.",
            requests=ngettext("%(num)s request", "%(num)s requests", requests),
            files=ngettext("%(num)s file", "%(num)s files", files),
        )
    )


def checked(one: Reading) -> str:
    """What the system can tell by itself about a request, in a sentence."""
    found = one.checks
    if found is None:
        return str(gettext("Nothing is handed in."))
    said = gettext("%(done)s of %(all)s items answered", done=found.satisfied, all=found.items)
    if found.open_musts:
        keys = ", ".join(line.key for line in found.open_musts)
        said += "; " + gettext("open and needing a condition: %(keys)s", keys=keys)
    if found.bare_links:
        said += "; " + ngettext(
            "%(num)s link without a copy", "%(num)s links without a copy", found.bare_links
        )
    return f"{said}."


def seat_line(one: Reading) -> str:
    """The seats with where each stands, in a line."""
    parts = [
        f"{gettext(role_label(seat.role))}: {value_word('status', seat.state).lower()}" for seat in one.seats
    ]
    return ", ".join(parts)

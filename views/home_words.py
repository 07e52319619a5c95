"""Words of Home: how many, what a row is, where it leads, what is ahead."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from workflows.approvals.inbox import Row
from workflows.lifecycle.coming import Ahead


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


_NUMBERS = (
    N_("Nothing"),
    N_("One thing"),
    N_("Two things"),
    N_("Three things"),
    N_("Four things"),
    N_("Five things"),
    N_("Six things"),
    N_("Seven things"),
    N_("Eight things"),
    N_("Nine things"),
    N_("Ten things"),
)

_AHEAD = {
    "lapses": N_("The approval of %(what)s lapses"),
    "rollback": N_("%(what)s is no longer kept for rollback"),
    "condition": N_("A condition is due: %(what)s"),
    "pilot": N_("The pilot of %(what)s ends"),
    "access": N_("Your own access ends"),
    "grant": N_("Your role ends: %(what)s"),
}


def count_word(count: int) -> str:
    """How many things, as a headline says it."""
    if count < len(_NUMBERS):
        return str(gettext(_NUMBERS[count]))
    return str(ngettext("%(num)s thing", "%(num)s things", count))


def row_kind(row: Row) -> str:
    """What a row is about, beside the name of the version."""
    if row.is_condition:
        return str(gettext("condition: %(text)s", text=_short(row.text)))
    label = str(gettext(row.gate_label))
    kind = label[:1].lower() + label[1:]
    return str(gettext("%(kind)s, you are asked to sign", kind=kind)) if row.asked else kind


def row_address(row: Row) -> str:
    """Where a row leads: to the page where the reader acts."""
    return f"/conditions/{row.ref}" if row.is_condition else f"/requests/{row.request_ref}"


def ahead_words(one: Ahead) -> str:
    """What happens on a day."""
    return str(gettext(_AHEAD[one.what], what=_short(one.text)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89]}…"

"""What the fields and values of a bundle are called on the review page."""

from __future__ import annotations

from flask_babel import gettext

from views.badges import badge_of
from workflows.approvals.policies.words import level_label
from workflows.ground.words import register

register({"review_was_first": "{name} signed as {role}, {when}: {what}."})


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


FIELDS = {
    "answer": N_("Answer"),
    "status": N_("Status"),
    "level": N_("Asked as"),
    "reason": N_("Reason"),
    "inherited": N_("Taken over"),
    "file": N_("File"),
    "record": N_("Record"),
    "version": N_("Version"),
    "tier": N_("Tier"),
    "artefact": N_("Artefact"),
    "detail": N_("Detail"),
    "policy": N_("Policy"),
}
"""The lines of before and now."""

MARKS = {"~": "changed", "+": "added", "-": "removed"}
"""Signs of a difference as the macros call them."""

CAUSES = {
    "submitted": N_("Handed in"),
    "resubmitted": N_("Handed in again"),
    "evidence_replaced": N_("Evidence was replaced"),
    "answer_edited": N_("An answer was changed"),
    "record_moved": N_("A record behind it changed"),
    "version_moved": N_("The version itself changed"),
}
"""Why a round was opened."""


def cause_word(cause: str) -> str:
    """Why a round was opened, in words."""
    return str(gettext(CAUSES.get(cause, cause)))


def value_word(kind: str, value: str) -> str:
    """A stored value as people read it; typed text stays as it is."""
    if kind == "level":
        return str(gettext(level_label(value)))
    if kind == "tier":
        return value.capitalize()
    if kind in ("status", "decision"):
        return badge_of(value).word
    if kind == "record":
        return str(gettext(value.replace("_", " ")))
    return value

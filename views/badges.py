"""How each state looks: shape, word and colour, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import gettext


@dataclass(frozen=True)
class Badge:
    """Colour class, glyph of the sprite and word of a state."""

    colour: str
    shape: str
    word: str


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


STATES: dict[str, tuple[str, str, str]] = {
    # requests and versions
    "draft": ("neutral", "draft", N_("Draft")),
    "submitted": ("info", "submitted", N_("Submitted")),
    "resubmitted": ("info", "submitted", N_("Resubmitted")),
    "in_review": ("info", "review", N_("In review")),
    "changes_requested": ("due", "changes", N_("Changes asked")),
    "approved": ("ok", "approved", N_("Approved")),
    "approved_with_conditions": ("cond", "conditions", N_("With conditions")),
    "rejected": ("bad", "rejected", N_("Rejected")),
    "suspended": ("bad", "suspended", N_("Suspended")),
    "outdated": ("due", "outdated", N_("Outdated")),
    "expired": ("neutral", "clock", N_("Expired")),
    "withdrawn": ("neutral", "withdrawn", N_("Withdrawn")),
    "superseded": ("neutral", "submitted", N_("Superseded")),
    "retired": ("cond", "retired", N_("Retired")),
    "archived": ("neutral", "retired", N_("Archived")),
    "on_hold": ("neutral", "suspended", N_("On hold")),
    "current": ("info", "here", N_("Current stage")),
    # checklist items
    "not_started": ("neutral", "draft", N_("Not started")),
    "in_progress": ("info", "review", N_("In progress")),
    "needs_work": ("due", "changes", N_("Needs work")),
    "cannot_start": ("neutral", "clock", N_("Cannot start yet")),
    "done": ("neutral", "approved", N_("Done")),
    "not_needed": ("neutral", "withdrawn", N_("Not needed")),
    # seats and decisions
    "open": ("neutral", "draft", N_("Open")),
    "turn": ("info", "review", N_("Turn now")),
    "filled": ("ok", "approved", N_("Signed")),
    "fell_away": ("neutral", "withdrawn", N_("Fell away")),
    "approve": ("ok", "approved", N_("Approved")),
    "approve_with_conditions": ("cond", "conditions", N_("Approved with conditions")),
    "request_changes": ("due", "changes", N_("Asked for changes")),
    "reject": ("bad", "rejected", N_("Rejected")),
    "recuse": ("neutral", "withdrawn", N_("Recused")),
    "retracted": ("neutral", "withdrawn", N_("Retracted")),
    "cleared": ("neutral", "outdated", N_("Cleared")),
    "advise_for": ("ok", "approved", N_("Advises for it")),
    "advise_against": ("bad", "rejected", N_("Advises against it")),
    # answers to "may it run?"
    "allow": ("ok", "approved", N_("May run")),
    "deny": ("bad", "rejected", N_("May not run")),
    "pending": ("info", "review", N_("Not yet")),
    # conditions, grants, sessions, people
    "met": ("ok", "approved", N_("Met")),
    "overdue": ("bad", "warn", N_("Overdue")),
    "active": ("ok", "approved", N_("Active")),
    "invited": ("info", "submitted", N_("Invited")),
    "closed": ("neutral", "withdrawn", N_("Closed")),
    "in_force": ("ok", "approved", N_("In force")),
    "inactive": ("neutral", "withdrawn", N_("Inactive")),
    "ended": ("neutral", "retired", N_("Ended")),
    "planned": ("neutral", "clock", N_("Planned")),
    "revoked": ("neutral", "withdrawn", N_("Revoked")),
    # the record
    "consistent": ("ok", "approved", N_("Consistent")),
    "broken": ("bad", "rejected", N_("Does not verify")),
    "cannot_tell": ("due", "warn", N_("Cannot tell")),
}
"""Colour, shape and word by state; the same shape twice only where the words cannot be confused."""


def badge_of(state: Any, word: str | None = None) -> Badge:
    """The badge of a state (text or enum), with another word if given.

    A state without an entry is shown neutrally under its own name: a page must not fail for a missing picture.
    """
    key = str(getattr(state, "value", state))
    colour, shape, usual = STATES.get(key, ("neutral", "draft", key.replace("_", " ").capitalize()))
    return Badge(colour, shape, word or gettext(usual))


TIERS = {
    "minimal": N_("Minimal"),
    "limited": N_("Limited"),
    "high": N_("High"),
    "prohibited": N_("Prohibited"),
    "none": N_("Not classified"),
}


def tier_word(tier: Any) -> tuple[str, str]:
    """Key and word of a tier; none counts as not classified."""
    key = str(getattr(tier, "value", tier) or "none")
    return (key, gettext(TIERS[key])) if key in TIERS else ("none", gettext(TIERS["none"]))


def install(app: Flask) -> None:
    """Gives badges and tiers to the templates of `app`."""
    app.jinja_env.globals.update(badge_of=badge_of, tier_word=tier_word)

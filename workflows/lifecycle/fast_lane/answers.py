"""Turns what is filled in on the lane's one page into the answers of its items: pure, and always the same words."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.lifecycle.fast_lane.rules import Screens

TYPED: Mapping[str, str] = {
    "requirements": "DE-1",
    "worst": "DE-3",
    "data": "DA-1",
    "tried": "TE-1",
    "rollout": "TE-13",
    "watch": "TE-14",
}
"""The text fields of the page and the item that each answers in the team's own words."""

NO_PRACTICE = "Every listed prohibited practice was looked at; none fits."


def composed(screens: Screens, no_practice: bool) -> dict[str, str]:
    """The answers that follow from the screens, by item; empty while their screen is not answered."""
    return {
        "IN-2": NO_PRACTICE if no_practice else "",
        "IN-4": _risk(screens, "Short risk screen"),
        "IN-5": _impact(screens),
        "TE-7": _accepted(screens),
    }


def _risk(screens: Screens, what: str) -> str:
    if screens.risk is None:
        return ""
    parts = f"likelihood {screens.likelihood} of 5, severity {screens.severity} of 5"
    return f"{what}: {parts}, value {screens.risk} of 25."


def _impact(screens: Screens) -> str:
    if screens.impact is None or screens.vulnerable is None:
        return ""
    who = "a vulnerable group is concerned" if screens.vulnerable else "no vulnerable group"
    return f"Short impact screen: severity {screens.impact} of 5 for individuals, groups and society; {who}."


def _accepted(screens: Screens) -> str:
    said = _risk(screens, "What remains after measures")
    return f"{said} The signature on this request accepts it." if said else ""

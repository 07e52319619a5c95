"""What stands around every page: who reads, where they can go, how it looks, what they must know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask, g, request
from flask_babel import Babel, get_locale, gettext, pgettext
from jinja2 import StrictUndefined

from views import filters, refs
from views.filters import when
from views.guards import reads_queue, reads_record
from views.people_door import SignedIn
from views.returns import here, opens
from views.security import current_actor, current_person
from workflows.approvals.committee.room import reads_committee
from workflows.ground.actor import Actor
from workflows.ground.clock import glance

VERSION = "1.0.0"
AUDITORS = frozenset({"internal_auditor", "external_auditor"})
THEMES = ("device", "light", "dark")
DENSITIES = ("comfortable", "compact")
COOKIE = "countersign_display"

_badge: list[Callable[[Actor], int]] = []


def badge_from(count: Callable[[Actor], int]) -> Callable[[Actor], int]:
    """Names the one function that counts what needs a person: the list on Home must use the same."""
    _badge[:] = [count]
    return count


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation."""

    label: str
    address: str
    here: bool
    count: int = 0


@dataclass(frozen=True)
class Display:
    """How somebody wants pages to look; kept with the person, else in a cookie."""

    theme: str = "device"
    density: str = "comfortable"
    shortcuts: str = "on"


def _everybody(_person: SignedIn) -> bool:
    return True


def _reads_record(person: SignedIn) -> bool:
    return person.is_administrator or reads_record(person)


def _administers(person: SignedIn) -> bool:
    return person.is_administrator


NAVIGATION: tuple[tuple[str, str, Callable[[SignedIn], bool]], ...] = (
    ("Home", "/", _everybody),
    ("Systems", "/systems", _everybody),
    ("Registers", "/registers", _everybody),
    ("Requests", "/requests", _everybody),
    ("Queue", "/queue", reads_queue),
    ("Committee", "/committee", reads_committee),
    ("Calendar", "/calendar", _everybody),
    ("Record", "/record", _reads_record),
    ("People", "/people", _administers),
    ("Admin", "/admin", _administers),
)
"""Where one can go from every page, and who; a page that this release does not have is left out."""


def navigation() -> list[Place]:
    """The main navigation for this reader, the present part marked."""
    person = current_person()
    if person is None:
        return []
    return [
        Place(gettext(label), address, _inside(address), turns() if address == "/" else 0)
        for label, address, may in NAVIGATION
        if may(person) and opens(address)
    ]


def _inside(address: str) -> bool:
    if address == "/":
        return request.path == "/"
    return request.path == address or request.path.startswith(address + "/")


def turns() -> int:
    """How many things need the reader now; asked once per page."""
    if "turns" not in g:
        g.turns = _badge[0](current_actor()) if _badge and current_person() else 0
    count: int = g.turns
    return count


def display() -> Display:
    """The reader's choices: the person's own first, then the cookie's, then the defaults."""
    parts = [*request.cookies.get(COOKIE, "").split("."), "", "", ""][:3]
    person = current_person()
    theme = getattr(person, "theme", None) or parts[0]
    density = getattr(person, "density", None) or parts[1]
    return Display(
        theme if theme in THEMES else "device",
        density if density in DENSITIES else "comfortable",
        "off" if parts[2] == "off" else "on",
    )


def auditor_only() -> bool:
    """Whether the reader holds auditor roles and nothing else: the banner says that they change nothing."""
    person = current_person()
    keys = {role[0] for role in person.roles} if person else set()
    return bool(keys) and keys <= AUDITORS


def role_line(person: SignedIn) -> str:
    """The reader's roles in a few words, for the header."""
    labels = list(dict.fromkeys(role[1] for role in person.roles))
    if not labels:
        return str(gettext("Administrator") if person.is_administrator else gettext("No role yet"))
    if len(labels) == 1:
        return str(labels[0])
    return str(gettext("%(first)s and %(count)s more", first=labels[0], count=len(labels) - 1))


def zone_name() -> str:
    """The zone of the times on the page, with its short name of today: "Berlin, CET"."""
    key = filters.zone().key
    place, short = key.rpartition("/")[2].replace("_", " "), when(glance(), "clock").split(" ")[-1]
    return place if place == short else f"{place}, {short}"


def _context() -> dict[str, Any]:
    """What every template may use."""
    person = current_person()
    return {
        "person": person,
        "nav": navigation,
        "display": display(),
        "lang": str(get_locale() or "en"),
        "page_path": here(),
        "now": glance(),
        "version": VERSION,
        "zone_name": zone_name(),
        "role_line": role_line,
        "auditor_only": auditor_only,
        "is_sample": bool(person and person.is_sample),
        "organisation": person.organisation if person else "",
        "fresh_submit_id": lambda: str(uuid4()),
        "next_theme": THEMES[(THEMES.index(display().theme) + 1) % len(THEMES)],
        "next_density": DENSITIES[(DENSITIES.index(display().density) + 1) % len(DENSITIES)],
    }


def _locale() -> str:
    return "en"


def install(app: Flask) -> None:
    """Prepares Jinja and the translation of `app`."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=_locale)
    app.jinja_env.globals["pgettext"] = pgettext
    filters.install(app)
    refs.install(app)
    app.context_processor(_context)

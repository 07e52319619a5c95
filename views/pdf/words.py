"""How papers write what pages show with a glance at the reader: times in the organisation's zone and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any

from flask import Response, request
from flask_babel import gettext

from views.pdf.paper import Paper
from views.pdf.setting import set_paper
from workflows.approvals.evidence.naming import disposition
from workflows.people.days import zone_of


def _(text: str, **params: Any) -> str:
    """A sentence in the reader's language."""
    return str(gettext(text, **params))


def stamp(at: datetime | None, zone: str, seconds: bool = False) -> str:
    """An instant as "10 May 2026, 14:31 CEST (12:31 UTC)": the same for everybody who prints it."""
    if at is None:
        return "—"
    where: tzinfo = zone_of(zone)
    here, there = at.astimezone(where), at.astimezone(UTC)
    clock = "%H:%M:%S" if seconds else "%H:%M"
    name = here.tzname() or "UTC"
    text = f"{here.day} {here:%b %Y}, {here.strftime(clock)} {name}"
    if name == "UTC":
        return text
    day = "" if here.date() == there.date() else f"{there.day} {there:%b}, "
    return f"{text} ({day}{there.strftime(clock)} UTC)"


def hour(at: datetime | None, zone: str, day: datetime | None) -> str:
    """The time of an instant where its day is known from `day`, as "14:31 CEST"; its whole stamp on another day."""
    if at is None:
        return "—"
    where = zone_of(zone)
    here = at.astimezone(where)
    if day is None or here.date() != day.astimezone(where).date():
        return stamp(at, zone)
    return f"{here:%H:%M} {here.tzname() or 'UTC'}"


def pages_words() -> str:
    """The sentence that counts pages; each bar stands for a number."""
    return _("Page | of |")


def pdf(paper: Paper, name: str) -> Response:
    """The paper as a download of that name; the reader's browser asks anew every time, since access may end."""
    answer = Response(set_paper(paper), content_type="application/pdf")
    answer.headers["Content-Disposition"] = disposition(name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.add_etag()
    made = answer.make_conditional(request)
    assert isinstance(made, Response)
    return made

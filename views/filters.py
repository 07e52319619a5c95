"""The few ways in which pages write times, sizes, hashes and counts; every page uses these and no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, g, has_request_context
from flask_babel import gettext, ngettext
from markupsafe import Markup

from workflows.ground.clock import glance

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"))


def zone() -> ZoneInfo:
    """The reader's time zone, (theirs or the organisation's), UTC when nobody is signed in."""
    person = g.get("person") if has_request_context() else None
    try:
        return ZoneInfo(person.zone if person and person.zone else "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def local(moment: datetime) -> datetime:
    """An instant in the reader's zone; a naive one counts as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone())


def when(moment: datetime | date | None, style: str = "long") -> str:
    """An instant as "10 May 2026, 14:31 CEST", or a date as "10 May 2026"; an em dash for none.

    Styles: `long`, `seconds` (with seconds), `day` (date only), `short` ("10 May, 14:31 CEST"), `clock` ("14:31 CEST").
    """
    if moment is None:
        return "—"
    if not isinstance(moment, datetime):
        return f"{moment.day} {moment:%b %Y}"
    here = local(moment)
    name = _abbreviation(here)
    return {
        "long": f"{here.day} {here:%b %Y, %H:%M} {name}",
        "seconds": f"{here.day} {here:%b %Y, %H:%M:%S} {name}",
        "day": f"{here.day} {here:%b %Y}",
        "weekday": f"{here:%a} {here.day} {here:%b %Y, %H:%M} {name}",
        "short": f"{here.day} {here:%b, %H:%M} {name}",
        "clock": f"{here:%H:%M} {name}",
    }[style]


def _abbreviation(moment: datetime) -> str:
    """CET and the like; zones without a name of their own say their distance from UTC."""
    name = moment.tzname() or "UTC"
    return f"UTC{name[:3]}:{name[3:] or '00'}" if name[:1] in "+-" else name


def span(length: timedelta) -> str:
    """A length of time in its two largest units: "2 d 4 h", "35 min", "less than a minute"."""
    seconds = int(abs(length.total_seconds()))
    parts: list[str] = []
    for size, unit in _UNITS:
        if seconds >= size:
            parts.append(f"{seconds // size} {unit}")
            seconds %= size
        elif parts:
            break
    return " ".join(parts[:2]) or gettext("less than a minute")


def since(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago, or how far ahead: "2 d 4 h ago", "in 5 h"; stands beside the absolute time, never alone."""
    if moment is None:
        return "—"
    length = local(moment) - local(now or glance())
    if length <= timedelta(0):
        return str(gettext("%(length)s ago", length=span(length)))
    return str(gettext("in %(length)s", length=span(length)))


def iso(moment: datetime | date | None) -> str:
    """The machine's form, for the `datetime` attribute."""
    if moment is None:
        return ""
    return local(moment).isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()


def shorthash(digest: str | None) -> str:
    """A digest as "9f2c…41ab"; its full value is one click away where it is shown."""
    if not digest:
        return "—"
    return digest if len(digest) <= 12 else f"{digest[:4]}…{digest[-4:]}"


def filesize(count: int | None) -> str:
    """Bytes as "18 kB" or "1.2 MB", in steps of 1000 as browsers show them."""
    size = float(count or 0)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return ""


def plural(count: int, one: str, many: str) -> str:
    """ "1 item", "3 items": the count with the right word."""
    return f"{count:,} {ngettext(one, many, count)}"


def words_of(value: Any) -> str:
    """A stored word as people read it: "data_review" is "Data review"."""
    text = str(getattr(value, "value", value) or "")
    return gettext(text.replace("_", " ").capitalize()) if text else "—"


def paragraphs(text: str | None) -> Markup:
    """Typed text with its paragraphs and line ends, everything else inert."""
    blocks = (text or "").replace("\r\n", "\n").split("\n\n")
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(block.split("\n")))
        for block in blocks
        if block.strip()
    )


def install(app: Flask) -> None:
    """Gives the filters to the templates of `app`."""
    app.jinja_env.filters.update(
        when=when,
        since=since,
        span=span,
        iso=iso,
        shorthash=shorthash,
        filesize=filesize,
        plural=plural,
        words=words_of,
        paragraphs=paragraphs,
    )

"""Pages of the record: everything that happened, one entry with its proof, and verification."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from string import Formatter
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from forms.record import RecordFilters, VerifyForm
from views.answers import done, form_page, page
from views.filters import local, when, zone
from views.security import current_actor, guard
from views.words import say
from workflows.ground.refused import NotFound
from workflows.record import queries
from workflows.record.lines import Line
from workflows.record.overview import overview
from workflows.record.proof import proof
from workflows.record.queries import Filters
from workflows.record.report import Finding
from workflows.record.verifying import VerifyRecord, verify_record

pages = Blueprint("record", __name__)


@pages.get("/record")
@guard("record_reader")
def index() -> Response:
    """Entries, newest first, with filters and the verdict of the last verification."""
    form = RecordFilters(request.args)
    wanted = _filters(form) if form.validate() else None
    seen = overview(wanted, form.before.data if wanted else None)
    form.who.choices = [("", gettext("Anybody")), *seen.actors]
    form.what.choices = [("", gettext("All acts")), *seen.actions]
    older = _address(form, seen.page.older) if seen.page.older else None
    searched = bool(wanted and wanted.any)
    return form_page(
        "record/index.html", form, seen=seen, searched=searched, older=older, newest=_address(form, None)
    )


@pages.get("/record/entries/<string(maxlength=18):n>")
@guard("record_reader")
def entry(n: str) -> Response:
    """One entry with its neighbours, its hashes and how to check them by hand."""
    if not (n.isascii() and n.isdecimal()):
        raise NotFound("not_found")
    return page("record/entry.html", proof=proof(int(n)))


@pages.get("/record/verify")
@guard("record_reader")
def verify_page() -> Response:
    """What verification does, and its button."""
    return form_page("record/verify.html", VerifyForm(), checked=queries.last_verification())


@pages.post("/record/verify")
@guard("record_reader")
def verify() -> Response:
    """Checks every entry, writes down that it was done, and shows the result."""
    form = VerifyForm()
    if not form.validate():
        return form_page("record/verify.html", form, checked=queries.last_verification())
    verified = verify_record(current_actor(), VerifyRecord(form.submit_id.data))
    return done(url_for("record.verification", event=verified.event))


@pages.get("/record/verifications/<uuid:event>")
@guard("record_reader")
def verification(event: UUID) -> Response:
    """The result of one verification, as the record kept it."""
    return page("record/report.html", checked=queries.verification(str(event)))


@pages.app_template_global("record_days")
def days(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Entries under the day of the reader's zone in which they happened."""
    grouped = groupby(lines, key=lambda line: local(line.at).date() if line.at else None)
    return [
        (f"{day:%A} {day.day} {day:%B %Y}" if day else gettext("No day"), list(part)) for day, part in grouped
    ]


@pages.app_template_global("record_clock")
def clock(line: Line) -> str:
    """The time of day of an entry with seconds and zone."""
    return when(line.at, "seconds").rpartition(", ")[2]


@pages.app_template_global("record_parts")
def parts(line: Line) -> list[tuple[str, str]]:
    """The sentence of an entry in pieces: `actor` and `about` are drawn, the rest is text."""
    pieces: list[tuple[str, str]] = []
    for text, gap, _, _ in Formatter().parse(gettext(line.pattern)):
        if text:
            pieces.append(("text", text))
        if gap:
            pieces.append((gap if gap in {"actor", "about"} else "value", line.gaps.get(gap, "–")))
    return pieces


@pages.app_template_global("record_reason")
def reason(line: Line) -> str:
    """The sentence of a reason code; empty without one."""
    return say(line.reason_code) if line.reason_code else ""


@pages.app_template_global("record_finding")
def finding_words(finding: Finding) -> str:
    """What a verification found, in a sentence."""
    return say(
        finding.code,
        {"n": finding.n, "expected": finding.expected, "found": finding.found, "what": finding.what},
    )


@pages.app_template_global("record_state")
def state_key(line: Line) -> str:
    """The word at the end of an entry: the decision of a signature, else what was done."""
    words = line.action.split(":")
    return (words[1] if words[-1] == "signed" and len(words) == 3 else words[-1]).replace("-", "_")


def _address(form: RecordFilters, before: int | None) -> str:
    """This search, from before an entry on; only what the form knows goes into the address."""
    wanted = {"object": form.object.data, "who": form.who.data, "what": form.what.data}
    days = {"from": form.first.data, "to": form.last.data}
    kept = {key: str(value) for key, value in {**wanted, **days, "before": before}.items() if value}
    return url_for("record.index") + (f"?{urlencode(kept)}" if kept else "")


def _filters(form: RecordFilters) -> Filters:
    """The filters with days turned into instants of the reader's zone."""
    first, last = form.first.data, form.last.data
    return Filters(
        ref=form.object.data or None,
        actor_uuid=form.who.data or None,
        action=form.what.data or None,
        since=datetime.combine(first, time.min, zone()).astimezone(UTC) if first else None,
        until=datetime.combine(last + timedelta(days=1), time.min, zone()).astimezone(UTC) if last else None,
    )

"""The history of a record: what changed in each version, and what the record says."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext

from views.answers import page
from views.registers.door import pages
from views.registers.saying import People, differing
from views.registers.sheets import key_sent
from views.security import current_person, guard
from workflows.inventory.registers.declaring import Register
from workflows.inventory.registers.past import VersionLine, record_past

Rows = list[tuple[str, str | None, str | None]]


@pages.get("/<area:one>/<record:record_id>/history")
@guard("signed_in")
def history(one: Register, record_id: int) -> Response:
    """The versions of a record with their differences, and its entries."""
    before, entry = key_sent(request.args.get("version", "")), key_sent(request.args.get("before", ""))
    found = record_past(current_person(), one, record_id, before, entry)
    changes = [(line, changes_of(one, line, found.people)) for line in found.versions]
    return page(
        "registers/history.html",
        reg=one,
        found=found,
        head=found.facts,
        changes=changes,
        tab="history",
        before=before,
    )


def changes_of(one: Register, line: VersionLine, people: People) -> Rows:
    """What a version says otherwise than the one before it."""
    if line.before is None:
        return []
    rows: Rows = []
    if line.title != line.before.title:
        rows.append((gettext("Title"), line.before.title, line.title))
    if line.status != line.before.status:
        words = (one.status_label(status) for status in (line.before.status, line.status))
        old, new = (str(gettext(word)) for word in words)
        rows.append((gettext("Status"), old, new))
    return rows + differing(one.fields, line.before.body, line.body, people)

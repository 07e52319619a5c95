"""The meeting pack as a paper."""

from __future__ import annotations

from datetime import datetime

from views.filters import filesize
from views.minutes_words import KINDS, word_of
from views.pack_words import ITEMS, MARKS, checked, counted, seat_line
from views.pdf.paper import Block, Facts, Heading, Listing, Paper, Table, Text
from views.pdf.words import _, pages_words, stamp
from views.review_words import value_word
from workflows.approvals.committee.pack import Pack, PackItem
from workflows.approvals.committee.readings import Reading
from workflows.approvals.policies.words import tier_label


def pack_paper(found: Pack) -> Paper:
    """The paper: the agenda on its first page, then what there is to read of every item."""
    title = _("Meeting pack, %(title)s", title=found.title)
    return Paper(
        title=title,
        made=found.latest,
        blocks=[
            Text(counted(len(found.requests), found.files), "lead"),
            _head(found),
            _agenda(found),
            *(block for item in found.items for block in _item(item, found.zone)),
        ],
        foot=_("%(ref)s meeting pack, as of %(when)s", ref=found.ref, when=stamp(found.latest, found.zone)),
        pages=pages_words(),
        author=found.organisation,
        description=_("What the committee reads before %(ref)s", ref=found.ref),
        lang=found.language,
    )


def _head(found: Pack) -> Facts:
    rows: list[tuple[str, str | datetime | None]] = [
        (_("Organisation"), found.organisation),
        (_("Session"), f"{found.ref}, {word_of(KINDS, found.kind)}"),
        (_("Begins"), found.starts_at),
        (_("Ends"), found.ends_at),
        (_("Deadline"), found.deadline_at),
        (_("Place"), found.place),
        (_("Chair"), found.chair),
        (_("Secretary"), found.secretary),
        (_("As of"), found.latest),
    ]
    told = [(term, stamp(one, found.zone) if isinstance(one, datetime) else one) for term, one in rows if one]
    return Facts(tuple((term, text or "") for term, text in told))


def _agenda(found: Pack) -> Table:
    rows = tuple(
        (
            str(item.number),
            item.title,
            word_of(ITEMS, item.kind),
            item.reading.ref if item.reading else "—",
            stamp(item.reading.due_at, found.zone) if item.reading else "—",
        )
        for item in found.items
    )
    return Table(_("Agenda"), (_("No."), _("Item"), _("Kind"), _("Request"), _("Due")), rows, (1, 8, 3, 3, 5))


def _item(item: PackItem, zone: str) -> list[Block]:
    blocks: list[Block] = [Heading(f"{item.number}. {item.title}"), Text(item.note)]
    if item.reading is None:
        return blocks
    one = item.reading
    return [*blocks, _facts(one, zone), *_changes(one), *_files(one), *_points(one)]


def _facts(one: Reading, zone: str) -> Facts:
    rows = [
        (_("Request"), f"{one.ref}, {one.gate}"),
        (_("About"), one.label),
        (_("Tier"), tier_label(one.tier)),
        (_("State"), value_word("status", one.status)),
        (_("Handed in"), stamp(one.submitted_at, zone)),
        (_("Due"), stamp(one.due_at, zone)),
        (_("Content"), _("round %(number)s", number=one.round_number)),
        (_("Content, SHA-256"), one.digest),
        (_("Checks"), checked(one)),
        (_("Seats"), seat_line(one)),
        (_("Note of the team"), one.note),
    ]
    return Facts(tuple((term, text) for term, text in rows if text))


def _changes(one: Reading) -> list[Block]:
    rows = tuple((line.key, line.title, _(MARKS.get(line.mark, line.mark))) for line in one.changed)
    head = (_("Item"), _("What is asked"), _("Since then"))
    if not one.since:
        return [Heading(_("What to read"), 2), Table(_("Every item of the request"), head, rows, (2, 10, 3))]
    said = _("Against round %(number)s; %(same)s items are the same.", number=one.since, same=one.same)
    return [Heading(_("What changed"), 2), Text(said), Table(_("Items that differ"), head, rows, (2, 10, 3))]


def _files(one: Reading) -> list[Block]:
    lines = tuple(
        f"{file.ref} {file.name}, {filesize(file.size)} ({file.item})\nSHA-256 {file.sha256}"
        if file.sha256
        else _(
            "%(ref)s %(name)s (%(item)s), a link without a copy", ref=file.ref, name=file.name, item=file.item
        )
        for file in one.files
    )
    return [Heading(_("Evidence"), 2), Listing(lines)] if lines else []


def _points(one: Reading) -> list[Block]:
    rows = tuple((str(point.number), point.text, point.owner) for point in one.points)
    head = (_("Point"), _("What was asked for"), _("Who answers"))
    return (
        [Heading(_("Open points"), 2), Table(_("Points without an answer"), head, rows, (1, 9, 4))]
        if rows
        else []
    )

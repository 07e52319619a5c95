"""The technical file of a system as one paper: contents, the points of Annex IV, every issued document, records."""

from __future__ import annotations

from datetime import date

from views.pdf.paper import Block, Facts, Heading, Listing, Paper, Table, Text
from views.pdf.words import _, pages_words
from workflows.assurance.technical_file.parts import AUDIENCES
from workflows.assurance.technical_file.reading import LABELS, Document, TechnicalFile
from workflows.inventory.resources.rows import rows_of, says_something, text_of


def file_paper(found: TechnicalFile) -> Paper:
    """The paper; drafts stand in the contents only, so that nobody takes one for the document."""
    issued = [one for one in found.documents if one.is_issued]
    name = _("Technical file of %(ref)s", ref=found.head.ref)
    return Paper(
        title=_("Technical file of %(name)s", name=found.head.name),
        made=max([found.head.registered_at, *(one.changed_at for one in found.documents)]),
        blocks=[
            Text(_summary(found), "lead"),
            _head(found),
            *_contents(found),
            *_annex(found),
            *(block for one in issued for block in _document(one)),
            *_records(found),
        ],
        foot=name,
        pages=pages_words(),
        description=name,
    )


def _summary(found: TechnicalFile) -> str:
    whole = len(found.building) - len(found.to_write)
    return _(
        "%(whole)s of %(all)s documents asked before release are issued and whole; %(points)s of 9 points of Annex IV "
        "are written.",
        whole=whole,
        all=len(found.building),
        points=found.written,
    )


def _head(found: TechnicalFile) -> Facts:
    audience = dict(AUDIENCES).get(found.audience, "")
    rows = (
        (_("System"), f"{found.head.name}, {found.head.ref}"),
        (_("Purpose"), str(found.head.facts["purpose"])),
        (_("Written for"), _(audience) if audience else _("all")),
        (_("Day"), _day(found.today)),
    )
    return Facts(tuple(row for row in rows if row[1]))


def _contents(found: TechnicalFile) -> list[Block]:
    rows = tuple(
        (
            one.ref,
            f"{_(LABELS.get(one.doc_type, ''))}: {one.title}",
            one.edition or "—",
            _(one.status_label),
            _share(one),
        )
        for one in found.documents
    )
    head = (_("Document"), _("What it is"), _("Edition"), _("Status"), _("Sections"))
    missing = tuple(_(place.type.label) for place in found.to_write)
    blocks: list[Block] = [
        Heading(_("Contents")),
        Table(_("Documents of the file"), head, rows, (3, 9, 3, 3, 3)),
    ]
    if missing:
        blocks += [Heading(_("Not issued or not whole"), 2), Listing(missing)]
    return blocks


def _annex(found: TechnicalFile) -> list[Block]:
    rows = tuple(
        (
            _(one.point.heading),
            _("written") if one.is_written else _("not written"),
            ", ".join([*(document.ref for document in one.documents), *(held.ref for held in one.records)])
            or "—",
        )
        for one in found.annex
    )
    head = (_("Point"), _("Cover"), _("What speaks of it"))
    return [Heading(_("Points of Annex IV")), Table(_("Points of Annex IV"), head, rows, (7, 3, 9))]


def _document(one: Document) -> list[Block]:
    kind = _(LABELS.get(one.doc_type, one.doc_type))
    facts = (
        (_("Document"), f"{one.ref}, {kind}"),
        (_("Edition"), f"{one.edition or '—'}, {_day(one.as_of)}"),
        (_("Version"), str(one.version)),
        (_("SHA-256"), one.digest),
    )
    blocks: list[Block] = [Heading(one.title), Facts(facts), *_sections(one), *_steps(one)]
    if one.whole.missing:
        names = ", ".join(one.whole.missing)
        blocks.append(Text(_("Nothing is written under: %(names)s.", names=names), "quiet"))
    return blocks


def _sections(one: Document) -> list[Block]:
    blocks: list[Block] = []
    for row in rows_of(one.body, "sections"):
        if says_something(text_of(row, "text")):
            blocks += [Heading(text_of(row, "heading"), 2), Text(text_of(row, "text"))]
            kept = text_of(row, "kept_at")
            blocks += [Text(_("More about it: %(place)s", place=kept), "quiet")] if kept else []
    return blocks


def _steps(one: Document) -> list[Block]:
    rows = tuple(
        (text_of(row, "step"), text_of(row, "due"), _("done") if row.get("done") == "yes" else _("open"))
        for row in rows_of(one.body, "plan")
    )
    if not rows:
        return []
    head = (_("Step"), _("By"), _("State"))
    return [Heading(_("Steps"), 2), Table(_("Steps of %(ref)s", ref=one.ref), head, rows, (9, 3, 3))]


def _records(found: TechnicalFile) -> list[Block]:
    rows = tuple(
        (one.ref, f"{_(one.one)}: {one.title}", _(one.status), str(one.version), one.digest[:16])
        for one in found.records
    )
    if not rows:
        return []
    head = (_("Record"), _("What it is"), _("Status"), _("Version"), _("SHA-256 begins"))
    return [Heading(_("Records the file rests on")), Table(_("Records"), head, rows, (3, 9, 3, 2, 5))]


def _share(one: Document) -> str:
    return _("%(there)s of %(all)s", there=len(one.whole.there), all=one.whole.total)


def _day(day: date | None) -> str:
    return "—" if day is None else f"{day.day} {day:%b %Y}"

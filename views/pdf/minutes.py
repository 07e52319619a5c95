"""Minutes of a session as a paper."""

from __future__ import annotations

from datetime import datetime

from views import minutes_words as word
from views.pdf.paper import Block, Facts, Heading, Listing, Paper, Quote, Table, Text
from views.pdf.words import _, hour, pages_words, stamp
from workflows.approvals.committee.minutes_body import Body, ItemLine, MotionLine
from workflows.approvals.committee.minutes_page import DraftLine, MinutesPage
from workflows.ground.refused import NotFound


def minutes_paper(found: MinutesPage) -> Paper:
    """The paper of the draft that is shown; raises NotFound while nothing was drafted."""
    body, shown = found.body, found.shown
    if body is None or shown is None:
        raise NotFound("not_found")
    title = _("Minutes of %(title)s", title=body.title)
    name = _("%(ref)s, minutes number %(number)s", ref=body.session, number=shown.number)
    return Paper(
        title=title,
        made=max([shown.at, *(one.at for one in shown.signed)]),
        blocks=[
            Text(word.summary(body), "lead"),
            _head(body, shown),
            *_correction(body),
            *_there(body),
            *(block for item in body.items for block in _item(item, body.zone)),
            *_rest(body),
            *_signatures(body, shown, found.is_latest),
        ],
        foot=name,
        pages=pages_words(),
        author=body.organisation,
        description=name,
        lang=body.language,
    )


def _head(body: Body, shown: DraftLine) -> Facts:
    rows: list[tuple[str, str | datetime | None]] = [
        (_("Organisation"), body.organisation),
        (_("Session"), f"{body.session}, {word.word_of(word.KINDS, body.kind)}"),
        (_("Place"), body.place),
        (_("Opened"), body.opened_at),
        (_("Closed"), body.closed_at),
        (_("Deadline"), body.deadline_at),
        (_("Chair"), body.chair),
        (_("Secretary"), body.secretary),
        (_("Quorum"), word.quorum(body)),
        (_("Minutes"), _("number %(number)s, drafted by %(name)s", number=shown.number, name=shown.by)),
        (_("Drafted"), shown.at),
        (_("SHA-256"), shown.digest),
    ]
    told = [(term, stamp(one, body.zone) if isinstance(one, datetime) else one) for term, one in rows if one]
    return Facts(tuple((term, text or "") for term, text in told))


def _correction(body: Body) -> list[Block]:
    return [Heading(_("What is corrected")), Text(body.correction)] if body.correction else []


def _there(body: Body) -> list[Block]:
    rows = tuple(
        (
            place.member,
            word.roles_of(place.roles),
            place.person or _("absent"),
            hour(place.came_at, body.zone, body.opened_at),
            hour(place.left_at, body.zone, body.opened_at),
        )
        for place in body.places
    )
    head = (_("Member"), _("Roles"), _("Who sat there"), _("Came"), _("Left"))
    return [
        Heading(_("Who was there")),
        Table(_("Members and who filled their places"), head, rows, (5, 6, 5, 3, 3)),
        _guests(body),
    ]


def _guests(body: Body) -> Table:
    rows = tuple(
        (
            guest.name,
            hour(guest.came_at, body.zone, body.opened_at),
            hour(guest.left_at, body.zone, body.opened_at),
        )
        for guest in body.guests
    )
    head = (_("Guest"), _("Came"), _("Left"))
    return Table(_("Guests without a vote of the committee"), head, rows, (4, 3, 3))


def _item(item: ItemLine, zone: str) -> list[Block]:
    apart = tuple(
        _("%(name)s stepped back: %(reason)s", name=one.name, reason=one.reason) for one in item.conflicts
    )
    blocks: list[Block] = [
        Heading(word.item_name(item)),
        Text(word.item_outcome(item)),
        Listing(apart),
        Text(item.note),
    ]
    for motion in item.motions:
        blocks += _motion(motion, zone)
    return blocks


def _motion(motion: MotionLine, zone: str) -> list[Block]:
    rows = tuple(
        (
            word.voter(vote),
            vote.role_label,
            word.word_of(word.CHOICES, vote.choice),
            word.vote_effect(vote),
            stamp(vote.cast_at, zone, seconds=True),
        )
        for vote in motion.votes
    )
    head = (_("Who"), _("As"), _("Vote"), _("What it became"), _("When"))
    dissent = [Quote(vote.reason, f"{word.voter(vote)}, {vote.role_label}") for vote in motion.dissent]
    blocks: list[Block] = [
        Heading(f"{word.moved(motion)}: {word.word_of(word.RESULTS, motion.result)}", 2),
        Text(motion.text),
        Text(_("Moved by %(name)s. ", name=motion.moved_by) + word.result(motion), "quiet"),
        Table(_("Votes by name"), head, rows, (5, 5, 3, 4, 5)),
    ]
    if any(one.text for one in dissent):
        blocks += [Heading(_("Dissent"), 3), *dissent]
    return blocks


def _rest(body: Body) -> list[Block]:
    blocks: list[Block] = [Heading(_("Remarks")), Text(body.remarks)] if body.remarks else []
    if body.next_at:
        text = _("%(title)s, %(when)s", title=body.next_title, when=stamp(body.next_at, body.zone))
        blocks += [Heading(_("Next sitting")), Text(text)]
    return blocks


def _signatures(body: Body, shown: DraftLine, is_latest: bool) -> list[Block]:
    blocks: list[Block] = [Heading(_("Signatures"))]
    for one in shown.signed:
        by = f"{one.name}, {word.word_of(word.CAPACITIES, one.capacity)}, {stamp(one.at, body.zone, seconds=True)}"
        blocks.append(Quote(one.statement, by))
    if not shown.is_signed:
        blocks.append(Text(_("Chair and secretary have not both signed: this is a draft.")))
    if not is_latest:
        blocks.append(Text(_("A later number corrects these minutes.")))
    return blocks

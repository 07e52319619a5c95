"""The decision record of a request as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from views.filters import filesize
from views.pdf.paper import Block, Facts, Heading, Listing, Paper, Quote, Table, Text
from views.pdf.words import _, pages_words, stamp
from views.review_words import cause_word, value_word
from views.words import plain, say
from workflows.approvals.policies.words import gate_label, tier_label
from workflows.approvals.review.decision_record import DecisionRecord, FrozenItem
from workflows.approvals.review.voices import SignatureLine


def decision_paper(found: DecisionRecord, beside: Sequence[Block] = ()) -> Paper:
    """The paper: who signed what stands first, then what was left open, then what was asked and answered.

    `beside` is what the kind of request adds after its signatures.
    """
    page = found.page
    title = _("Decision record %(ref)s", ref=page.ref)
    blocks: list[Block] = [
        Text(_sentence(found), "lead"),
        _head(found),
        *_signed(found),
        *beside,
        *_published(found),
        *_left(found),
        *_content(found),
        *_check(found),
    ]
    return Paper(
        title=title,
        made=found.latest,
        blocks=blocks,
        foot=f"{title}, {page.label}",
        pages=pages_words(),
        author=found.organisation,
        description=_("%(gate)s of %(label)s", gate=gate_label(page.gate), label=page.label),
        lang=found.language,
    )


def _sentence(found: DecisionRecord) -> str:
    page = found.page
    what = _("%(gate)s of %(label)s", gate=gate_label(page.gate), label=page.label)
    state = value_word("status", page.status)
    if not page.is_final:
        return _("%(what)s: %(state)s. It is not decided yet.", what=what, state=state)
    return _(
        "%(what)s: %(state)s, %(when)s.", what=what, state=state, when=stamp(page.decided_at, found.zone)
    )


def _head(found: DecisionRecord) -> Facts:
    page, last = found.page, found.page.rounds[-1]
    rows = [
        (_("Organisation"), found.organisation),
        (_("Request"), page.ref),
        (_("About"), f"{page.label} ({page.system_ref})" if page.system_ref else page.label),
        (_("Version"), found.version_uuid),
        *((_("Artefact %(name)s", name=name), value) for name, value in found.artefacts),
        (_("Tier"), tier_label(page.tier)),
        (_("Policy"), _("version %(number)s", number=found.policy_number)),
        (_("Policy, SHA-256"), found.policy_digest),
        (_("Opened by"), page.opener),
        (_("Content signed"), _("round %(number)s", number=last.number)),
        (_("Content, SHA-256"), last.digest),
    ]
    if page.ended:
        rows.append((_("How it ended"), say(page.ended.code, dict(page.ended.params))))
    return Facts(tuple((term, value) for term, value in rows if value))


def _signed(found: DecisionRecord) -> list[Block]:
    page = found.page
    blocks: list[Block] = [Heading(_("Signatures"))]
    if not page.signatures:
        blocks.append(Text(_("Nobody has signed.")))
    live = [one for one in page.signatures if one.live or one.decision == "recuse"]
    other = [one for one in page.signatures if one not in live]
    for one in live:
        blocks += _signature(one, found.zone)
    if other:
        blocks.append(Heading(_("Signatures that no longer count"), 2))
        blocks.append(
            Text(_("They were given and stay on record; content or signer changed since."), "quiet")
        )
        for one in other:
            blocks += _signature(one, found.zone, level=3)
    seats = tuple((one.role_label, value_word("status", one.state)) for one in page.seats if not one.person)
    blocks.append(Table(_("Seats without a signature"), (_("Seat"), _("State")), seats))
    return blocks


def _signature(one: SignatureLine, zone: str, level: int = 2) -> list[Block]:
    rows = [
        (_("Meaning"), one.meaning),
        (_("Signed"), stamp(one.at, zone, seconds=True)),
        (_("Credential"), _("password, at this signature") if one.method == "password" else one.method),
        (_("Also wrote"), one.wrote),
        (_("Reason"), one.reason),
        (_("Content"), _("round %(number)s", number=one.round_number)),
        (_("Content, SHA-256"), one.digest),
        (_("Seal"), one.seal),
    ]
    title = f"{one.name}, {one.role_label}: {value_word('decision', one.decision)}"
    return [Heading(title, level), Quote(one.statement), Facts(tuple(row for row in rows if row[1]))]


def _left(found: DecisionRecord) -> list[Block]:
    page, blocks = found.page, list[Block]()
    if page.conditions:
        rows = tuple(
            (one.ref, one.text, one.owner, str(plain(one.due_on)), value_word("status", one.status))
            for one in page.conditions
        )
        head = (_("Condition"), _("What is asked"), _("Owner"), _("Due"), _("State"))
        blocks += [
            Heading(_("Conditions")),
            Table(_("Conditions of the approval"), head, rows, (3, 9, 4, 4, 3)),
        ]
    if page.points:
        blocks.append(Heading(_("Points")))
        asked = tuple((str(one.number), one.text, one.raised_by, one.answer or "—") for one in page.points)
        names = (_("Point"), _("What was asked for"), _("Raised by"), _("Answer"))
        blocks.append(Table(_("Points and their answers"), names, asked, (2, 7, 4, 7)))
    return blocks


def _published(found: DecisionRecord) -> list[Block]:
    """What a publication of a policy changes, in words."""
    asked = found.publication
    if asked is None:
        return []
    blocks: list[Block] = [Heading(_("What changes in the %(what)s", what=_(asked.label))), Text(asked.note)]
    marks = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    for one in asked.differences:
        name = one.title if one.part == "rules" else f"{one.key} {one.title}".strip()
        rows = tuple((_(line.label), line.before or "—", line.now or "—") for line in one.lines)
        head = (_("What"), _("Before"), _("Now"))
        blocks.append(Table(f"{name}: {marks[one.mark]}", head, rows, (3, 6, 6)))
    return blocks


def _content(found: DecisionRecord) -> list[Block]:
    rows = tuple(
        (str(one.number), cause_word(one.cause), one.by or "—", stamp(one.at, found.zone), one.note or "—")
        for one in found.page.rounds
    )
    head = (_("Round"), _("Why"), _("By"), _("When"), _("Note"))
    blocks: list[Block] = [Heading(_("Rounds")), Table(_("Every round"), head, rows, (2, 5, 4, 6, 6))]
    blocks.append(Heading(_("What was asked and answered")))
    for item in found.items:
        blocks += _item(item)
    return blocks


def _item(item: FrozenItem) -> list[Block]:
    asked = value_word("level", item.level) + (", " + _("blocking") if item.blocking else "")
    blocks: list[Block] = [
        Heading(f"{item.key} {item.title}".strip(), 2),
        Text(f"{asked}. {value_word('status', item.status)}.", "quiet"),
        Text(item.answer),
    ]
    rows = ((_("Reason"), item.reason), (_("Taken over"), item.inherited))
    blocks.append(Facts(tuple(row for row in rows if row[1])))
    lines = [
        f"{file.ref} {file.name}, {filesize(file.size)}\nSHA-256 {file.sha256}"
        if file.sha256
        else _("%(ref)s %(name)s, a link without a copy", ref=file.ref, name=file.name)
        for file in item.files
    ]
    lines += [f"{value_word('record', kind)}\nSHA-256 {digest}" for kind, digest in item.records]
    blocks.append(Listing(tuple(lines)))
    return blocks


def _check(found: DecisionRecord) -> list[Block]:
    return [
        Heading(_("How to check this paper")),
        Text(
            _(
                "Each signature covers the content by its SHA-256. The record of %(organisation)s holds one entry "
                "for every act under %(ref)s, each with the seal printed above; the page of the record verifies them.",
                organisation=found.organisation,
                ref=found.page.ref,
            )
        ),
    ]

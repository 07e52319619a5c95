"""The card of a system as a paper."""

from __future__ import annotations

from views.pdf.paper import Block, Facts, Heading, Listing, Paper, Text
from views.pdf.words import _, pages_words, stamp
from workflows.assurance.cards.reading import CardPage
from workflows.ground.refused import NotFound


def card_paper(found: CardPage) -> Paper:
    """The paper of a card as it is written now; raises NotFound while nobody has written one."""
    card = found.card
    if card is None:
        raise NotFound("not_found")
    name = _("%(ref)s, version %(version)s", ref=card.ref, version=card.version)
    return Paper(
        title=card.title,
        made=max([found.head.registered_at, *(one.changed_at for one in found.beside)]),
        blocks=[
            _head(found),
            *(block for _key, label, text in card.fields for block in (Heading(_(label)), Text(text))),
            *_empty(card.empty),
        ],
        foot=name,
        pages=pages_words(),
        description=name,
    )


def _head(found: CardPage) -> Facts:
    card, public = found.card, found.public
    assert card is not None
    running = ", ".join(one.label for one in found.versions if one.runs_in)
    opened = _("no")
    if public is not None:
        since = stamp(public.opened_at, found.zone)
        opened = _("since %(since)s, version %(version)s", since=since, version=public.version)
    rows = (
        (_("System"), f"{found.head.name}, {found.head.ref}"),
        (_("Versions in use"), running or _("none")),
        (_("Open to everybody"), opened),
        (_("SHA-256"), card.digest),
    )
    return Facts(rows)


def _empty(labels: tuple[str, ...]) -> list[Block]:
    if not labels:
        return []
    return [Heading(_("Not written yet")), Listing(tuple(_(label) for label in labels))]

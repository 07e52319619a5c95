"""What the pages of an agenda item are put together from."""

from __future__ import annotations

from typing import Any

from flask import Response

from forms.base import ActionForm
from forms.motions import CloseForm, ConflictForm, MotionForm, VoteForm
from views.answers import form_page
from views.committee_words import CHOICES, DECIDED, ITEM_KINDS, RESULTS, count_words
from views.security import current_person
from views.words import say, sentence
from workflows.approvals.committee.page import ItemPage, item_page, owners
from workflows.ground.ids import ref
from workflows.ground.refused import NotAllowed, Refused, Stale


def here(session_id: int, item_id: int) -> str:
    """The address of an item."""
    return f"/committee/{ref('MTG', session_id)}/items/{item_id}"


WORDS: dict[str, Any] = {
    "results": RESULTS,
    "kinds": ITEM_KINDS,
    "decided": DECIDED,
    "choices": CHOICES,
    "count_words": count_words,
    "say": say,
}


def show_item(
    template: str,
    session_id: int,
    item_id: int,
    form: ActionForm,
    refused: Refused | None = None,
    found: ItemPage | None = None,
    **more: Any,
) -> Response:
    """A page about one item with its form."""
    read = found or item_page(current_person(), session_id, item_id)
    about: dict[str, Any] = {
        "found": read,
        "facts": read.facts,
        "item": read.item,
        "here": here(session_id, item_id),
        "why_not": sentence(read.no_ballot) if read.no_ballot is not None else "",
    }
    return form_page(template, form, refused, **(WORDS | about | more))


def show_motion(session_id: int, item_id: int, form: MotionForm, refused: Refused | None = None) -> Response:
    """The form of a motion; only for whoever presides."""
    found = item_page(current_person(), session_id, item_id)
    if not found.presides:
        raise NotAllowed("committee_presiding", ref=found.facts.ref)
    form.offer([(one, str(DECIDED[one])) for one in found.movable], owners(), found.item_keys)
    return show_item("committee/motion.html", session_id, item_id, form, refused, found)


def show_vote(session_id: int, item_id: int, form: VoteForm, refused: Refused | None = None) -> Response:
    """The form of a vote with its sentences as they are now."""
    found = item_page(current_person(), session_id, item_id)
    form.choice.choices = [(key, str(word)) for key, word in CHOICES.items()]
    motion, ballot = found.item.motion, found.ballot
    if motion is not None and ballot is not None:
        form.motion.data, form.seat.data, form.digest.data = motion.uuid, ballot.seat_key, ballot.digest
    if isinstance(refused, Stale):
        # The vote was about another content or seat: it has to be chosen anew.
        form.choice.data = None
    confirm = refused is not None and refused.code == "evidence_unchecked"
    return show_item("committee/vote.html", session_id, item_id, form, refused, found, confirm=confirm)


def show_conflict(
    session_id: int, item_id: int, form: ConflictForm, refused: Refused | None = None
) -> Response:
    """The form that declares a conflict."""
    found = item_page(current_person(), session_id, item_id)
    form.seat.data, form.digest.data = found.seat_to_leave, found.leave_digest
    return show_item("committee/conflict.html", session_id, item_id, form, refused, found)


def show_close(session_id: int, item_id: int, form: CloseForm, refused: Refused | None = None) -> Response:
    """What closing the motion does; only for whoever presides."""
    found = item_page(current_person(), session_id, item_id)
    if not found.presides:
        raise NotAllowed("committee_presiding", ref=found.facts.ref)
    motion = found.item.motion
    if motion is not None and not form.motion.data:
        form.motion.data = motion.uuid
    return show_item("committee/close.html", session_id, item_id, form, refused, found)

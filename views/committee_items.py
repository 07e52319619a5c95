"""One item of an agenda: motions, votes, conflicts, and the small acts around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.committee import ItemForm
from forms.motions import CloseForm, ConflictForm, MotionForm, VoteForm
from forms.signing import APPROVE_WITH, ASK, filled
from views.answers import done
from views.committee_parts import here, show_close, show_conflict, show_item, show_motion, show_vote
from views.committee_words import RESULTS
from views.proving import proved
from views.refusals import beside
from views.review_parts import plain_key
from views.security import current_actor, guard
from workflows.approvals.committee import conflicts, voting
from workflows.approvals.committee.agenda import OnItem, change_item
from workflows.approvals.committee.closing import CloseMotion, close_motion
from workflows.approvals.committee.conflicts import DeclareConflict, declare_conflict
from workflows.approvals.committee.motions import PutMotion, WithdrawMotion, put_motion, withdraw_motion
from workflows.approvals.committee.voting import CastVote, cast_vote
from workflows.approvals.terms import ConditionTerm, PointTerm
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed

pages = Blueprint(
    "committee_items", __name__, url_prefix="/committee/<ref(MTG):session_id>/items/<int:item_id>"
)


@pages.get("")
@guard("signed_in")
def show(session_id: int, item_id: int) -> Response:
    """The item with its motions and votes."""
    return show_item("committee/item.html", session_id, item_id, ItemForm(formdata=None))


@pages.get("/motion")
@guard("signed_in")
def moving(session_id: int, item_id: int) -> Response:
    """Asks what is moved."""
    return show_motion(session_id, item_id, MotionForm())


@pages.post("/motion")
@guard("signed_in")
def move(session_id: int, item_id: int) -> Response:
    """Puts a motion, or gives the form one more row when only that was asked for."""
    form = MotionForm()
    if "add" in request.form:
        form.add_row(request.form["add"])
        return show_motion(session_id, item_id, form)
    if not form.validate():
        return show_motion(session_id, item_id, form)
    try:
        put_motion(current_actor(), _command(form, ref("MTG", session_id), item_id))
    except Replayed:
        return done(here(session_id, item_id))
    except Refused as refused:
        return show_motion(session_id, item_id, form, beside(refused))
    return done(here(session_id, item_id), gettext("The motion is open to vote."))


def _command(form: MotionForm, session_ref: str, item_id: int) -> PutMotion:
    """What a filled-in form moves."""
    decision = plain_key(form.decision.data)
    conditions = tuple(
        ConditionTerm(row.text.data, row.owner_id, row.due_on.data or date.min, plain_key(row.item.data)[:20])
        for _, row in filled(form.conditions)
    )
    points = tuple(
        PointTerm(row.text.data, row.owner_id, plain_key(row.item.data)[:20])
        for _, row in filled(form.points)
    )
    return PutMotion(
        session_ref,
        item_id,
        decision,
        form.text.data or "",
        conditions if decision == APPROVE_WITH else (),
        points if decision == ASK else (),
        form.submit_id.data,
    )


@pages.get("/vote")
@guard("signed_in")
def voting_page(session_id: int, item_id: int) -> Response:
    """What each vote would sign, and the form that casts one."""
    return show_vote(session_id, item_id, VoteForm())


@pages.post("/vote")
@guard("signed_in")
def vote(session_id: int, item_id: int) -> Response:
    """Casts a vote with the reader's own password."""
    form = VoteForm()
    if not form.validate():
        return show_vote(session_id, item_id, form)
    command = CastVote(
        ref("MTG", session_id),
        item_id,
        plain_key(form.motion.data),
        plain_key(form.choice.data),
        plain_key(form.seat.data),
        plain_key(form.digest.data),
        form.reason.data or "",
        bool(form.unchecked_is_fine.data),
        submit_id=form.submit_id.data,
    )
    try:
        proof = proved(form.password.data or "", voting.purpose(command))
        cast_vote(current_actor(), replace(command, proof=proof))
    except Replayed:
        return done(here(session_id, item_id))
    except Refused as refused:
        return show_vote(session_id, item_id, form, beside(refused))
    return done(here(session_id, item_id), gettext("Your vote is cast; it is in the record."))


@pages.get("/conflict")
@guard("signed_in")
def conflicting(session_id: int, item_id: int) -> Response:
    """Asks what the conflict of interest is."""
    return show_conflict(session_id, item_id, ConflictForm())


@pages.post("/conflict")
@guard("signed_in")
def conflict(session_id: int, item_id: int) -> Response:
    """Declares a conflict, with the password where a seat is stepped back from."""
    form, proof = ConflictForm(), ""
    if not form.validate():
        return show_conflict(session_id, item_id, form)
    command = DeclareConflict(
        ref("MTG", session_id),
        item_id,
        form.reason.data or "",
        plain_key(form.seat.data),
        plain_key(form.digest.data),
        submit_id=form.submit_id.data,
    )
    try:
        if command.seat_key:
            proof = proved(form.password.data or "", conflicts.purpose(command))
        declare_conflict(current_actor(), replace(command, proof=proof))
    except Replayed:
        return done(here(session_id, item_id))
    except Refused as refused:
        return show_conflict(session_id, item_id, form, beside(refused))
    return done(here(session_id, item_id), gettext("Noted. You do not vote on this item."))


@pages.get("/close")
@guard("signed_in")
def closing(session_id: int, item_id: int) -> Response:
    """Shows the count, and what closing the motion does."""
    return show_close(session_id, item_id, CloseForm())


@pages.post("/close")
@guard("signed_in")
def close(session_id: int, item_id: int) -> Response:
    """Closes the motion and applies it."""
    form = CloseForm()
    if not form.validate():
        return show_close(session_id, item_id, form)
    command = CloseMotion(ref("MTG", session_id), item_id, plain_key(form.motion.data), form.submit_id.data)
    try:
        result = close_motion(current_actor(), command)
    except Replayed:
        return done(here(session_id, item_id))
    except Refused as refused:
        return show_close(session_id, item_id, form, beside(refused))
    said = gettext("The motion is closed: %(result)s.", result=str(RESULTS[result.result]).lower())
    return done(here(session_id, item_id), said)


@pages.post("/withdraw")
@guard("signed_in")
def withdraw(session_id: int, item_id: int) -> Response:
    """Withdraws the motion."""
    form = ItemForm()

    def act() -> None:
        withdraw_motion(current_actor(), WithdrawMotion(ref("MTG", session_id), item_id, form.submit_id.data))

    return _small(session_id, item_id, form, act, gettext("The motion is withdrawn."))


@pages.post("/change")
@guard("signed_in")
def change(session_id: int, item_id: int) -> Response:
    """Moves the item, takes it off, defers it, or writes its note."""
    form = ItemForm()
    what = plain_key(form.what.data)

    def act() -> None:
        command = OnItem(ref("MTG", session_id), item_id, what, form.note.data or "", form.submit_id.data)
        change_item(current_actor(), command)

    back = f"/committee/{ref('MTG', session_id)}/agenda" if what in ("up", "down", "take_off") else ""
    return _small(session_id, item_id, form, act, gettext("Changed."), back)


def _small(
    session_id: int, item_id: int, form: ItemForm, act: Callable[[], None], said: str, back: str = ""
) -> Response:
    there = back or here(session_id, item_id)
    if not form.validate():
        return show_item("committee/item.html", session_id, item_id, form)
    try:
        act()
    except Replayed:
        return done(there)
    except Refused as refused:
        return show_item("committee/item.html", session_id, item_id, form, beside(refused))
    return done(there, said)

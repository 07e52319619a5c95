"""Home: what needs the reader now, what they wait for, and what is coming."""

from __future__ import annotations

from flask import Blueprint, Response, g

from forms.pool import LaterForm
from views.answers import page
from views.frame import badge_from
from views.home_words import ahead_words, count_word, row_address, row_kind
from views.security import current_actor, current_person, guard
from views.words import say
from workflows.approvals.inbox import Inbox, my_inbox, waiting_for
from workflows.ground.actor import Actor
from workflows.inventory.registers.my_turns import my_turns
from workflows.lifecycle.coming import coming_up
from workflows.people.delegating.queries import questions_to
from workflows.people.handovers import count_behind

pages = Blueprint("home", __name__)

SHOWN = 20
"""Rows of what waits for others; the rest is on the list of requests."""


@badge_from
def needs_me(_actor: Actor) -> int:
    """The number beside Home: the rows of the lists there that are the reader's turn, read once per page."""
    person = current_person()
    return my_own().count + (person.questions + person.turns if person else 0)


@pages.get("/")
@guard("signed_in")
def index() -> Response:
    """The first page of everybody who is signed in."""
    person, mine = current_person(), my_own()
    if person is None:
        raise RuntimeError("the guard lets nobody in without a session")
    others = waiting_for(person, mine)
    return page(
        "home/index.html",
        inbox=mine,
        turns=needs_me(current_actor()),
        others=others[:SHOWN],
        others_count=len(others),
        ahead=[(one, ahead_words(one)) for one in coming_up(person)],
        say=say,
        count_word=count_word,
        row_address=row_address,
        row_kind=row_kind,
        aside=aside_form(mine),
        behind=count_behind(person),
        asked=questions_to(person.id),
        registers=my_turns(person) if person.turns else (),
    )


def aside_form(mine: Inbox) -> LaterForm:
    """The form that puts one row aside, with the rows to choose from."""
    form = LaterForm(formdata=None)
    form.thing.choices = [(row.ref, f"{row.ref}, {row.label}") for row in mine.rows]
    return form


def my_own() -> Inbox:
    """The reader's inbox; list and number are the same object."""
    if "inbox" not in g:
        person = current_person()
        g.inbox = my_inbox(person) if person else Inbox()
    found: Inbox = g.inbox
    return found

"""The committee's queue: table, board and chart, the filters people keep, and its file."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.queue import FilterForm
from views.answers import done, form_page, page
from views.csv_file import csv_file
from views.queue_chart import ages_figure
from views.queue_parts import (
    filter_of,
    gate_words,
    lane_word,
    owner_name,
    role_words,
    state_words,
    turn_words,
)
from views.refusals import beside
from views.security import current_actor, guard, reader
from views.words import say
from workflows.ground.refused import Refused, Replayed
from workflows.lifecycle.queue.page import queue_page, queue_rows
from workflows.lifecycle.queue.rows import QueueRow
from workflows.lifecycle.queue.saving import RemoveFilter, SaveFilter, remove_filter, save_filter
from workflows.lifecycle.queue.wanted import VIEWS

pages = Blueprint("queue", __name__)

HEAD = (
    *("request", "what", "gate", "tier", "status", "side", "whose turn", "asked", "why", "waiting since"),
    *("handed in", "due", "overdue", "will miss its date", "round", "owner"),
)


@pages.get("/queue")
@guard("queue_reader")
def index() -> Response:
    """What is open, where it is stuck, whose side has it."""
    view = request.args.get("view", "")
    view = view if view in VIEWS else "table"
    after = request.args.get("after", "")[:20]
    found = queue_page(reader(), filter_of(request.args), view, after)
    return page(
        f"queue/{view}.html",
        found=found,
        wanted=found.wanted,
        view=view,
        after=after,
        lane_word=lane_word,
        gate_words=gate_words,
        role_words=role_words,
        states=state_words(),
        owner_name=owner_name(found, reader()),
        say=say,
        remove=FilterForm(formdata=None),
        chart=ages_figure(found.ages, found.wanted) if view == "chart" else None,
    )


@pages.get("/queue.csv")
@guard("queue_reader")
def download() -> Response:
    """The same list with the same filter as a file."""
    return csv_file("queue", HEAD, (_line(row) for row in queue_rows(reader(), filter_of(request.args))))


def _line(row: QueueRow) -> tuple[object, ...]:
    who, why = turn_words(row)
    about: tuple[object, ...] = (row.ref, row.label, gettext(row.gate_label), row.tier, row.status)
    turn = (lane_word(row.lane), who, row.who, why, row.since)
    clock = (row.submitted_at, row.due_at, row.late, row.will_miss, row.round_number, row.owner)
    return (*about, *turn, *clock)


@pages.get("/queue/filters/new")
@guard("queue_reader")
def name_filter() -> Response:
    """Asks for a name for the filter of the address."""
    form = FilterForm(formdata=None, data={"query": filter_of(request.args).query()})
    return form_page("queue/filter.html", form)


@pages.post("/queue/filters")
@guard("queue_reader")
def keep_filter() -> Response:
    """Keeps a filter."""
    form = FilterForm()
    if not form.validate():
        return form_page("queue/filter.html", form)
    query = filter_of(form.query.data or "").query()
    command = SaveFilter(form.name.data or "", query, bool(form.shared.data), submit_id=form.submit_id.data)
    try:
        return done(save_filter(current_actor(), command), gettext("The filter is kept."))
    except Replayed as first:
        return done(first.ref)
    except Refused as refused:
        return form_page("queue/filter.html", form, beside(refused))


@pages.post("/queue/filters/<uuid:key>/remove")
@guard("queue_reader")
def drop_filter(key: object) -> Response:
    """Takes one's own filter away."""
    form = FilterForm()
    if not form.validate():
        return form_page("queue/filter.html", form)
    try:
        remove_filter(current_actor(), RemoveFilter(str(key), submit_id=form.submit_id.data))
    except Replayed:
        return done("/queue")
    return done("/queue", gettext("The filter is removed."))

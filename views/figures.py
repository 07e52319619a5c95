"""The figures of the queue: a page of questions, a page for each, and the numbers of each as a file."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from views.answers import page
from views.charts.figure import Figure
from views.csv_file import csv_file
from views.figures_time import pace_figure, promise_figure, split_figure, time_figure
from views.figures_work import flow_figure, load_figure, reasons_figure, rounds_figure
from views.queue_parts import gate_words
from views.security import guard, reader
from workflows.ground.refused import NotFound
from workflows.lifecycle.metrics import numbers as asked
from workflows.lifecycle.metrics.numbers import QUESTIONS, Numbers, numbers
from workflows.lifecycle.metrics.wanted import PERIODS, USUAL, Wanted

pages = Blueprint("figures", __name__)

DRAWN: dict[str, Callable[[Numbers], Figure]] = {
    asked.TIME: time_figure,
    asked.PACE: pace_figure,
    asked.SPLIT: split_figure,
    asked.FLOW: flow_figure,
    asked.PROMISE: promise_figure,
    asked.ROUNDS: rounds_figure,
    asked.REASONS: reasons_figure,
    asked.LOAD: load_figure,
}
"""Who draws the answer to each question."""


@pages.get("/queue/figures")
@guard("queue_reader")
def index() -> Response:
    """Every question with its answer and its picture."""
    found = numbers(reader(), _wanted())
    drawn = [DRAWN[key](found) for key in QUESTIONS]
    return page("queue/figures.html", found=found, drawn=drawn, one=None, periods=PERIODS, gates=gate_words())


@pages.get("/queue/figures/<key>")
@guard("queue_reader")
def show(key: str) -> Response:
    """One question with its numbers as a table."""
    found = numbers(reader(), _wanted(), [_known(key)])
    drawn = [DRAWN[key](found)]
    return page("queue/figures.html", found=found, drawn=drawn, one=key, periods=PERIODS, gates=gate_words())


@pages.get("/queue/figures/<key>.csv")
@guard("queue_reader")
def download(key: str) -> Response:
    """The numbers of one question as a file that no spreadsheet takes for a formula."""
    found = DRAWN[_known(key)](numbers(reader(), _wanted(), [key]))
    rows = [[cell.text for cell in line] for line in found.table.rows] if found.table else []
    return csv_file(f"figures-{key}", found.table.head if found.table else (), rows)


def _known(key: str) -> str:
    if key not in DRAWN:
        raise NotFound("not_found")
    return key


def _wanted() -> Wanted:
    given = request.args.get("months", "")[:4]
    months = int(given) if given.isascii() and given.isdecimal() else USUAL
    return Wanted(months, request.args.get("gate", "")[:40], request.args.get("tier", "")[:20])

"""Pages of evaluations: results with their limits as charts, tables and files, and results read from a file."""

from __future__ import annotations

from math import isfinite

from flask import Blueprint, Response
from flask_babel import gettext

from forms.evaluations import ResultsForm
from views.answers import done, form_page, page
from views.charts.figure import Cell, Figure, Table, figure
from views.charts.limits import MOST_ROWS, Bar, limits
from views.csv_file import csv_file
from views.refusals import beside
from views.security import current_actor, current_person, guard
from workflows.assurance.evaluations.importing import ImportResults, import_results
from workflows.assurance.evaluations.register import EVALUATIONS
from workflows.assurance.evaluations.results_page import MetricResults, ResultsPage, results_page
from workflows.assurance.evaluations.verdicts import BREACH, UNBOUND, Judged
from workflows.ground.ids import ref
from workflows.ground.refused import Refused, Replayed
from workflows.inventory.registers.heading import record_to_change

pages = Blueprint("evaluations", __name__, url_prefix="/registers/evaluations")

MOST_CHARTS = 12
HEAD = (
    "metric",
    "subgroup",
    "value",
    "limit",
    "better",
    "planned",
    "state",
    "kept threshold",
    "unit",
    "note",
)


@pages.get("/<ref(EVAL):evaluation_id>/results")
@guard("signed_in")
def results(evaluation_id: int) -> Response:
    """The results by metric, each beside the limit that counts, and what proves that criteria came first."""
    found = results_page(current_person(), evaluation_id)
    drawn = [_drawn(found, metric) for metric in found.metrics[:MOST_CHARTS]]
    standing = EVALUATIONS.status_label(found.head.status)
    return page("evaluations/results.html", found=found, head=found.head, drawn=drawn, standing=standing)


@pages.get("/<ref(EVAL):evaluation_id>/results.csv")
@guard("signed_in")
def download(evaluation_id: int) -> Response:
    """The results as a file that no spreadsheet takes for a formula."""
    found = results_page(current_person(), evaluation_id)
    rows = [
        (
            row.result.metric,
            row.result.subgroup,
            row.result.value if isfinite(row.result.value) else "",
            row.limit.threshold if row.limit else None,
            row.limit.better if row.limit else row.result.better,
            row.planned,
            row.state,
            row.result.threshold,
            row.result.unit,
            row.result.note,
        )
        for row in found.verdict.rows
    ]
    return csv_file(f"{found.head.ref}-results", HEAD, rows)


@pages.get("/<ref(EVAL):evaluation_id>/import")
@guard("signed_in")
def asking(evaluation_id: int) -> Response:
    """Asks for a file with results."""
    head = record_to_change(current_person(), EVALUATIONS, evaluation_id)
    return form_page("evaluations/import.html", ResultsForm(data={"revision": head.revision}), head=head)


@pages.post("/<ref(EVAL):evaluation_id>/import")
@guard("signed_in")
def take(evaluation_id: int) -> Response:
    """Reads the file: all results or none, every bad line named."""
    form, here = ResultsForm(), f"/registers/evaluations/{ref('EVAL', evaluation_id)}/results"
    head = record_to_change(current_person(), EVALUATIONS, evaluation_id)
    if not form.validate():
        return form_page("evaluations/import.html", form, head=head)
    command = ImportResults(
        evaluation_id, form.content(), form.seen_revision(), bool(form.replace.data), form.submit_id.data
    )
    try:
        import_results(current_actor(), current_person(), command)
    except Replayed:
        return done(here, gettext("This was sent twice and done once."))
    except Refused as refused:
        form.revision.data = str(head.revision)
        return form_page("evaluations/import.html", form, beside(refused), head=head)
    return done(here, gettext("The results are in the record, and judged."))


def _drawn(found: ResultsPage, metric: MetricResults) -> Figure:
    outside = sum(row.state == BREACH for row in metric.rows)
    answer = gettext("%(n)s of %(all)s within the limit.", n=len(metric.rows) - outside, all=len(metric.rows))
    if all(row.state == UNBOUND for row in metric.rows):
        answer = gettext("Nothing to hold it against.")
    elif outside:
        names = ", ".join(_who(row) for row in metric.rows if row.state == BREACH)
        answer = gettext("Outside the limit: %(who)s.", who=names)
    if len(metric.rows) > MOST_ROWS:
        answer += " " + gettext("The first %(n)s are drawn; the table has all.", n=MOST_ROWS)
    bars, asked = [_bar(row) for row in metric.rows], {_limit(row) for row in metric.rows if row.limit}
    name = gettext("dashed: the limit, %(limit)s", limit=asked.pop()) if len(asked) == 1 else ""
    name = name or (gettext("dashed: the limit of each") if asked else gettext("no limit"))
    return figure(
        f"m-{found.metrics.index(metric) + 1}",
        metric.metric,
        answer,
        gettext("%(metric)s by subgroup, with the limit", metric=metric.metric),
        draw=lambda width: limits(bars, name, width),
        table=_table(metric),
    )


def _bar(row: Judged) -> Bar:
    shown = _number(row.result.value, row.result.unit)
    outside = row.state == BREACH
    return Bar(
        _who(row),
        row.result.value,
        f"{shown} ✕" if outside else shown,
        row.limit.threshold if row.limit else None,
        outside,
    )


def _table(metric: MetricResults) -> Table:
    head = (gettext("Subgroup"), gettext("Value"), gettext("Limit"), gettext("State"), gettext("Note"))
    states = {BREACH: gettext("outside"), UNBOUND: gettext("no limit")}
    rows = []
    for row in metric.rows:
        state = states.get(row.state, gettext("within"))
        texts = (_who(row), _number(row.result.value, row.result.unit), _limit(row), state, row.result.note)
        rows.append(tuple(Cell(text) for text in texts))
    return Table(head, tuple(rows), frozenset({2, 3, 4}))


def _who(row: Judged) -> str:
    return row.result.subgroup or str(gettext("The whole"))


def _limit(row: Judged) -> str:
    if row.limit is None:
        return "—"
    least = gettext("at most") if row.limit.better == "lower" else gettext("at least")
    return f"{least} {_number(row.limit.threshold, row.result.unit)}"


def _number(value: float, unit: str = "") -> str:
    text = f"{value:,.6g}" if isfinite(value) else "—"
    return f"{text} {unit}".strip()

"""Acts on several requests of the queue: a page that says what would happen to each, and one with what became of it."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext, ngettext

from forms.queue import AssignManyForm, ChosenForm, NudgeManyForm, SignManyForm
from views.answers import form_page, page
from views.filters import when
from views.proving import proved
from views.refusals import beside
from views.review_parts import plain_key
from views.security import current_actor, guard, reader
from views.words import say
from workflows.ground.refused import Refused
from workflows.lifecycle.queue.bulk import (
    AssignMany,
    NudgeMany,
    Outcome,
    SignItem,
    SignMany,
    assign_many,
    nudge_many,
    sign_many,
)
from workflows.lifecycle.queue.chosen import (
    MOST,
    MOST_SIGNED,
    AssignChoice,
    Candidate,
    SignLine,
    assign_choice,
    chosen_rows,
    sign_choice,
)

pages = Blueprint("queue_acts", __name__)


def _chosen() -> tuple[str, ...]:
    """The requests that were ticked in the list."""
    return tuple(ref[:20] for ref in request.args.getlist("r")[:MOST])


def _fresh(form: ChosenForm) -> ChosenForm:
    form.refs.data = " ".join(_chosen())
    return form


@pages.get("/queue/assign")
@guard("queue_reader")
def assign() -> Response:
    """Whom the chosen requests can be assigned to."""
    form = AssignManyForm(formdata=None)
    _fresh(form)
    return _assign_page(form)


@pages.post("/queue/assign")
@guard("queue_reader")
def assigned() -> Response:
    """Asks one person to sign each of the chosen requests."""
    form = AssignManyForm()
    if not form.validate():
        return _assign_page(form)
    command = AssignMany(
        form.chosen(), form.person_id(), form.reason.data or "", submit_id=form.submit_id.data
    )
    try:
        return _result(assign_many(reader(), current_actor(), command), gettext("Assign requests"))
    except Refused as refused:
        return _assign_page(form, beside(refused))


def _assign_page(form: AssignManyForm, refused: Refused | None = None) -> Response:
    found: AssignChoice = assign_choice(reader(), current_actor(), form.chosen())
    form.person.choices = [(str(one.person_id), one.name) for one in found.people]
    assignable = [line.ref for line in found.lines if line.seats]
    hints = {str(one.person_id): _hint(one, assignable) for one in found.people}
    return form_page("queue/assign.html", form, refused, found=found, hints=hints, say=say)


def _hint(one: Candidate, refs: list[str]) -> str:
    """What waits for a person, whether they are away, and which of the requests they may not sign."""
    load = ngettext("%(num)s open seat waits for them", "%(num)s open seats wait for them", one.load)
    parts = [load, gettext("%(num)s due soon", num=one.soon)]
    if one.away_until:
        parts.append(gettext("away until %(day)s", day=when(one.away_until)))
    rest = [ref for ref in refs if ref not in one.refs]
    if rest:
        parts.append(gettext("may not sign %(refs)s", refs=", ".join(rest)))
    return ", ".join(str(part) for part in parts)


@pages.get("/queue/nudge")
@guard("queue_reader")
def nudging() -> Response:
    """Who would be asked to go on."""
    form = NudgeManyForm(formdata=None)
    _fresh(form)
    return form_page("queue/nudge.html", form, rows=chosen_rows(reader(), form.chosen()))


@pages.post("/queue/nudge")
@guard("queue_reader")
def nudged() -> Response:
    """Asks whoever has the turn in each of the chosen requests."""
    form = NudgeManyForm()
    if not form.validate():
        return form_page("queue/nudge.html", form, rows=chosen_rows(reader(), form.chosen()))
    command = NudgeMany(form.chosen(), form.note.data or "", submit_id=form.submit_id.data)
    return _result(nudge_many(reader(), current_actor(), command), gettext("Nudge requests"))


@pages.get("/queue/sign")
@guard("queue_reader")
def signing() -> Response:
    """Every chosen request with the sentence that would be signed."""
    decision = plain_key(request.args.get("decision"))
    form = SignManyForm(formdata=None, data={"decision": decision})
    lines = sign_choice(reader(), _chosen(), decision)
    form.show(lines)
    return _sign_page(form, lines, over=max(len(set(_chosen())) - MOST_SIGNED, 0))


@pages.post("/queue/sign")
@guard("queue_reader")
def signed() -> Response:
    """Signs each request that has its own password."""
    form = SignManyForm()
    if not form.validate():
        return _sign_page(form, _lines(form))
    try:
        outcomes = sign_many(reader(), current_actor(), _command(form), proved)
    except Refused as refused:
        return _sign_page(form, _lines(form), beside(refused))
    return _result(outcomes, gettext("Sign requests"))


def _command(form: SignManyForm) -> SignMany:
    rows = [entry.form for entry in form.rows]
    items = tuple(
        SignItem(
            plain_key(row.ref.data),
            plain_key(row.seat.data),
            plain_key(row.digest.data),
            bool(row.unchecked_is_fine.data),
            row.password.data or "",
        )
        for row in rows
    )
    return SignMany(
        plain_key(form.decision.data), items, form.reason.data or "", submit_id=form.submit_id.data
    )


def _lines(form: SignManyForm) -> tuple[SignLine, ...]:
    refs = [plain_key(entry.form.ref.data) for entry in form.rows]
    return sign_choice(reader(), refs, plain_key(form.decision.data))


def _sign_page(
    form: SignManyForm, lines: tuple[SignLine, ...], refused: Refused | None = None, over: int = 0
) -> Response:
    """The page; a row is shown with what stands now, and its digest with it, so that nobody signs what is not shown."""
    rows = {entry.form.ref.data: entry.form for entry in form.rows}
    pairs = [(line, rows[line.ref]) for line in lines if line.ref in rows]
    for line, row in pairs:
        row.seat.data, row.digest.data = line.seat_key, line.digest
    open_now = [pair for pair in pairs if not pair[0].why_not]
    return form_page(
        "queue/sign.html", form, refused, pairs=pairs, signable=len(open_now), over=over, say=say
    )


def _result(outcomes: tuple[Outcome, ...], title: str) -> Response:
    """What became of each; sending the form again finds the same acts, so the page may be opened anew."""
    count = sum(one.done for one in outcomes)
    return page("queue/result.html", outcomes=outcomes, count=count, heading=title, say=say)

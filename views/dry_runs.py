"""Pages of dry runs: what a policy would have said of open and past requests, with its progress."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from forms.base import ActionForm
from views.answers import done, form_page, page
from views.csv_file import csv_file
from views.refs import lives_at
from views.security import current_actor, guard, reader
from views.words import say
from workflows.approvals.simulating.asking import AskDryRun, ask_dry_run
from workflows.approvals.simulating.page import DryRunPage, dry_run_page, dry_runs
from workflows.ground.refused import Replayed

pages = Blueprint("dry_runs", __name__)
lives_at("DRY", "/policies/dry-runs/{}")

EVERY_SECONDS = 3
FURTHEST = 1_000_000


@pages.get("/policies/dry-runs")
@guard("signed_in")
def index() -> Response:
    """The latest dry runs."""
    return page("dry_runs/list.html", runs=dry_runs(reader()))


@pages.post("/policies/<gate>/<tier>/dry-run")
@guard("signed_in")
def of_policy(gate: str, tier: str) -> Response:
    """Tries the version in force of a policy."""
    return _ask(AskDryRun(gate=gate, tier=tier, submit_id=ActionForm().submit_id.data))


@pages.post("/policies/drafts/<ref(DRAFT):draft_id>/dry-run")
@guard("signed_in")
def of_draft(draft_id: int) -> Response:
    """Tries a draft."""
    return _ask(AskDryRun(draft_id, submit_id=ActionForm().submit_id.data))


@pages.get("/policies/dry-runs/<ref(DRY):run_id>")
@guard("signed_in")
def show(run_id: int) -> Response:
    """One dry run; while it works, the page comes again by itself, also without script."""
    text = request.args.get("from", "0")
    start = min(int(text), FURTHEST) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    found = dry_run_page(reader(), run_id, start)
    answer = form_page("dry_runs/show.html", ActionForm(formdata=None), run=found)
    if found.undone:
        answer.headers["Refresh"] = str(EVERY_SECONDS)
    return answer


@pages.get("/policies/dry-runs/<ref(DRY):run_id>.csv")
@guard("signed_in")
def table(run_id: int) -> Response:
    """Everything that would differ, as a table to keep."""
    found = dry_run_page(reader(), run_id, shown=None)
    head = ("request", "system version", "decided under version", "now", "under this policy", "why")
    return csv_file(f"dry-run-{found.ref}", head, _rows(found))


def _rows(found: DryRunPage) -> list[tuple[object, ...]]:
    return [
        (line.ref, line.label, line.number, line.status, say(line.turn), " ".join(why(line.why)))
        for line in found.lines
    ]


@pages.app_template_filter("dry_why")
def why(said: object) -> list[str]:
    """Sentences of codes, in their order."""
    return [say(one.code, dict(one.params)) for one in said]  # type: ignore[attr-defined]


@pages.app_template_filter("say_code")
def said(code: str) -> str:
    """The sentence of a code without gaps."""
    return say(code)


def _ask(command: AskDryRun) -> Response:
    try:
        made = ask_dry_run(current_actor(), command)
    except Replayed as first:
        made = first.ref
    return done(f"/policies/dry-runs/{made}", gettext("%(ref)s is in line.", ref=made))

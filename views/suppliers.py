"""Pages of suppliers: what depends on one of them, and what runs out."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_babel import gettext

from views.answers import page
from views.csv_file import csv_file
from views.lifecycle_words import stage_word
from views.security import current_person, guard
from workflows.inventory.suppliers.choices import PAPERS
from workflows.inventory.suppliers.expiry import ENDED, ENDING, IN_FORCE
from workflows.inventory.suppliers.pages import Ending, dependants_page, endings

pages = Blueprint("suppliers", __name__, url_prefix="/registers/suppliers")

HEAD = ("supplier", "name", "kind", "paper", "number", "ends", "act by", "state", "owner")
STATES = ("", ENDED, ENDING, IN_FORCE)


@pages.get("/<ref(SUP):supplier_id>/dependants")
@guard("signed_in")
def depending(supplier_id: int) -> Response:
    """The systems that depend on a supplier, its new versions, and how we would leave it."""
    found = dependants_page(current_person(), supplier_id)
    return page("suppliers/dependants.html", found=found, head=found.head, stage_word=stage_word)


@pages.get("/ending")
@guard("signed_in")
def ending() -> Response:
    """Contracts, certificates and reports of all suppliers, the first to act on first."""
    day, rows = endings(current_person())
    state = request.args.get("state", "")[:20]
    shown = [row for row in rows if row.state == state] if state in STATES[1:] else list(rows)
    counts = {one: sum(row.state == one for row in rows) for one in STATES[1:]}
    return page("suppliers/ending.html", rows=shown, counts=counts, wanted=state, day=day, kinds=_kinds())


@pages.get("/ending.csv")
@guard("signed_in")
def download() -> Response:
    """The same as a file that no spreadsheet takes for a formula."""
    _day, rows = endings(current_person())
    return csv_file("suppliers-ending", HEAD, [_line(row) for row in rows])


def _line(row: Ending) -> tuple[object, ...]:
    paper = row.paper
    return (
        row.supplier_ref,
        row.supplier,
        paper.kind,
        paper.name,
        paper.number,
        paper.ends_on,
        paper.act_by,
        row.state,
        row.owner,
    )


def _kinds() -> dict[str, str]:
    return {key: str(gettext(label)) for key, label in PAPERS}

"""Pages of the technical file: how far every system is, the file of one, and the whole of it as one PDF."""

from __future__ import annotations

from flask import Blueprint, Response, request

from views.answers import page
from views.pdf.technical_file import file_paper
from views.pdf.words import pdf
from views.security import guard, reader
from workflows.assurance.technical_file.overview import file_list
from workflows.assurance.technical_file.parts import AUDIENCES
from workflows.assurance.technical_file.reading import technical_file

pages = Blueprint("technical_file", __name__)


@pages.get("/technical-file")
@guard("signed_in")
def index() -> Response:
    """Every system the reader may see, with the state of its technical file."""
    after = request.args.get("after", "")[:240]
    return page("technical_file/list.html", found=file_list(reader(), after), after=after)


@pages.get("/systems/<ref(SYS):system_id>/technical-file")
@guard("signed_in")
def show(system_id: int) -> Response:
    """What the file of a system holds, what is missing, and the points of Annex IV."""
    found = technical_file(reader(), system_id, request.args.get("audience", "")[:20])
    return page(
        "technical_file/show.html", found=found, head=found.head, tab="file", audiences=("", *dict(AUDIENCES))
    )


@pages.get("/systems/<ref(SYS):system_id>/technical-file.pdf")
@guard("signed_in")
def paper(system_id: int) -> Response:
    """The issued documents with what they rest on, for one audience or for all, as one PDF."""
    found = technical_file(reader(), system_id, request.args.get("audience", "")[:20])
    behind = f" {found.audience}" if found.audience else ""
    return pdf(file_paper(found), f"{found.head.ref} technical file{behind}.pdf")

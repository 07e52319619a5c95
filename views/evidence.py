"""Pages and bytes of evidence: shown without ever running, sent only as a download."""

from __future__ import annotations

from flask import Blueprint, Response, request
from markupsafe import Markup

from views.answers import page
from views.headers import policy
from views.security import current_actor, guard
from views.words import say
from workflows.approvals.evidence.naming import disposition
from workflows.approvals.evidence.preview_doc import PreviewDoc
from workflows.approvals.evidence.queries import (
    evidence_file,
    evidence_page,
    evidence_picture,
    evidence_preview,
    evidence_sheet,
)
from workflows.approvals.evidence.showing import Picture

pages = Blueprint("evidence", __name__, url_prefix="/evidence")

INERT = "sandbox; default-src 'none'"
"""What a file may do in a browser: nothing, not even where a browser opens it against our word."""


@pages.app_template_global("preview_reason")
def preview_reason(doc: PreviewDoc) -> str:
    """Why a piece of evidence has no preview."""
    return say(doc.code, doc.params)


@pages.app_template_global("preview_html")
def preview_html(doc: PreviewDoc) -> Markup:
    """The Markdown of a preview, which the sanitizer has passed."""
    return Markup(doc.html)  # noqa: S704


@pages.get("/<evidence_ref>")
@guard("signed_in")
def show(evidence_ref: str) -> Response:
    """One piece of evidence: what it is, its versions, where it is used, and a preview."""
    found = evidence_page(current_actor(), evidence_ref)
    return page("evidence/show.html", found=found, row=found.row, doc=found.preview)


@pages.get("/<evidence_ref>/file")
@guard("signed_in")
def file(evidence_ref: str) -> Response:
    """The file as it was put forward, always as a download."""
    body = evidence_file(current_actor(), evidence_ref)
    answer = Response(body.chunks, content_type=body.media_type, direct_passthrough=True)
    answer.headers["Content-Length"] = str(body.size)
    answer.headers["Content-Disposition"] = disposition(body.filename)
    answer.headers["Content-Security-Policy"] = INERT
    answer.headers["Cache-Control"] = "private, no-store"
    answer.set_etag(body.sha256)
    answer.make_conditional(request)
    return answer


@pages.get("/<evidence_ref>/preview")
@guard("signed_in")
def preview(evidence_ref: str) -> Response:
    """The preview as a document of its own, for a frame in which nothing can run."""
    row, doc = evidence_preview(current_actor(), evidence_ref)
    answer = page("evidence/preview.html", row=row, doc=doc)
    answer.headers["Content-Security-Policy"] = policy(
        script_src="'none'",
        connect_src="'none'",
        form_action="'none'",
        frame_src="'none'",
        frame_ancestors="'self'",
        # Same origin so that its pictures come with the session; without scripts that gives it nothing else.
        sandbox="allow-same-origin",
    )
    return answer


@pages.get("/<evidence_ref>/picture")
@guard("signed_in")
def picture(evidence_ref: str) -> Response:
    """A picture for an `img`, after its structure was looked at again."""
    return _drawn(evidence_picture(current_actor(), evidence_ref))


@pages.get("/<evidence_ref>/pages/<int:number>")
@guard("signed_in")
def sheet(evidence_ref: str, number: int) -> Response:
    """One page of a PDF as a picture."""
    return _drawn(evidence_sheet(current_actor(), evidence_ref, number))


def _drawn(shown: Picture) -> Response:
    answer = Response(shown.data, content_type=shown.media_type)
    answer.headers["Content-Security-Policy"] = INERT
    # Kept by the reader's browser, asked about every time: access is decided anew.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(shown.tag)
    answer.make_conditional(request)
    return answer

"""How requests are named in the record and on pages."""

from __future__ import annotations

from models.approval_request import ApprovalRequest
from models.subject import Subject
from workflows.ground.ids import ref
from workflows.record import Thing


def request_ref(request: ApprovalRequest) -> str:
    """The public ref, such as REQ-142."""
    return ref("REQ", request.id)


def about(request: ApprovalRequest, subject: Subject) -> Thing:
    """The request as the thing an entry is about."""
    return Thing("request", request.uuid, request.revision, ref=request_ref(request), label=subject.label)

"""How requests are named in the record and on pages."""

from __future__ import annotations

from typing import TypedDict

from models.approval_request import ApprovalRequest
from models.subject import Subject
from workflows.ground.ids import ref
from workflows.record import Thing


def request_ref(request: ApprovalRequest) -> str:
    """The public ref, such as REQ-142."""
    return ref("REQ", request.id)


class Place(TypedDict):
    """The arguments that put an entry into the histories of its request and its system."""

    request_uuid: str
    request_ref: str
    system_uuid: str


def place(request: ApprovalRequest, subject: Subject) -> Place:
    """Where the entry of an act on this request belongs."""
    return Place(request_uuid=request.uuid, request_ref=request_ref(request), system_uuid=subject.system_uuid)


def about(request: ApprovalRequest, subject: Subject) -> Thing:
    """The request as the thing an entry is about."""
    return Thing("request", request.uuid, request.revision, ref=request_ref(request), label=subject.label)

"""Moves drafts, and nothing else does: editing → proposed → published or editing again; or discarded."""

from __future__ import annotations

from datetime import datetime

from models.policy_draft import PolicyDraft
from workflows.ground.refused import Conflict

EDITING, PROPOSED, PUBLISHED, DISCARDED = "editing", "proposed", "published", "discarded"


def propose(draft: PolicyDraft, now: datetime, request_id: int) -> None:
    """A request asks for its publication: nobody edits it meanwhile."""
    _require(draft, EDITING)
    draft.status, draft.proposed_at, draft.request_id = PROPOSED, now, request_id


def publish(draft: PolicyDraft, version_id: int) -> None:
    """It has become a version."""
    _require(draft, PROPOSED)
    draft.status, draft.version_id = PUBLISHED, version_id


def reopen(draft: PolicyDraft) -> None:
    """Its publication was not approved: it can be edited and proposed again."""
    _require(draft, PROPOSED)
    draft.status = EDITING


def discard(draft: PolicyDraft) -> None:
    """Nobody wants it any more; it stays readable."""
    _require(draft, EDITING)
    draft.status = DISCARDED


def require_editing(draft: PolicyDraft) -> None:
    """Raises Conflict when the draft is not edited any more."""
    _require(draft, EDITING)


def _require(draft: PolicyDraft, status: str) -> None:
    if draft.status != status:
        raise Conflict("draft_moved_on", status=draft.status)

"""Registers what the engine gives to the columns below it."""

from __future__ import annotations

from workflows.approvals import actions as actions
from workflows.approvals import committing, kinds
from workflows.approvals import words as words
from workflows.approvals.committee import actions as committee_actions  # noqa: F401
from workflows.approvals.committee import words as committee_words  # noqa: F401
from workflows.approvals.conditions import words as condition_words  # noqa: F401
from workflows.approvals.lent_seats import move_turns
from workflows.approvals.policies.drafts import words as draft_words  # noqa: F401
from workflows.approvals.policies.publication_kind import PublicationKind
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.pool import actions as pool_actions  # noqa: F401
from workflows.approvals.pool import leaving
from workflows.approvals.pool import words as pool_words  # noqa: F401
from workflows.approvals.revoking import clear_revoked
from workflows.approvals.simulating import words as simulating_words  # noqa: F401
from workflows.approvals.transfers import words as transfer_words  # noqa: F401
from workflows.people.hooks import on_delegation_moved, on_grant_revoked, on_leaving


def register() -> None:
    """Listens to revocations and delegations, and lets verification look at the signatures."""
    on_grant_revoked(clear_revoked)
    on_delegation_moved(move_turns)
    committing.register()
    kinds.register(POLICY_PUBLICATION, PublicationKind())
    on_leaving(leaving.CONDITION, leaving.owned_conditions, leaving.hand_over_condition)
    on_leaving(leaving.SEAT, leaving.owned_seats, leaving.hand_over_seat)
    on_leaving(leaving.DRAFT, leaving.owned_drafts, leaving.hand_over_draft)

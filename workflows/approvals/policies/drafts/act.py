"""What every act on a draft begins with: the locks, whose draft it is, and who may work on drafts at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import Tier
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.access import require_standing
from workflows.approvals.policies.body import load
from workflows.approvals.policies.drafts import machine
from workflows.approvals.policies.drafts import words as words
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.policies.words import gate_label, role_label, tier_label
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import NotFound, Refused, Stale
from workflows.people.standing import Standing
from workflows.record import Thing, append

PREFIX = "DRAFT"


@dataclass(frozen=True)
class Done:
    """The draft an act was about."""

    ref: str
    revision: int = 0


@dataclass
class Act:
    """A locked draft with its policy, and who acts on it."""

    tx: Session
    now: datetime
    actor: Actor
    standing: Standing
    policy: Policy
    draft: PolicyDraft

    @property
    def ref(self) -> str:
        """The public name of the draft."""
        return ref(PREFIX, self.draft.id)

    def done(self) -> Done:
        """The result of the act, after everything is written."""
        self.tx.flush()
        return Done(self.ref, self.draft.revision)

    def enter(self, action: str, changes: dict[str, Any]) -> None:
        """Writes the one entry of the act."""
        self.tx.flush()
        append(self.tx, self.now, self.actor, action, about=thing(self.draft, self.policy), changes=changes)

    def edited(self) -> None:
        """Notes who touched the draft: whoever did cannot sign its publication."""
        self.draft.changed_by_id, self.draft.changed_at = self.standing.person_id, self.now
        self.draft.editors = json.dumps(sorted({*json.loads(self.draft.editors), self.standing.person_id}))


def begin(tx: Session, actor: Actor, draft_ref: str, revision: int | None) -> Act:
    """Locks the draft for somebody who may write drafts.

    Raises NotFound when there is none, Refused for whoever may not, Conflict when it is no longer edited, and Stale
    when somebody saved it after `revision`.
    """
    key = key_of(PREFIX, draft_ref) or 0
    draft = tx.scalars(
        select(PolicyDraft)
        .where(PolicyDraft.id == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if draft is None:
        raise NotFound("not_found")
    now = clock.now(tx)
    standing = require_writer(tx, actor, now)
    machine.require_editing(draft)
    if revision is not None and revision != draft.revision:
        raise Stale("revision_moved")
    return Act(tx, now, actor, standing, tx.get_one(Policy, draft.policy_id), draft)


def require_writer(tx: Session, actor: Actor, now: datetime) -> Standing:
    """The standing of somebody who may write drafts; raises Refused saying which roles do."""
    standing = require_standing(tx, actor, now)
    roles = proposing_roles(tx, now)
    if not (standing.is_administrator or any(standing.holds(role, ["org"]) for role in roles)):
        raise Refused("draft_not_yours", roles=_said(roles))
    return standing


def require_proposer(tx: Session, standing: Standing, now: datetime) -> None:
    """Raises Refused for whoever holds none of the roles that hand a publication in."""
    roles = proposing_roles(tx, now)
    if not any(standing.holds(role, ["org"]) for role in roles):
        raise Refused("draft_not_yours_to_propose", roles=_said(roles))


def proposing_roles(tx: Session, now: datetime) -> tuple[str, ...]:
    """The roles that the policy of publications lets hand one in."""
    version = policy_in_force(tx, POLICY_PUBLICATION, Tier.LIMITED.value, now)
    return load(version.body).submit_by


def thing(draft: PolicyDraft, policy: Policy) -> Thing:
    """The draft as the thing an entry is about."""
    return Thing("policy_draft", draft.uuid, draft.revision, ref=ref(PREFIX, draft.id), label=label(policy))


def label(policy: Policy) -> str:
    """What a policy is called, such as "Deployment gate policy, high tier"."""
    return f"{gate_label(policy.gate)} policy, {tier_label(policy.tier).lower()} tier"


def newest(tx: Session, policy_id: int) -> PolicyVersion | None:
    """The version with the highest number, in force or not yet."""
    return tx.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.policy_id == policy_id)
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ).one_or_none()


def _said(roles: tuple[str, ...]) -> str:
    return " / ".join(role_label(role) for role in roles)

"""Starts a draft from any version of a policy, and gives a draft up."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.policies.drafts import machine
from workflows.approvals.policies.drafts.act import PREFIX, Done, begin, newest, require_writer, thing
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.record import append


@dataclass(frozen=True)
class StartDraft:
    """Starts a draft of a policy with the words of one of its versions; 0 stands for the newest."""

    gate: str
    tier: str
    number: int = 0
    submit_id: str | None = None


@dataclass(frozen=True)
class DiscardDraft:
    """Gives a draft up."""

    draft_ref: str
    revision: int
    submit_id: str | None = None


def start_draft(actor: Actor, command: StartDraft) -> Done:
    """Makes a draft; returning to an earlier version is a draft with its words, published like any other.

    Raises NotFound for a gate and tier without a policy, Refused for whoever may not write drafts or for a version
    that does not exist.
    """
    with transaction() as tx:
        once = claim(tx, actor, command)
        policy = tx.scalars(
            select(Policy).where(Policy.gate == command.gate, Policy.tier == command.tier).with_for_update()
        ).one_or_none()
        if policy is None:
            raise NotFound("not_found")
        now = clock.now(tx)
        standing = require_writer(tx, actor, now)
        source, base = _version(tx, policy, command.number), newest(tx, policy.id)
        draft = PolicyDraft(
            uuid=uuid7(),
            policy_id=policy.id,
            base_version_id=base.id if base else None,
            body=source.body,
            status=machine.EDITING,
            made_by_id=standing.person_id,
            made_at=now,
            changed_by_id=standing.person_id,
            changed_at=now,
            editors=json.dumps([standing.person_id]),
        )
        tx.add(draft)
        tx.flush()
        changes = {"base": [None, source.number], "policy": [None, f"{policy.gate}/{policy.tier}"]}
        append(tx, now, actor, "policy:draft:started", about=thing(draft, policy), changes=changes)
        once.settle(ref(PREFIX, draft.id))
        return Done(ref(PREFIX, draft.id), draft.revision)


def discard_draft(actor: Actor, command: DiscardDraft) -> Done:
    """Closes a draft for good; it stays readable and an entry says who gave it up."""
    with transaction() as tx:
        claim(tx, actor, command, command.draft_ref)
        act = begin(tx, actor, command.draft_ref, command.revision)
        machine.discard(act.draft)
        act.enter("policy:draft:discarded", {"status": ["editing", act.draft.status]})
        return act.done()


def _version(tx: Session, policy: Policy, number: int) -> PolicyVersion:
    if number == 0:
        found = newest(tx, policy.id)
    else:
        found = tx.scalars(
            select(PolicyVersion).where(PolicyVersion.policy_id == policy.id, PolicyVersion.number == number)
        ).one_or_none()
    if found is None:
        raise Refused("draft_no_version", field="number")
    return found

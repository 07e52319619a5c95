"""Reads the versions of a policy and its drafts, for the history that stands under every policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.person import Person
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.compare import Difference, compare
from workflows.approvals.policies.drafts.act import PREFIX
from workflows.approvals.policies.drafts.page import rights
from workflows.approvals.policies.queries import numbered
from workflows.ground.actor import Actor
from workflows.ground.clock import glance
from workflows.ground.ids import ref
from workflows.ground.transaction import reading

OPEN_DRAFTS = ("editing", "proposed")


@dataclass(frozen=True)
class VersionLine:
    """One version: `state` is now, later or before."""

    number: int
    state: str
    in_force_from: datetime
    request_ref: str
    note: str
    digest: str


@dataclass(frozen=True)
class DraftLine:
    """A draft that is not closed."""

    ref: str
    status: str
    by: str
    changed_at: datetime
    request_ref: str


@dataclass(frozen=True)
class History:
    """The versions of a policy, the newest first, its open drafts, and whether the reader may start one."""

    versions: tuple[VersionLine, ...]
    drafts: tuple[DraftLine, ...]
    may_write: bool


def history_of(actor: Actor, gate: str, tier: str) -> History:
    """The history of the policy of a gate and tier; empty when there is no such policy."""
    tx = reading()
    rows = tx.scalars(
        select(PolicyVersion)
        .join(Policy, Policy.id == PolicyVersion.policy_id)
        .where(Policy.gate == gate, Policy.tier == tier)
        .order_by(PolicyVersion.number.desc())
    ).all()
    drafts = tx.execute(
        select(PolicyDraft, Person.name)
        .join(Policy, Policy.id == PolicyDraft.policy_id)
        .join(Person, Person.id == PolicyDraft.changed_by_id)
        .where(Policy.gate == gate, Policy.tier == tier, PolicyDraft.status.in_(OPEN_DRAFTS))
        .order_by(PolicyDraft.id.desc())
    )
    return History(
        _lines(rows),
        tuple(
            DraftLine(
                ref(PREFIX, draft.id),
                draft.status,
                name,
                draft.changed_at,
                ref("REQ", draft.request_id) if draft.status == "proposed" and draft.request_id else "",
            )
            for draft, name in drafts
        ),
        rights(tx, actor).writes,
    )


def version_text(gate: str, tier: str, number: int) -> str:
    """The stored text of one version; raises NotFound when there is none."""
    return numbered(reading(), gate, tier, number).body


def compared(gate: str, tier: str, before: int, now: int) -> tuple[Difference, ...]:
    """What differs between two versions; raises NotFound when one of them does not exist."""
    tx = reading()
    texts = [numbered(tx, gate, tier, number).body for number in (before, now)]
    return compare(load(texts[0]), load(texts[1]))


def _lines(versions: Sequence[PolicyVersion]) -> tuple[VersionLine, ...]:
    now, found, present = glance(), [], False
    for version in versions:
        state = "later" if version.in_force_from > now else "before" if present else "now"
        present = present or state == "now"
        asked = ref("REQ", version.request_id) if version.request_id else ""
        found.append(
            VersionLine(
                version.number, state, version.in_force_from, asked, version.note or "", version.digest
            )
        )
    return tuple(found)

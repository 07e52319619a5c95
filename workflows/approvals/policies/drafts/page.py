"""Reads drafts and versions for their pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.person import Person
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.check import problems
from workflows.approvals.policies.compare import Difference, compare
from workflows.approvals.policies.drafts.act import PREFIX, label, proposing_roles
from workflows.approvals.policies.drafts.editing import content_of
from workflows.approvals.policies.drafts.rows import Row, rows_of
from workflows.approvals.policies.phrases import rules_said
from workflows.approvals.policies.proof.finding import Proof
from workflows.approvals.policies.proof.proving import prove_here
from workflows.approvals.policies.weight import weighty
from workflows.approvals.policies.words import role_label
from workflows.ground.actor import Actor
from workflows.ground.clock import glance
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.ground.words import text
from workflows.people.standing import standing_of


@dataclass(frozen=True)
class Rights:
    """What the reader may do with drafts, and which roles propose."""

    writes: bool
    proposes: bool
    proposers: str


@dataclass(frozen=True)
class DraftPage:
    """A draft with everything its pages show; `wrong` is what keeps it from being sound, in sentences."""

    ref: str
    revision: int
    status: str
    gate: str
    tier: str
    label: str
    body: PolicyBody
    content: dict[str, Any]
    base: int | None
    newest: int | None
    changed_at: datetime
    editors: tuple[str, ...]
    request_ref: str
    published: int | None
    note: str
    effective_on: date | None
    rows: dict[str, tuple[Row, ...]]
    rules: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]
    differences: tuple[Difference, ...]
    weighty: tuple[str, ...]
    rights: Rights

    @property
    def may_edit(self) -> bool:
        """Whether the reader can change it now."""
        return self.rights.writes and self.status == "editing"

    @property
    def is_behind(self) -> bool:
        """Whether a version was published after it was started."""
        return self.base != self.newest


def draft_page(actor: Actor, draft_id: int) -> DraftPage:
    """One draft; raises NotFound when there is none."""
    tx = reading()
    draft = tx.get(PolicyDraft, draft_id)
    if draft is None:
        raise NotFound("not_found")
    policy, body = tx.get_one(Policy, draft.policy_id), load(draft.body)
    versions = {one.id: one for one in _versions(tx, draft.policy_id)}
    base = versions.get(draft.base_version_id or 0)
    return DraftPage(
        ref=ref(PREFIX, draft.id),
        revision=draft.revision,
        status=draft.status,
        gate=policy.gate,
        tier=policy.tier,
        label=label(policy),
        body=body,
        content=content_of(draft.body),
        base=base.number if base else None,
        newest=max((one.number for one in versions.values()), default=None),
        changed_at=draft.changed_at,
        editors=_names(tx, json.loads(draft.editors)),
        request_ref=ref("REQ", draft.request_id) if draft.request_id else "",
        published=versions[draft.version_id].number if draft.version_id else None,
        note=draft.note,
        effective_on=draft.effective_on,
        rows=rows_of(draft.body, body),
        rules=rules_said(body),
        wrong=tuple(text(one.code, one.params) for one in problems(body)),
        differences=compare(load(base.body) if base else None, body),
        weighty=weighty(load(base.body) if base else None, body),
        rights=rights(tx, actor),
    )


def draft_against(draft_id: int, number: int) -> tuple[Difference, ...]:
    """What differs from a version of the same policy to the draft; raises NotFound for a version that is none."""
    tx = reading()
    draft = tx.get(PolicyDraft, draft_id)
    if draft is None:
        raise NotFound("not_found")
    return compare(load(_numbered(tx, draft.policy_id, number).body), load(draft.body))


def proof_of(draft_id: int) -> Proof:
    """What the checker finds in the draft now, with the people and the policies that are here."""
    tx = reading()
    draft = tx.get(PolicyDraft, draft_id)
    if draft is None:
        raise NotFound("not_found")
    return prove_here(tx, glance(), load(draft.body))


def draft_text(draft_id: int) -> tuple[str, str]:
    """The stored text of a draft, and a name for its file."""
    found = (
        reading()
        .execute(
            select(PolicyDraft.body, Policy.gate, Policy.tier)
            .join(Policy, Policy.id == PolicyDraft.policy_id)
            .where(PolicyDraft.id == draft_id)
        )
        .one_or_none()
    )
    if found is None:
        raise NotFound("not_found")
    return found[0], f"{found[1]}-{found[2]}-{ref(PREFIX, draft_id)}"


def rights(tx: Session, actor: Actor) -> Rights:
    """Whether the reader may write drafts and propose them."""
    standing = standing_of(tx, actor.person_id, glance()) if actor.person_id is not None else None
    roles = proposing_roles(tx, glance())
    proposes = standing is not None and any(standing.holds(role, ["org"]) for role in roles)
    writes = proposes or (standing is not None and standing.is_administrator)
    return Rights(writes, proposes, " / ".join(role_label(role) for role in roles))


def _names(tx: Session, ids: list[int]) -> tuple[str, ...]:
    return tuple(tx.scalars(select(Person.name).where(Person.id.in_(ids)).order_by(Person.name)))


def _versions(tx: Session, policy_id: int) -> list[PolicyVersion]:
    asked = select(PolicyVersion).where(PolicyVersion.policy_id == policy_id)
    return list(tx.scalars(asked.order_by(PolicyVersion.number.desc())))


def _numbered(tx: Session, policy_id: int, number: int) -> PolicyVersion:
    found = next((one for one in _versions(tx, policy_id) if one.number == number), None)
    if found is None:
        raise NotFound("not_found")
    return found

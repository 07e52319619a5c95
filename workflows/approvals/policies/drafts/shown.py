"""What a publication is about, for whoever decides on it: the differences in words, the reason, the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.dry_run import DryRun
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.compare import Difference, compare
from workflows.approvals.policies.drafts.act import PREFIX, label
from workflows.approvals.policies.proof.finding import Proof, from_text
from workflows.approvals.policies.weight import weighty
from workflows.ground.canonical import sha256
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading


@dataclass(frozen=True)
class Publication:
    """The draft behind a request for publication."""

    draft_ref: str
    label: str
    base: int | None
    note: str
    effective_on: date | None
    differences: tuple[Difference, ...]
    weighty: tuple[str, ...]
    proof: Proof | None
    dry_run: str


def publication_of(request_ref: str) -> Publication | None:
    """What a request would publish, None for a request about anything else; two statements.

    A draft that was edited and proposed again belongs to its latest request; an earlier one shows nothing.
    """
    row = (
        reading()
        .execute(
            select(PolicyDraft, Policy, PolicyVersion.number, PolicyVersion.body)
            .join(Policy, Policy.id == PolicyDraft.policy_id)
            .outerjoin(PolicyVersion, PolicyVersion.id == PolicyDraft.base_version_id)
            .where(PolicyDraft.request_id == (key_of("REQ", request_ref) or 0))
        )
        .first()
    )
    if row is None:
        return None
    draft, policy, number, text = row
    before, now = load(text) if text else None, load(draft.body)
    return Publication(
        ref(PREFIX, draft.id),
        label(policy),
        number,
        draft.note,
        draft.effective_on,
        compare(before, now),
        weighty(before, now),
        from_text(draft.proof),
        _dry_run(draft),
    )


def _dry_run(draft: PolicyDraft) -> str:
    """The last finished dry run of exactly this text; empty when there is none."""
    found = (
        reading()
        .scalars(
            select(DryRun.id)
            .where(DryRun.body_digest == sha256(draft.body.encode()), DryRun.status == "done")
            .order_by(DryRun.id.desc())
            .limit(1)
        )
        .first()
    )
    return ref("DRY", found) if found else ""

"""The publication of a policy as a kind of approval: approved, the draft becomes the next version."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Decision, RequestStatus
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.policy_version import PolicyVersion
from workflows.approvals.kinds import BUILT, LinkedRecord, More
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.drafts import machine
from workflows.approvals.policies.proof.proving import prove_here
from workflows.approvals.policies.when import Situation
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import ref, uuid7
from workflows.ground.refused import Conflict
from workflows.people.days import organisation_zone, zone_of

ITEM_CHANGES, ITEM_WHY, ITEM_PROOF = "PU-1", "PU-2", "PU-3"


class PublicationKind:
    """About the organisation: no system, no team; whoever wrote the draft built it."""

    # Whoever wants another text rejects with a reason: the draft is edited again and proposed anew, as another round
    # of a text that several signed would hide which text they read.
    decisions: tuple[str, ...] = (Decision.APPROVE.value, Decision.REJECT.value)
    asks_until = False

    def situation(self, _tx: Session, _request: ApprovalRequest) -> Situation:
        """Conditions ask about systems; here every one of them counts."""
        return Situation()

    def tier(self, _tx: Session, request: ApprovalRequest) -> str | None:
        """High when a rule on who may sign changes or a decision is lost, as found when it was proposed."""
        return str(json.loads(request.detail)["tier"])

    def subject(self, tx: Session, request: ApprovalRequest) -> dict[str, Any]:
        """The policy, the version it would become, and the digest of every word of it."""
        draft, policy = _both(tx, request)
        number = json.loads(request.detail)["number"]
        digest = sha256(draft.body.encode())
        return {"uuid": policy.uuid, "label": f"version {number}", "artefacts": {"policy": digest}}

    def records(
        self, tx: Session, request: ApprovalRequest, _body: PolicyBody
    ) -> dict[str, list[LinkedRecord]]:
        """The words, the reason, and the proof of exactly this text."""
        draft, _policy = _both(tx, request)
        number, digest = int(json.loads(request.detail)["number"]), sha256(draft.body.encode())
        here = ref("DRAFT", draft.id)
        found = {
            ITEM_CHANGES: [LinkedRecord("policy", draft.uuid, number, digest, here)],
            ITEM_WHY: [LinkedRecord("reason", draft.uuid, number, sha256(draft.note.encode()), here)],
        }
        if draft.proof_digest == digest:
            proof = sha256(draft.proof.encode())
            found[ITEM_PROOF] = [LinkedRecord("proof", draft.uuid, number, proof, here)]
        return found

    def more(self, _tx: Session, _request: ApprovalRequest, _body: PolicyBody) -> More:
        """Nothing comes from other policies."""
        return More()

    def team_rows(self, request: ApprovalRequest, _at: datetime) -> list[Select[*tuple[Any, ...]]]:
        """Whoever made the draft or saved it last; everybody else who edited it stands in the request's own facts."""
        mine = PolicyDraft.request_id == request.id
        return [
            select(literal(BUILT), person, literal("the draft"), literal("")).where(mine)
            for person in (PolicyDraft.made_by_id, PolicyDraft.changed_by_id)
        ]

    def may_go_on(self, tx: Session, request: ApprovalRequest) -> None:
        """Raises Conflict when another version was published after the draft was started."""
        draft, policy = _both(tx, request)
        last = tx.scalars(
            select(PolicyVersion.id)
            .where(PolicyVersion.policy_id == policy.id)
            .order_by(PolicyVersion.number.desc())
            .limit(1)
        ).one_or_none()
        if last != draft.base_version_id:
            raise Conflict("publication_base_moved")

    def approved(self, tx: Session, now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """Makes the next version, in force from its day, with its proof and its reason."""
        self.may_go_on(tx, request)
        draft, policy = _both(tx, request)
        # People may have left since it was proposed: what nobody could decide any more is not published.
        if not prove_here(tx, now, load(draft.body)).ok:
            raise Conflict("publication_not_proved")
        detail = json.loads(request.detail)
        version = PolicyVersion(
            uuid=uuid7(),
            policy_id=policy.id,
            number=int(detail["number"]),
            body=draft.body,
            digest=sha256(draft.body.encode()),
            in_force_from=_in_force_from(tx, draft, now),
            draft_id=draft.id,
            request_id=request.id,
            published_at=now,
            proof=draft.proof,
            note=draft.note,
        )
        tx.add(version)
        tx.flush()
        machine.publish(draft, version.id)
        tx.flush()
        name = f"{policy.gate}/{policy.tier}"
        return {
            "policy": [None, f"{name} {version.number}"],
            "digest": [None, version.digest],
            "in_force_from": [None, version.in_force_from],
        }

    def ended(self, tx: Session, _now: datetime, _actor: Actor, request: ApprovalRequest) -> dict[str, Any]:
        """The draft can be edited and proposed again."""
        draft, _policy = _both(tx, request)
        if request.status != RequestStatus.APPROVED and draft.status == machine.PROPOSED:
            machine.reopen(draft)
            tx.flush()
        return {"draft": [ref("DRAFT", draft.id), draft.status]}


def _both(tx: Session, request: ApprovalRequest) -> tuple[PolicyDraft, Policy]:
    row = tx.execute(
        select(PolicyDraft, Policy)
        .join(Policy, Policy.id == PolicyDraft.policy_id)
        .where(PolicyDraft.uuid == json.loads(request.detail)["draft"])
    ).one()
    return row[0], row[1]


def _in_force_from(tx: Session, draft: PolicyDraft, now: datetime) -> datetime:
    """The start of its first day where the organisation is; now when that has begun already or no day is named."""
    if draft.effective_on is None:
        return now
    start = datetime.combine(draft.effective_on, time.min, zone_of(organisation_zone(tx)))
    return max(start.astimezone(now.tzinfo), now)

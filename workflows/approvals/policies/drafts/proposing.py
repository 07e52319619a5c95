"""Proposes a draft for publication, and takes the proposal back: the decision itself is an approval request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import Involvement
from models.policy import Policy
from models.policy_draft import PolicyDraft
from models.subject import Subject
from workflows.approvals.access import require_standing
from workflows.approvals.content import read
from workflows.approvals.evaluating import evaluate
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_open_requests, lock_request
from workflows.approvals.naming import about, place, request_ref
from workflows.approvals.policies.body import load
from workflows.approvals.policies.check import require_sound
from workflows.approvals.policies.drafts import machine
from workflows.approvals.policies.drafts.act import PREFIX, Act, begin, newest, require_proposer
from workflows.approvals.policies.drafts.subjects import lock_subject_of
from workflows.approvals.policies.proof.proving import prove_here
from workflows.approvals.policies.publication_kind import ITEM_CHANGES
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.policies.weight import tier_of_publication
from workflows.approvals.requests import end_request, new_request
from workflows.approvals.rounds import Opened
from workflows.approvals.seating import require_fillable
from workflows.approvals.submitting import case_of_submission, hand_in, with_submitter
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import key_of
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotFound, Refused
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.days import today
from workflows.record import append

OPEN = ("draft", "in_review", "changes_requested")


@dataclass(frozen=True)
class ProposeDraft:
    """Asks for the publication of a draft: why, and from which day on; no day means at once."""

    draft_ref: str
    revision: int
    note: str
    effective_on: date | None = None
    submit_id: str | None = None


@dataclass(frozen=True)
class WithdrawProposal:
    """Takes a proposed draft back before it is decided."""

    draft_ref: str
    submit_id: str | None = None


@dataclass(frozen=True)
class Proposed:
    """The request that asks for the publication."""

    draft_ref: str
    request_ref: str


def propose_draft(actor: Actor, command: ProposeDraft) -> Proposed:
    """Proves the draft, opens the request for its publication and hands it in.

    Raises Several with everything that is wrong with the policy, Refused when its proof has faults, when it says
    nothing new or is not based on the newest version, and when different people could not decide it.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.draft_ref)
        policy = _lock_policy(tx, command.draft_ref)
        subject = lock_subject_of(tx, policy)
        act = begin(tx, actor, command.draft_ref, command.revision)
        require_proposer(tx, act.standing, act.now)
        _require_good(act, command)
        act.draft.note, act.draft.effective_on = command.note.strip(), command.effective_on
        _prove(act)
        request = _request(act, subject)
        machine.propose(act.draft, act.now, request.id)
        tx.flush()
        opened = _hand_in(act, subject, request)
        _enter(act, subject, request, opened)
        return Proposed(act.ref, request_ref(request))


def withdraw_proposal(actor: Actor, command: WithdrawProposal) -> Proposed:
    """Ends the request without a decision; the draft can be edited again. Raises Conflict when it is not proposed."""
    with transaction() as tx:
        claim(tx, actor, command, command.draft_ref)
        found = tx.get(PolicyDraft, key_of(PREFIX, command.draft_ref) or 0)
        if found is None:
            raise NotFound("not_found")
        if found.status != machine.PROPOSED or found.request_id is None:
            raise Conflict("draft_moved_on", status=found.status)
        subject, request = lock_request(tx, f"REQ-{found.request_id}")
        now = clock.now(tx)
        require_proposer(tx, require_standing(tx, actor, now), now)
        before = request.status
        extra = end_request(tx, now, actor, request, "withdraw", "ended_withdrawn", {})
        append(
            tx,
            now,
            actor,
            "request:withdrawn",
            about=about(request, subject),
            changes={"status": [before, request.status], **extra},
            **place(request, subject),
        )
        put(tx, now, "request:withdrawn", ("request", request.uuid), "end", [])
        return Proposed(command.draft_ref, request_ref(request))


def _lock_policy(tx: Session, draft_ref: str) -> Policy:
    found = tx.scalars(
        select(Policy)
        .join(PolicyDraft, PolicyDraft.policy_id == Policy.id)
        .where(PolicyDraft.id == (key_of(PREFIX, draft_ref) or 0))
        .with_for_update(of=Policy)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return found


def _require_good(act: Act, command: ProposeDraft) -> None:
    base = newest(act.tx, act.policy.id)
    if base is not None and base.id != act.draft.base_version_id:
        raise Refused("draft_base_old", number=base.number)
    if base is not None and base.body == act.draft.body:
        raise Refused("draft_same", number=base.number)
    if not command.note.strip():
        raise Refused("draft_note_missing", field="note")
    if command.effective_on is not None and command.effective_on < today(act.tx, act.now):
        raise Refused("draft_day_past", field="effective_on")
    require_sound(load(act.draft.body))


def _prove(act: Act) -> None:
    proof = prove_here(act.tx, act.now, load(act.draft.body))
    if not proof.ok:
        raise Refused("draft_not_proved")
    act.draft.proof, act.draft.proof_digest = proof.as_text(), sha256(act.draft.body.encode())


def _request(act: Act, subject: Subject) -> ApprovalRequest:
    if lock_open_requests(act.tx, subject.id, OPEN):
        raise Conflict("draft_proposed_already")
    draft, base = act.draft, newest(act.tx, act.policy.id)
    tier = tier_of_publication(load(base.body) if base else None, load(draft.body))
    number = base.number + 1 if base else 1
    detail = {
        "draft": draft.uuid,
        "policy": f"{act.policy.gate}/{act.policy.tier}",
        "number": number,
        "tier": tier,
        "effective_on": draft.effective_on.isoformat() if draft.effective_on else "",
    }
    return new_request(
        act.tx,
        act.now,
        act.standing.person_id,
        subject,
        kind=POLICY_PUBLICATION,
        gate=POLICY_PUBLICATION,
        tier=tier,
        from_stage="",
        target_stage="",
        detail=detail,
    )


def _hand_in(act: Act, subject: Subject, request: ApprovalRequest) -> Opened:
    tx, now = act.tx, act.now
    for person_id in json.loads(act.draft.editors):
        note(tx, now, request.id, person_id, Involvement.ANSWERED, ITEM_CHANGES)
    content = read(tx, request)
    facts = load_facts(tx, subject, request, content.body, seats_of(tx, request.id), now).request
    facts = with_submitter(facts, act.standing.person_id)
    require_fillable(evaluate(case_of_submission(tx, request, content, facts, now)))
    return hand_in(tx, now, subject, request, act.standing)


def _enter(act: Act, subject: Subject, request: ApprovalRequest, opened: Opened) -> None:
    put(act.tx, act.now, "request:submitted", ("request", request.uuid), f"round:{opened.number}", [])
    append(
        act.tx,
        act.now,
        act.actor,
        "policy:draft:proposed",
        about=about(request, subject),
        changes={
            "status": ["draft", request.status],
            "draft": [None, act.ref],
            "publication": [None, json.loads(request.detail)],
            **opened.entry(),
        },
        **place(request, subject),
        personal={act.actor.uuid: {"note": act.draft.note}},
    )

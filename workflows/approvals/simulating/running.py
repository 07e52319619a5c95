"""Holds one policy against requests: the same evaluator as the live path, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import RequestStatus
from models.policy_version import PolicyVersion
from models.subject import Subject
from workflows.approvals.content import read_under
from workflows.approvals.evaluating import Outcome, Verdict, evaluate
from workflows.approvals.facts import load_facts, seats_of, state
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.simulating.comparing import Difference, difference
from workflows.approvals.simulating.ended import signers_of
from workflows.approvals.simulating.past import Past, Tried
from workflows.approvals.submitting import case_of_submission, with_authors

DECIDED: Mapping[str, Outcome] = {
    RequestStatus.APPROVED.value: Outcome.APPROVED,
    RequestStatus.REJECTED.value: Outcome.REJECTED,
}
"""Only what was decided can flip; what was withdrawn, expired or superseded decided nothing."""


def try_ended(status: str, past: Past, tried: Tried) -> Difference | None:
    """What would differ for a request that was decided; None when nothing would."""
    would = evaluate(tried.case_of(past))
    left = tuple(key for key, (level, _) in past.asked.items() if not past.items[key].satisfies(level))
    # What was open when it was decided had its condition or its reason.
    was = Verdict(DECIDED[status], open_must=left, unexplained=left)
    return difference(was, would, DECIDED[status], past.seats)


def try_open(
    tx: Session, request: ApprovalRequest, body: PolicyBody, digest: str, now: datetime
) -> Difference | None:
    """What would differ for an open request, with the people who could sign now; None when nothing would."""
    version = tx.get_one(PolicyVersion, request.policy_version_id)
    was = verdict_now(tx, request, load(version.body), version.digest, now)
    would = verdict_now(tx, request, body, digest, now)
    return difference(was, would, was.outcome)


def verdict_now(
    tx: Session, request: ApprovalRequest, body: PolicyBody, digest: str, now: datetime
) -> Verdict:
    """What a policy says of an open request as it stands: of its seats in review, of its submission before."""
    subject = tx.get_one(Subject, request.subject_id)
    content = read_under(tx, request, body, digest)
    seats = seats_of(tx, request.id)
    facts = with_authors(load_facts(tx, subject, request, body, seats, now).request, content)
    case = case_of_submission(tx, request, content, facts, now)
    if request.status != RequestStatus.IN_REVIEW:
        return evaluate(case)
    # Whoever signed already fills no second seat.
    able = {key: people - facts.holders.keys() for key, people in case.able.items()}
    signers = {seat.id: signers_of(seat) for seat in seats}
    return evaluate(
        replace(case, able=able, seats=tuple(state(s) for s in seats), signers=signers, handed_in=True)
    )

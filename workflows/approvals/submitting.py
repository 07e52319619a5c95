"""Submits and resubmits a request: checks that it is complete and can be decided, freezes the round, asks the seats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.change_point import ChangePoint
from models.enums import RequestStatus, RoundCause, Tier
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.subject import Subject
from workflows.approvals import turning
from workflows.approvals.access import require_sight, require_standing, roles_in
from workflows.approvals.calling import call
from workflows.approvals.clock import running
from workflows.approvals.content import Content, read
from workflows.approvals.evaluating import Case, Verdict, evaluate
from workflows.approvals.expiry import extend, require_open
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.locking import lock_request
from workflows.approvals.machine import fire
from workflows.approvals.naming import about, place
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.vocabulary import WITHOUT_CLEAN_TIER
from workflows.approvals.policies.when import seats_for
from workflows.approvals.policies.words import role_label
from workflows.approvals.rounds import Opened, open_round
from workflows.approvals.rules import RequestFacts
from workflows.approvals.seating import candidates, lay_seats, require_fillable
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused, Several
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.standing import Standing
from workflows.record import append

STAYS_OPEN_WITHOUT_TIER = WITHOUT_CLEAN_TIER


@dataclass(frozen=True)
class Submit:
    """Hands a request in, with a word to the reviewers."""

    request_ref: str
    said: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class Submitted:
    """The request in review, its round, and when it is due."""

    ref: str
    round_number: int
    due_at: datetime | None


def submit_request(actor: Actor, command: Submit) -> Submitted:
    """Freezes the next round and asks the seats.

    Raises Several with one reason per thing that is missing, Refused when the policy's seats cannot be filled by
    different people, Conflict when the request is not with the team.
    """
    with transaction() as tx:
        claim(tx, actor, command, command.request_ref)
        subject, request = lock_request(tx, command.request_ref)
        now = clock.now(tx)
        standing = _require_submitter(tx, actor, subject, request, now)
        before = request.status
        opened = hand_in(tx, now, subject, request, standing, command.said.strip())
        append(
            tx,
            now,
            actor,
            "request:submitted" if before == RequestStatus.DRAFT else "request:resubmitted",
            about=about(request, subject),
            changes={"status": [before, request.status], **opened.entry()},
            **place(request, subject),
            policy_digest=tx.get_one(PolicyVersion, request.policy_version_id).digest,
            personal={actor.uuid: {"said": command.said.strip()}} if command.said.strip() else None,
        )
        put(tx, now, "request:submitted", ("request", request.uuid), f"round:{opened.number}", [])
        return Submitted(command.request_ref, opened.number, request.due_at)


def hand_in(
    tx: Session,
    now: datetime,
    subject: Subject,
    request: ApprovalRequest,
    submitter: Standing | None,
    said: str = "",
) -> Opened:
    """Submits a locked request; without a submitter for requests that the system itself hands in."""
    require_open(request, now)
    first = request.status == RequestStatus.DRAFT
    if not first and request.status != RequestStatus.CHANGES_REQUESTED:
        raise Conflict("not_with_team", status=request.status)
    policy, request.tier = policy_of_submission(tx, request, now)
    kind_of(request).may_go_on(tx, request)
    content = read(tx, request, policy)
    _seat_everybody(tx, now, subject, request, content, submitter)
    request.policy_version_id = policy.id
    seats = seats_of(tx, request.id)
    cause = RoundCause.SUBMITTED if first else RoundCause.RESUBMITTED
    opened = open_round(
        tx, now, request, seats, content, cause, submitter.person_id if submitter else None, said
    )
    if opened is None:
        raise Refused("no_round")
    fire(request, "submit" if first else "resubmit")
    if first:
        request.first_submitted_at = now
    turning.settle(seats, now)
    request.turn_since = now
    running.start(tx, request, now, content.body.sla_days)
    extend(tx, request, now)
    call(tx, now, request, seats, request.status)
    tx.flush()
    return opened


def require_complete(tx: Session, request: ApprovalRequest, verdict: Verdict) -> None:
    """Raises Several with a reason for every item and point that still has to be answered."""
    missing = [Refused("item_open", field=key, item=key) for key in verdict.open_blocking]
    missing += [Refused("should_needs_reason", field=key, item=key) for key in verdict.unexplained]
    points = tx.scalars(
        select(ChangePoint).where(ChangePoint.request_id == request.id, ChangePoint.answered_at.is_(None))
    )
    missing += [Refused("point_open", field=f"point-{point.number}", number=point.number) for point in points]
    if missing:
        raise Several(missing)


def policy_of_submission(tx: Session, request: ApprovalRequest, now: datetime) -> tuple[PolicyVersion, str]:
    """The policy version that a round handed in now runs under, and its tier.

    Today's at first, the pinned one later, unless the tier moved. Raises Refused for a missing or prohibited tier.
    """
    tier = kind_of(request).tier(tx, request)
    if tier is None and request.gate not in STAYS_OPEN_WITHOUT_TIER:
        raise Refused("not_classified")
    policy_tier = Tier.HIGH.value if tier in (None, Tier.PROHIBITED) else str(tier)
    if tier == Tier.PROHIBITED and request.gate not in STAYS_OPEN_WITHOUT_TIER:
        raise Refused("prohibited_tier")
    if request.status == RequestStatus.DRAFT or policy_tier != request.tier:
        return policy_in_force(tx, request.gate, policy_tier, now), policy_tier
    return tx.get_one(PolicyVersion, request.policy_version_id), policy_tier


def _seat_everybody(
    tx: Session,
    now: datetime,
    subject: Subject,
    request: ApprovalRequest,
    content: Content,
    submitter: Standing | None,
) -> None:
    present: list[Seat] = seats_of(tx, request.id, lock=True)
    facts = load_facts(tx, subject, request, content.body, present, now).request
    facts = with_authors(facts, content)
    if submitter is not None:
        facts = with_submitter(facts, submitter.person_id)
    verdict = evaluate(case_of_submission(tx, request, content, facts, now))
    if by_team(request.kind):
        require_complete(tx, request, verdict)
        require_fillable(verdict)
    lay_seats(tx, request, verdict.rules, verdict.gone, present)


def case_of_submission(
    tx: Session, request: ApprovalRequest, content: Content, facts: RequestFacts, at: datetime
) -> Case:
    """The case of a request that would be handed in now with this content: whether it could be."""
    rules = (*seats_for(content.body, content.situation), *content.more.seats)
    able, holding = candidates(tx, rules, facts, at)
    return Case(
        content.body,
        content.situation,
        items=content.facts,
        able=able,
        wrote=frozenset(facts.wrote),
        more=content.more,
        holding=holding,
        # The items of a confirmation are a worklist: they never stand in the way of its decision.
        worklist=not by_team(request.kind),
    )


def with_authors(facts: RequestFacts, content: Content) -> RequestFacts:
    """The facts as they will be once the round is open: its records have authors."""
    wrote, refs = dict(facts.wrote), dict(facts.wrote_refs)
    for author_id, ref, roles in content.authors():
        wrote[author_id] = wrote.get(author_id, frozenset()) | set(roles)
        refs[author_id] = ref
    return replace(facts, wrote=wrote, wrote_refs=refs)


def with_submitter(facts: RequestFacts, person_id: int) -> RequestFacts:
    """The facts as they will be once this person has pressed submit."""
    return replace(facts, submitters={**facts.submitters, person_id: facts.submitters.get(person_id, "1")})


def _require_submitter(
    tx: Session, actor: Actor, subject: Subject, request: ApprovalRequest, now: datetime
) -> Standing:
    standing = require_standing(tx, actor, now)
    require_sight(tx, actor, request)
    if not by_team(request.kind):
        raise Refused("not_yours_to_submit")
    submit_by = load(tx.get_one(PolicyVersion, request.policy_version_id).body).submit_by
    if not roles_in(standing, subject) & set(submit_by):
        raise Refused("submit_by", roles=" / ".join(role_label(role) for role in submit_by))
    return standing

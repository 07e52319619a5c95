"""Judges whether a condition is met: a signature of the seat that set it, with the person's own credential."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.blob import Blob
from models.condition import Condition
from models.evidence import Evidence
from models.fulfilment import Fulfilment, FulfilmentEvidence
from models.subject import Subject
from workflows.approvals.conditions.act import Act, begin, why_no_judge
from workflows.approvals.conditions.offering import Done
from workflows.approvals.policies.statements import short
from workflows.approvals.policies.words import role_label
from workflows.approvals.words import say_bar
from workflows.ground.actor import Actor
from workflows.ground.canonical import digest, sha256
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused, Stale
from workflows.ground.transaction import transaction
from workflows.outbox import put
from workflows.people.proof import consume
from workflows.people.standing import hold

ACCEPT, REFUSE = "accept", "refuse"
LONGEST = 5_000
STATEMENTS = {
    ACCEPT: "I, {name}, for the seat {role}, accept that {ref} of {label} is met. It covers the offer {digest}.",
    REFUSE: "I, {name}, for the seat {role}, do not accept that {ref} of {label} is met; it stays open. "
    "It covers the offer {digest}.",
}


@dataclass(frozen=True)
class JudgeFulfilment:
    """A verdict on the offer that the person read: `fulfilment` is its uuid, `verdict` accept or refuse."""

    condition_ref: str
    fulfilment: str
    verdict: str
    reason: str = ""
    proof: str = ""
    submit_id: str | None = None


def purpose(command: JudgeFulfilment) -> str:
    """What the proof of the credential is bound to."""
    return f"condition:{command.condition_ref}:{command.verdict}:{command.fulfilment}"


def judge_fulfilment(actor: Actor, command: JudgeFulfilment) -> Done:
    """Accepts or refuses that a condition is met; accepting closes it, refusing leaves it open and says why.

    Raises Stale when another offer stands there by now, Refused with the rule that bars the person, Conflict when
    somebody was first.
    """
    if not actor.is_person or actor.person_id is None:
        raise Refused("persons_only")
    with transaction() as tx:
        hold(tx, actor.person_id)
        claim(tx, actor, command, command.condition_ref)
        act = begin(tx, actor, command.condition_ref)
        offer = act.offered
        if offer is None:
            raise Conflict("condition_nothing_offered")
        if offer.uuid != command.fulfilment:
            raise Stale("condition_other_offer", field="verdict")
        bar = why_no_judge(act)
        if bar is not None:
            raise Refused(say_bar(bar) if bar.rule else bar.code, **dict(bar.params))
        _require_whole(command)
        used = consume(tx, actor, command.proof, purpose(command), act.now)
        statement = statement_for(
            command.verdict, act.standing.name, act.seat.role, act.condition, act.subject, frozen(tx, offer)
        )
        _decide(act, offer, command, used.method, statement)
        if command.verdict == ACCEPT:
            act.condition.status, act.condition.met_at = "met", act.now
        act.enter(
            "condition:met" if command.verdict == ACCEPT else "condition:refused",
            {
                "seat": [None, act.seat.role],
                "fulfilment": [None, offer.uuid],
                "status": ["open", act.condition.status],
                "statement_sha256": [None, sha256(offer.statement.encode("utf-8"))],
            },
            {"reason": offer.reason, "statement": offer.statement},
        )
        event = "condition:met" if command.verdict == ACCEPT else "condition:refused"
        told = [act.condition.owner_id, offer.by_id]
        put(tx, act.now, event, ("condition", act.condition.uuid), offer.uuid, told)
        return Done(act.ref, act.condition.status)


def _decide(act: Act, offer: Fulfilment, command: JudgeFulfilment, method: str, statement: str) -> None:
    offer.status = "accepted" if command.verdict == ACCEPT else "refused"
    offer.decided_by_id, offer.decided_at = act.standing.person_id, act.now
    offer.printed_name, offer.role = act.standing.name, act.seat.role
    offer.reason, offer.statement, offer.authenticated_by = command.reason.strip(), statement, method


def _require_whole(command: JudgeFulfilment) -> None:
    if command.verdict not in STATEMENTS:
        raise Refused("condition_verdict", field="verdict")
    if command.verdict == REFUSE and not command.reason.strip():
        raise Refused("condition_refuse_reason", field="reason")
    if len(command.reason) > LONGEST:
        raise Refused("text_too_long", field="reason", most=LONGEST)


def statement_for(
    verdict: str, name: str, role: str, condition: Condition, subject: Subject, offered: str
) -> str:
    """The exact sentence: shown before, stored after, from one place; `offered` is the digest of the offer."""
    return STATEMENTS[verdict].format(
        name=name,
        role=role_label(role),
        ref=ref("COND", condition.id),
        label=subject.label,
        digest=short(offered),
    )


def frozen(tx: Session, offer: Fulfilment) -> str:
    """The digest of an offer as it is stored."""
    rows = tx.execute(
        select(Evidence.uuid, Blob.sha256)
        .join(FulfilmentEvidence, FulfilmentEvidence.evidence_id == Evidence.id)
        .outerjoin(Blob, Blob.id == Evidence.blob_id)
        .where(FulfilmentEvidence.fulfilment_id == offer.id)
        .order_by(Evidence.id)
    )
    return digest_of(offer, [(row.uuid, row.sha256 or "") for row in rows])


def digest_of(offer: Fulfilment, evidence: Sequence[tuple[str, str]]) -> str:
    """SHA-256 over what is offered: the words, and uuid and SHA-256 of each piece of evidence in its order."""
    return digest(
        {
            "schema": "fulfilment/1",
            "uuid": offer.uuid,
            "text": offer.text,
            "evidence": [f"{uuid}:{sha}" for uuid, sha in evidence],
        }
    )

"""Makes the signature row: names, meaning and statement as signed, sealed so that it cannot be moved or edited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.approval_request import ApprovalRequest
from models.approval_round import ApprovalRound
from models.policy_version import PolicyVersion
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.bundles import scope_digest
from workflows.approvals.committing import sealed
from workflows.approvals.policies.statements import statement
from workflows.approvals.policies.words import meaning, role_label
from workflows.approvals.terms import frozen_terms
from workflows.ground.canonical import canonical_text, digest
from workflows.ground.ids import uuid7
from workflows.people.proof import ProofUsed

if TYPE_CHECKING:
    from workflows.approvals.signing import Act, Sign

LANGUAGE = "en"


def sign(act: Act, command: Sign, used: ProofUsed) -> Signature:
    """Adds the signature of an act that passed every guard."""
    content = {
        "uuid": uuid7(),
        "request_id": act.request.id,
        "round_id": act.round.id,
        "seat_id": act.seat.id,
        "person_id": act.standing.person_id,
        "printed_name": act.standing.name,
        "role": act.seat.role,
        "role_label": role_label(act.seat.all_roles),
        "decision": command.decision,
        "meaning": meaning(command.decision),
        "statement": statement_of(act, command.decision),
        "language": LANGUAGE,
        "reason": command.reason.strip(),
        "terms": canonical_text(frozen_terms(command)),
        "digest": act.round.digest,
        "scope_digest": scope_digest(act.round.bundle, json.loads(act.seat.scope)),
        "authenticated_by": used.method,
        "authenticated_at": used.at,
        "signed_at": act.now,
        **_by_delegation(act),
    }
    signature = Signature(**content, seal=digest(sealed(content)))
    act.tx.add(signature)
    act.tx.flush()
    return signature


def _by_delegation(act: Act) -> dict[str, Any]:
    if act.lender is None:
        return {}
    lent = act.lender.best(act.seat.role, act.request.gate, act.now)
    return {
        "delegator_id": act.lender.person_id,
        "delegator_name": act.lender.name,
        "delegation_id": lent.id,
    }


def statement_of(act: Act, decision: str) -> str:
    """The exact sentence, the same that the page showed before."""
    frame = Frame(act.request, act.subject, act.round, act.policy, json.loads(act.round.bundle))
    name = signed_by(act.standing.name, act.lender.name if act.lender is not None else "")
    return statement_for(frame, name, act.seat.all_roles, decision)


def signed_by(name: str, delegator: str) -> str:
    """Who signs, as every statement, page and entry says it: "B for A" by delegation."""
    return f"{name} for {delegator}" if delegator else name


@dataclass(frozen=True)
class Frame:
    """What every statement about one round says alike."""

    request: ApprovalRequest
    subject: Subject
    round: ApprovalRound
    policy: PolicyVersion
    content: Mapping[str, Any]


def statement_for(frame: Frame, name: str, role: str, decision: str) -> str:
    """The sentence that this person would sign in that role: shown before, stored after, from one place."""
    return statement(
        gate=frame.request.gate,
        decision=decision,
        name=name,
        role=role,
        label=frame.subject.label,
        subject_digest=short_subject(frame.content),
        items=len(frame.content["items"]),
        round_number=frame.round.number,
        round_digest=frame.round.digest,
        policy_tier=frame.request.tier,
        policy_number=frame.policy.number,
    )


def short_subject(bundle: Mapping[str, Any]) -> str:
    """What the version is recognised by: its first artefact, or nothing when none is recorded."""
    artefacts = bundle["subject"].get("artefacts") or {}
    return str(next(iter(artefacts.values()), ""))


def seal_of(signature: Signature) -> str:
    """The seal that a stored signature should carry; another one means that it was edited or moved."""
    names = [c.key for c in Signature.__table__.columns if c.key not in ("id", "seal")]
    return digest(sealed({name: getattr(signature, name) for name in names}))

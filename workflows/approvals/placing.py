"""Puts a signature that passed every guard into its seat and into the record: one person's, or those of a vote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.approval_round import ApprovalRound
from models.enums import Decision, SeatStatus
from models.signature import Signature
from workflows.approvals.actions import signed_action
from workflows.approvals.naming import about, place
from workflows.approvals.pool.recusing import step_back
from workflows.approvals.sealing import sign
from workflows.approvals.terms import store_terms
from workflows.ground.actor import Actor
from workflows.outbox import put
from workflows.people.proof import ProofUsed
from workflows.record import append

if TYPE_CHECKING:
    from workflows.approvals.signing import Act, Sign


def place_signature(act: Act, command: Sign, used: ProofUsed, with_terms: bool = True) -> Signature:
    """Signs an act that `guard` let pass and fills its seat; a recusal opens the seat instead.

    `used` is the credential that was shown for exactly this decision, now or at a vote. `with_terms=False` when
    somebody else's signature brought the same conditions or points already. What follows is not drawn here.
    """
    signature = sign(act, command, used)
    if with_terms:
        store_terms(act, command, signature)
    if command.decision == Decision.RECUSE:
        step_back(act.tx, act.now, act.request, act.seat, act.standing.person_id)
    else:
        _fill(act, command.decision, signature)
    return signature


def _fill(act: Act, decision: str, signature: Signature) -> None:
    """Puts the signature into its seat: it is live from now on."""
    seat = act.seat
    seat.status, seat.decision = SeatStatus.FILLED.value, decision
    seat.holder_id, seat.signature_id, seat.note_code = act.standing.person_id, signature.id, None
    seat.for_id = act.lender.person_id if act.lender is not None else None


def enter_signature(
    act: Act, actor: Actor, command: Sign, signature: Signature, changes: Mapping[str, Any]
) -> None:
    """Writes the one entry of a placed signature and says that it was given; `changes` are what followed from it."""
    request = act.request
    append(
        act.tx,
        act.now,
        actor,
        signed_action(command.decision),
        about=about(request, act.subject),
        changes={
            "seat": [None, act.seat.role],
            "decision": [None, command.decision],
            **changes,
            **(act.lender.changes() if act.lender is not None else {}),
            "signature": [None, {"uuid": signature.uuid, "sha256": signature.seal}],
            "covers": [
                None,
                {"round": act.round.number, "digest": act.round.digest, "items": _size(act.round)},
            ],
        },
        **place(request, act.subject),
        policy_digest=act.policy.digest,
        personal={actor.uuid: {"reason": command.reason.strip(), "statement": signature.statement}}
        | (act.lender.personal() if act.lender is not None else {}),
    )
    concerned = [act.lender.person_id] if act.lender is not None else []
    put(act.tx, act.now, "seat:signed", ("request", request.uuid), f"signature:{signature.uuid}", concerned)


def _size(round_: ApprovalRound) -> int:
    return len(json.loads(round_.bundle)["items"])

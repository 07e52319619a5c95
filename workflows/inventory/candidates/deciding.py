"""Decides what a candidate is: a registered system, a use of a known tool, not AI, or refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import parse_ref, ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, NotAllowed, Refused
from workflows.ground.transaction import transaction
from workflows.inventory.candidates.register import CANDIDATES
from workflows.inventory.candidates.rules import DECIDERS, NAMES_SYSTEM, NAMES_USE, UNDECIDED, lacking
from workflows.inventory.persons import acting
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.commands import Saved
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.turning import end_turns
from workflows.inventory.registers.writing import Author
from workflows.inventory.visibility import sees
from workflows.inventory.wording import TEXT, line, text, within
from workflows.people.standing import Standing


@dataclass(frozen=True)
class Decide:
    """What a candidate is; `target` is the ref of the system or the use it became."""

    candidate_id: int
    outcome: str
    target: str = ""
    reason: str = ""
    submit_id: str | None = None


def decide_candidate(actor: Actor, command: Decide) -> Saved:
    """Decides; the outcome stands in the record with its reason.

    Raises NotAllowed for others than the deciding roles, Conflict when it was decided already, Refused beside what
    the outcome lacks.
    """
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        roles = frozenset(grant.role for grant in author.grants) & DECIDERS
        if not roles:
            raise NotAllowed("candidate_not_yours")
        place = lock_place(tx, CANDIDATES, command.candidate_id, 0)
        record = place.held
        now = clock.now(tx)
        name = ref(CANDIDATES.prefix, record.id)
        claim(tx, actor, command, name)
        if record.status != UNDECIDED:
            raise Conflict("candidate_decided", ref=name)
        target = line(command.target).upper()
        reason = within(text(command.reason), "reason", TEXT)
        lack = lacking(command.outcome, target, reason)
        if lack is not None:
            raise Refused(lack[0], field=lack[1])
        if command.outcome in (NAMES_SYSTEM, NAMES_USE):
            _require_target(tx, author, command.outcome, target)
        else:
            target = ""
        body = {"outcome_target": target, "outcome_reason": reason}
        set_status(tx, now, actor, place, command.outcome, body, Author(author.person_id, roles))
        end_turns(tx, now, record)
        return Saved(name, record.id, record.uuid, record.content_version)


def undecided(tx: Session) -> int:
    """How many candidates wait for a decision; everybody is shown this number."""
    return tx.scalars(
        select(func.count())
        .select_from(RegisterRecord)
        .where(
            RegisterRecord.register == CANDIDATES.key,
            RegisterRecord.status == UNDECIDED,
            RegisterRecord.archived_at.is_(None),
        )
    ).one()


def _require_target(tx: Session, author: Standing, outcome: str, target: str) -> None:
    """Raises Refused when the target is nothing the author can see of the kind that the outcome names."""
    prefix, key = parse_ref(target) or ("", 0)
    there = False
    if prefix == "SYS":
        there = tx.get(AiSystem, key) is not None and sees(tx, author, key)
    elif prefix == "USE" and outcome == NAMES_USE:
        use = tx.get(RegisterRecord, key)
        there = use is not None and use.register == "tool_use" and sees(tx, author, use.system_id)
    if not there:
        raise Refused("candidate_target_unknown", field="target")

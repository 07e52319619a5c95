"""Asks people to approve a record, and takes the question back before it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.enums import OPEN_STATUSES, Involvement
from models.register_record import RegisterRecord
from models.subject import Subject
from workflows.approvals.access import require_standing, roles_in
from workflows.approvals.content import read
from workflows.approvals.evaluating import evaluate
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.involving import note
from workflows.approvals.locking import lock_open_requests
from workflows.approvals.naming import about, place, request_ref
from workflows.approvals.policies.body import load
from workflows.approvals.policies.queries import policy_in_force
from workflows.approvals.policies.words import role_label
from workflows.approvals.requests import end_request, new_request
from workflows.approvals.seating import require_fillable
from workflows.approvals.submitting import case_of_submission, hand_in, with_authors, with_submitter
from workflows.assurance.approving.actions import ASKED
from workflows.assurance.approving.approvable import Approvable, approval_of
from workflows.assurance.approving.frozen import writers
from workflows.assurance.approving.subjects import lock_subject_of
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.once import claim
from workflows.ground.refused import Conflict, Refused, Several, Stale
from workflows.ground.transaction import transaction
from workflows.inventory.registers import declaring
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.locks import lock_place
from workflows.inventory.registers.rights import require_reader
from workflows.inventory.registers.writing import thing
from workflows.outbox import put
from workflows.people.standing import Standing
from workflows.record import append


@dataclass(frozen=True)
class AskApproval:
    """Puts a record forward as it stands, with a word to those who decide."""

    register: str
    record_id: int
    revision: int | None = None
    said: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class TakeBackAsking:
    """Takes the open request about a record back."""

    register: str
    record_id: int
    submit_id: str | None = None


@dataclass(frozen=True)
class Asked:
    """The record and the request about it."""

    record_ref: str
    request_ref: str


@dataclass
class _Act:
    tx: Session
    now: datetime
    actor: Actor
    standing: Standing
    subject: Subject
    record: RegisterRecord
    how: Approvable

    @property
    def ref(self) -> str:
        return ref(declaring.of(self.record.register).prefix, self.record.id)


def ask_approval(actor: Actor, command: AskApproval) -> Asked:
    """Opens the request about a record and hands it in.

    Raises Several with everything the record lacks, Refused when nobody may approve a record of this level, when it
    is approved already, or when different people could not decide, Stale when it was changed since `revision`.
    """
    with transaction() as tx:
        act = _begin(tx, actor, command)
        tier = _require_ready(act, command)
        _require_asker(act, tier)
        request = new_request(
            tx,
            act.now,
            act.standing.person_id,
            act.subject,
            kind=act.how.gate,
            gate=act.how.gate,
            tier=tier,
            from_stage="",
            target_stage="",
            detail={"register": act.record.register, "record": act.record.uuid},
        )
        _hand_in(act, request, command.said.strip())
        return Asked(act.ref, request_ref(request))


def take_back_asking(actor: Actor, command: TakeBackAsking) -> Asked:
    """Ends the open request about a record without a decision.

    Raises Refused when there is none, and for whoever could not have asked.
    """
    with transaction() as tx:
        act = _begin(tx, actor, command)
        found = lock_open_requests(tx, act.subject.id, [status.value for status in OPEN_STATUSES])
        if not found:
            raise Conflict("asking_not_open")
        request = found[0]
        _require_asker(act, request.tier)
        before = request.status
        extra = end_request(tx, act.now, actor, request, "withdraw", "ended_withdrawn", {})
        append(
            tx,
            act.now,
            actor,
            "request:withdrawn",
            about=about(request, act.subject),
            changes={"status": [before, request.status], **extra},
            **place(request, act.subject),
        )
        put(tx, act.now, "request:withdrawn", ("request", request.uuid), "end", [])
        return Asked(act.ref, request_ref(request))


def _begin(tx: Session, actor: Actor, command: AskApproval | TakeBackAsking) -> _Act:
    one, how = declaring.of(command.register), approval_of(command.register)
    claim(tx, actor, command, ref(one.prefix, command.record_id))
    subject = lock_subject_of(tx, one.key, command.record_id)
    record = lock_place(tx, one, command.record_id, 0).held
    now = clock.now(tx)
    standing = require_standing(tx, actor, now)
    require_reader(tx, standing, one, record)
    return _Act(tx, now, actor, standing, subject, record, how)


def _require_ready(act: _Act, command: AskApproval) -> str:
    record = act.record
    if record.archived_at is not None:
        raise Refused("record_archived")
    if command.revision not in (None, record.revision):
        raise Stale("record_moved", revision=record.revision)
    for request in lock_open_requests(act.tx, act.subject.id, [one.value for one in OPEN_STATUSES]):
        raise Conflict("asking_open", request=request_ref(request))
    if record.status == act.how.approved and record.digest == record.approved_digest:
        raise Refused("approval_stands")
    missing = act.how.unready(body_of(record.body)) + act.how.before(act.tx, record)
    if missing:
        raise Several(missing)
    tier = act.how.tier(record.level)
    if tier is None:
        raise Refused("asking_no_level")
    return tier


def _require_asker(act: _Act, tier: str) -> None:
    """Submitting follows from the policy: its `submit_by` roles, held for the record's system."""
    roles = load(policy_in_force(act.tx, act.how.gate, tier, act.now).body).submit_by
    if not roles_in(act.standing, act.subject) & set(roles):
        raise Refused("submit_by", roles=" / ".join(role_label(role) for role in roles))


def _hand_in(act: _Act, request: ApprovalRequest, said: str) -> None:
    tx, now = act.tx, act.now
    for writer in writers(tx, act.record):
        for role in writer.roles:
            note(tx, now, request.id, writer.person_id, Involvement.WROTE_RECORD, act.ref, role)
    content = read(tx, request)
    facts = load_facts(tx, act.subject, request, content.body, seats_of(tx, request.id), now).request
    facts = with_submitter(with_authors(facts, content), act.standing.person_id)
    require_fillable(evaluate(case_of_submission(tx, request, content, facts, now)))
    opened = hand_in(tx, now, act.subject, request, act.standing, said)
    put(tx, now, "request:submitted", ("request", request.uuid), f"round:{opened.number}", [])
    append(
        tx,
        now,
        act.actor,
        ASKED,
        about=thing(declaring.of(act.record.register), act.record),
        changes={
            "request": [None, request_ref(request)],
            "status": [None, request.status],
            "level": [None, act.record.level],
            **opened.entry(),
        },
        **place(request, act.subject),
        personal={act.actor.uuid: {"said": said}} if said else None,
    )

"""What every act on a condition begins with: the locks, and who the person is to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.fulfilment import Fulfilment
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.facts import load_facts, view
from workflows.approvals.locking import lock_request
from workflows.approvals.naming import place
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.rules import Bar, RequestFacts, SeatView, bars
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Conflict, NotFound
from workflows.people.standing import Standing, holders
from workflows.record import Thing, append

LEAD = "ai_governance_lead"


@dataclass
class Act:
    """A condition with all it belongs to, locked and read anew, and who acts."""

    tx: Session
    now: datetime
    actor: Actor
    standing: Standing
    subject: Subject
    request: ApprovalRequest
    condition: Condition
    seat: Seat
    signer_id: int
    offered: Fulfilment | None
    body: PolicyBody

    @property
    def ref(self) -> str:
        """The public ref of the condition."""
        return ref("COND", self.condition.id)

    @property
    def leads(self) -> bool:
        """Whether the person is a governance lead here."""
        return LEAD in roles_in(self.standing, self.subject)

    def facts(self) -> RequestFacts:
        """What section 4 asks about the approval that set the condition."""
        return load_facts(self.tx, self.subject, self.request, self.body, [self.seat], self.now).request

    def scopes(self) -> frozenset[str]:
        """Where grants reach the subject."""
        return frozenset(json.loads(self.subject.scope_keys))

    def judges(self) -> list[int]:
        """Everybody who perhaps may judge: the signer and who holds the seat's role now."""
        held = holders(self.tx, [self.seat.role], self.scopes(), self.now)
        return [self.signer_id, *(one.person_id for one in held)]

    def leaders(self) -> list[int]:
        """The governance leads here."""
        return [one.person_id for one in holders(self.tx, [LEAD], self.scopes(), self.now)]

    def enter(self, action: str, changes: dict[str, object], words: dict[str, str] | None = None) -> None:
        """Writes the one entry of the act; `words` are what the person typed or signed."""
        self.tx.flush()
        append(
            self.tx,
            self.now,
            self.actor,
            action,
            about=thing(self.condition, self.subject),
            changes=changes,
            **place(self.request, self.subject),
            personal={self.actor.uuid: words} if words else None,
        )


def thing(condition: Condition, subject: Subject) -> Thing:
    """The condition as the thing an entry is about."""
    return Thing(
        "condition", condition.uuid, condition.revision, ref=ref("COND", condition.id), label=subject.label
    )


def begin(tx: Session, actor: Actor, condition_ref: str) -> Act:
    """Locks subject, request and condition in this order; raises NotFound for whoever may not see it.

    Raises Conflict for a condition that is not in force: it is not yet, or it is met or void already.
    """
    key = key_of("COND", condition_ref)
    request_id = tx.scalars(select(Condition.request_id).where(Condition.id == (key or 0))).first()
    if key is None or request_id is None:
        raise NotFound("not_found")
    subject, request = lock_request(tx, ref("REQ", request_id))
    condition = tx.get_one(Condition, key, populate_existing=True, with_for_update=True)
    now = clock.now(tx)
    standing = require_standing(tx, actor, now)
    if not may_see(tx, actor, request.system_id):
        raise NotFound("not_found")
    if condition.status != "open":
        raise Conflict("condition_not_open", ref=condition_ref)
    offered = tx.scalars(
        select(Fulfilment)
        .where(Fulfilment.condition_id == key, Fulfilment.status == "offered")
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    return Act(
        tx=tx,
        now=now,
        actor=actor,
        standing=standing,
        subject=subject,
        request=request,
        condition=condition,
        seat=tx.get_one(Seat, condition.seat_id),
        signer_id=tx.get_one(Signature, condition.signature_id).person_id,
        offered=offered,
        body=load(tx.get_one(PolicyVersion, request.policy_version_id).body),
    )


def bar_of(
    person: Standing, seat: SeatView, facts: RequestFacts, signer_id: int, parties: dict[int, str]
) -> Bar | None:
    """Why this person may not judge for the seat that set a condition; None when they may.

    Whoever signed the seat may, and whoever holds its role now and is not barred from it by section 4. `parties` names
    those who judge their own case: the owner and whoever offers. A grant later than the submission counts: nothing of
    what was submitted is decided here, and one may judge although one signed another seat.
    """
    if person.person_id in parties:
        return Bar(0, parties[person.person_id])
    spared = {"bar_late_grant", "bar_other_seat"}
    if person.person_id == signer_id:
        spared.add("bar_no_role")
    return next((bar for bar in bars(person, seat, facts) if bar.code not in spared), None)


def parties_of(owner_id: int, offered_by: int | None) -> dict[int, str]:
    """Who would judge their own case, with the sentence that says so."""
    offerer = {offered_by: "condition_offered_by_you"} if offered_by is not None else {}
    return {**offerer, owner_id: "condition_own"}


def why_no_judge(act: Act) -> Bar | None:
    """Why the acting person may not judge; None when they may."""
    parties = parties_of(act.condition.owner_id, act.offered.by_id if act.offered else None)
    return bar_of(act.standing, view(act.seat), act.facts(), act.signer_id, parties)

"""Reads the page of one condition: what it asks, who set it, what was offered, what the reader may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from models.approval_request import ApprovalRequest
from models.condition import Condition
from models.organisation import Organisation
from models.person import Person
from models.policy_version import PolicyVersion
from models.seat import Seat
from models.signature import Signature
from models.subject import Subject
from workflows.approvals.access import may_see, require_standing, roles_in
from workflows.approvals.conditions import changing, judging
from workflows.approvals.conditions.act import LEAD, bar_of, parties_of
from workflows.approvals.conditions.due import end_of, is_overdue
from workflows.approvals.conditions.offers import Offer, offers_of
from workflows.approvals.evidence.queries import EvidenceRow, usable_evidence
from workflows.approvals.facts import load_facts, view
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.words import say_bar
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.people.days import day_of
from workflows.people.standing import Standing
from workflows.record.lines import Line
from workflows.record.queries import Filters
from workflows.record.queries import page as record_page


@dataclass(frozen=True)
class ConditionHead:
    """What every page of a condition shows; `overdue` is as the clock says it now."""

    ref: str
    request_ref: str
    system_ref: str
    label: str
    gate: str
    tier: str
    text: str
    item_key: str
    status: str
    overdue: bool
    owner: str
    owner_id: int
    owner_active: bool
    due_on: date
    due_at: datetime
    consequence: str
    seat: str
    set_by: str
    made_at: datetime
    met_at: datetime | None
    now: datetime

    @property
    def state(self) -> str:
        """Its state as a badge says it."""
        return "overdue" if self.overdue else self.status


@dataclass(frozen=True)
class May:
    """What the reader may do now; `bar` is the sentence's code why they do not judge, with its parameters."""

    offer: bool = False
    take_back: bool = False
    judge: bool = False
    give: bool = False
    extend: bool = False
    bar: str = ""
    bar_params: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class ConditionPage:
    """The page: `waiting` is the offer that waits for its judgement, `statements` the sentences of both verdicts."""

    head: ConditionHead
    may: May
    offers: tuple[Offer, ...]
    waiting: Offer | None
    statements: tuple[tuple[str, str], ...]
    extending: str
    latest: date
    history: tuple[Line, ...]


def condition_page(actor: Actor, condition_id: int) -> ConditionPage:
    """One condition; NotFound for whoever may not see the system it belongs to."""
    tx, now = reading(), clock.glance()
    row = _read(tx, condition_id)
    if row is None:
        raise NotFound("not_found")
    standing = require_standing(tx, actor, now)
    if not may_see(tx, actor, row.ApprovalRequest.system_id):
        raise NotFound("not_found")
    offers = offers_of(tx, condition_id)
    waiting = next((one for one in offers if one.status == "offered"), None)
    name, role = standing.name, row.Seat.role
    statements = tuple(
        (verdict, judging.statement_for(verdict, name, role, row.Condition, row.Subject, waiting.digest))
        for verdict in (judging.ACCEPT, judging.REFUSE)
        if waiting
    )
    day = day_of(now, row.zone)
    return ConditionPage(
        head=_head(row, now),
        may=_may(tx, row, standing, waiting, now),
        offers=offers,
        waiting=waiting,
        statements=statements,
        extending=changing.EXTENDING.format(
            name=name,
            role=role_label(role),
            ref=ref("COND", condition_id),
            label=row.Subject.label,
            day="…",
            reason="…",
        ),
        latest=day + timedelta(days=load(row.body).conditions_max_days),
        history=record_page(Filters(ref=ref("COND", condition_id))).lines,
    )


def evidence_to_offer(actor: Actor, condition_id: int) -> tuple[EvidenceRow, ...]:
    """Evidence of the system that could be offered; nothing for whoever may not see it."""
    tx = reading()
    found = tx.scalars(
        select(ApprovalRequest.system_id)
        .join(Condition, Condition.request_id == ApprovalRequest.id)
        .where(Condition.id == condition_id)
    ).first()
    return usable_evidence(tx, [found]) if found and may_see(tx, actor, found) else ()


def people_to_own() -> tuple[tuple[int, str], ...]:
    """Everybody active, to be named as owner."""
    rows = reading().execute(
        select(Person.id, Person.name).where(Person.active).order_by(Person.name, Person.id).limit(500)
    )
    return tuple((row.id, row.name) for row in rows)


def _read(tx: Session, condition_id: int) -> Row[Any] | None:
    owner = aliased(Person)
    return tx.execute(
        select(
            Condition,
            ApprovalRequest,
            Subject,
            Seat,
            Signature.person_id.label("signer_id"),
            Signature.printed_name.label("set_by"),
            PolicyVersion.body,
            owner.name.label("owner"),
            owner.active.label("owner_active"),
            select(Organisation.zone).limit(1).scalar_subquery().label("zone"),
        )
        .join(ApprovalRequest, ApprovalRequest.id == Condition.request_id)
        .join(Subject, Subject.id == ApprovalRequest.subject_id)
        .join(Seat, Seat.id == Condition.seat_id)
        .join(Signature, Signature.id == Condition.signature_id)
        .join(PolicyVersion, PolicyVersion.id == ApprovalRequest.policy_version_id)
        .join(owner, owner.id == Condition.owner_id)
        .where(Condition.id == condition_id)
    ).one_or_none()


def _head(row: Row[Any], now: datetime) -> ConditionHead:
    one, request = row.Condition, row.ApprovalRequest
    return ConditionHead(
        ref=ref("COND", one.id),
        request_ref=ref("REQ", request.id),
        system_ref=ref("SYS", request.system_id),
        label=row.Subject.label,
        gate=gate_label(request.gate),
        tier=request.tier,
        text=one.text,
        item_key=one.item_key,
        status=one.status,
        overdue=is_overdue(one, now),
        owner=row.owner,
        owner_id=one.owner_id,
        owner_active=row.owner_active,
        due_on=one.due_on,
        due_at=one.due_at or end_of(one.due_on, row.zone),
        consequence=one.consequence,
        seat=role_label(row.Seat.all_roles),
        set_by=row.set_by,
        made_at=one.made_at,
        met_at=one.met_at,
        now=now,
    )


def _may(tx: Session, row: Row[Any], me: Standing, waiting: Offer | None, now: datetime) -> May:
    """What the same rules as the acts' say about the reader."""
    one, request = row.Condition, row.ApprovalRequest
    if one.status != "open":
        return May()
    body = load(row.body)
    facts = load_facts(tx, row.Subject, request, body, [row.Seat], now).request
    parties = parties_of(one.owner_id, waiting.by_id if waiting else None)
    bar = bar_of(me, view(row.Seat), facts, row.signer_id, parties)
    side = me.person_id == one.owner_id or me.person_id in facts.team
    return May(
        offer=side and waiting is None,
        take_back=waiting is not None and me.person_id in (waiting.by_id, one.owner_id),
        judge=waiting is not None and bar is None,
        give=me.person_id == row.signer_id or LEAD in roles_in(me, row.Subject),
        extend=bar is None,
        bar=(say_bar(bar) if bar.rule else bar.code) if bar else "",
        bar_params=tuple(bar.params.items()) if bar else (),
    )

"""The editor of a request: its task list, one item, and who could supply what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from models.answer import Answer
from models.enums import RequestStatus
from models.seat import Seat
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import due
from workflows.approvals.content import Content, read
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.policies.body import SeatRule
from workflows.approvals.policies.modules import module_label
from workflows.approvals.policies.when import seats_for
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing import pieces, standings
from workflows.approvals.preparing.crew import Crew, Supplier, crew_of, prices, suppliers
from workflows.approvals.preparing.desk import Desk, RequestHead, head_of, names_of, sit_down
from workflows.approvals.preparing.pieces import ItemPage
from workflows.approvals.preparing.points import AskedPoint, about_item, points_of
from workflows.approvals.preparing.standings import Counts, TaskLine
from workflows.approvals.submitting import with_authors
from workflows.ground.actor import Actor
from workflows.ground.refused import NotFound


@dataclass(frozen=True)
class EditorPage:
    """Everything the editor shows; `due_if_sent` is when a round sent now would be due."""

    head: RequestHead
    counts: Counts
    tasks: tuple[TaskLine, ...]
    item: ItemPage | None
    points: tuple[AskedPoint, ...]
    missing: tuple[Supplier, ...]
    seats: tuple[str, ...]
    due_if_sent: datetime
    saved_at: datetime | None


def editor(actor: Actor, request_ref: str, wanted: str = "", *, exact: bool = False) -> EditorPage:
    """The editor with the item asked for, or with the one that needs work first.

    Raises NotFound for strangers, and with `exact` for an item that is not asked.
    """
    desk = sit_down(actor, request_ref)
    tx, request = desk.tx, desk.request
    content, points = read(tx, request), points_of(tx, request.id)
    tasks = standings.in_order(task_lines(content, points))
    if exact and not any(line.key == wanted for line in tasks):
        raise NotFound("item_not_asked")
    rules, seats = seat_rules(desk, content), seats_of(tx, request.id)
    crew = _crew(desk, content, rules, seats)
    key = standings.pick(tasks, wanted)
    return EditorPage(
        head=head_of(desk),
        counts=standings.counts(tasks),
        tasks=tasks,
        item=_item(desk, content, tasks, points, crew, rules, seats, key) if key else None,
        points=points,
        missing=suppliers(crew, tasks),
        seats=tuple(dict.fromkeys(role_label(rule.all_roles) for rule in rules)),
        due_if_sent=due(desk.now, content.body.sla_days, load_calendar(tx)),
        saved_at=tx.scalars(
            select(func.max(Answer.answered_at)).where(Answer.request_id == request.id)
        ).one_or_none(),
    )


def task_lines(content: Content, points: Sequence[AskedPoint]) -> tuple[TaskLine, ...]:
    """One line per item that is asked, in the policy's order."""
    still = {point.item_key for point in points if point.is_open}
    by_key = {item.key: item for item in content.items}
    return tuple(
        TaskLine(
            key=asked.item.key,
            text=asked.item.text,
            level=str(asked.level),
            status=standings.status_of(by_key[asked.item.key], still),
            owner_role=asked.item.owner_role,
            stays_open=standings.stays_open(by_key[asked.item.key]),
        )
        for asked in content.asked
    )


def seat_rules(desk: Desk, content: Content) -> tuple[SeatRule, ...]:
    """The seats that the policy asks for here, those of other gates included."""
    kind = kind_of(desk.request)
    asked = seats_for(content.body, kind.situation(desk.tx, desk.request))
    return (*asked, *kind.more(desk.tx, desk.request, content.body).seats)


def _crew(desk: Desk, content: Content, rules: Sequence[SeatRule], seats: Sequence[Seat]) -> Crew:
    facts = load_facts(desk.tx, desk.subject, desk.request, content.body, seats, desk.now).request
    roles = {rule.role for rule in rules} | {asked.item.owner_role for asked in content.asked}
    return crew_of(desk.tx, roles, with_authors(facts, content), desk.now)


def _item(
    desk: Desk,
    content: Content,
    tasks: Sequence[TaskLine],
    points: Sequence[AskedPoint],
    crew: Crew,
    rules: Sequence[SeatRule],
    seats: Sequence[Seat],
    key: str,
) -> ItemPage:
    tx, request = desk.tx, desk.request
    asked = next(one for one in content.asked if one.item.key == key)
    evidence = pieces.evidence_lines(tx, request.id, key)
    in_review = request.status == RequestStatus.IN_REVIEW and by_team(request.kind)
    builds = by_team(request.kind) and desk.hindrance is None
    return ItemPage(
        item=asked.item,
        level=str(asked.level),
        status=next(line.status for line in tasks if line.key == key),
        module=module_label(asked.item.module),
        answer=pieces.answer_line(tx, request.id, key),
        supplier=crew.supplier(asked.item.owner_role),
        records=pieces.record_lines(content.records.get(key, ())),
        evidence=evidence,
        usable=pieces.usable_lines(tx, request.system_id, evidence) if desk.hindrance is None else (),
        points=about_item(points, key, frozenset(line.key for line in tasks)),
        prices=prices(crew, desk.reader, rules, key) if builds else (),
        clears=pieces.signers_cleared(
            seats, names_of(tx, (key for s in seats for key in (s.holder_id, s.for_id))), key
        )
        if in_review
        else (),
        following=standings.following(tasks, key),
    )

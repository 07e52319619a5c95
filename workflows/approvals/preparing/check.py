"""The page before a request is sent: every answer, what is missing, what changed, and who would be asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.approval_round import ApprovalRound
from models.enums import SeatStatus
from models.seat import Seat
from models.signature import Signature
from workflows.approvals.access import roles_in
from workflows.approvals.bundles import Change, ItemContent, compare, scope_digest
from workflows.approvals.clock.calendars import load_calendar
from workflows.approvals.clock.worktime import due
from workflows.approvals.content import Content, bundle_of, read
from workflows.approvals.facts import load_facts, seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.crew import Crew, Supplier, crew_of, suppliers
from workflows.approvals.preparing.desk import Desk, RequestHead, Said, head_of, names_of, sit_down
from workflows.approvals.preparing.editor import seat_rules, task_lines
from workflows.approvals.preparing.panel import Panel, panel
from workflows.approvals.preparing.points import AskedPoint, points_of
from workflows.approvals.preparing.standings import Counts, TaskLine, counts
from workflows.approvals.rounds import KEPT
from workflows.approvals.sealing import signed_by
from workflows.approvals.submitting import policy_of_submission, with_authors, with_submitter
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused


@dataclass(frozen=True)
class CheckLine:
    """An item with what answers it; `condition` says that it may stay open, at the price of a condition."""

    task: TaskLine
    content: ItemContent
    missing: Said | None
    condition: Said | None = None


@dataclass(frozen=True)
class KeptSeat:
    """A live signature, and whether it would outlast this submission."""

    name: str
    role_label: str
    stays: bool


@dataclass(frozen=True)
class CheckPage:
    """What would happen if the request were sent now; `hindrances` are reasons that no item can mend."""

    head: RequestHead
    counts: Counts
    lines: tuple[CheckLine, ...]
    points: tuple[AskedPoint, ...]
    missing: tuple[tuple[str, Said], ...]
    hindrances: tuple[Said, ...]
    waiting: tuple[Supplier, ...]
    panel: Panel
    is_first: bool
    changes: tuple[Change, ...]
    kept: tuple[KeptSeat, ...]
    days: int
    due_if_sent: datetime


def check(actor: Actor, request_ref: str) -> CheckPage:
    """The page before sending; raises NotFound for strangers."""
    desk = sit_down(actor, request_ref)
    tx, request = desk.tx, desk.request
    content, hindrances = _content(desk)
    points, seats = points_of(tx, request.id), seats_of(tx, request.id)
    tasks = task_lines(content, points)
    rules = seat_rules(desk, content)
    roles = {rule.role for rule in rules} | {task.owner_role for task in tasks}
    crew = _crew(desk, content, seats, roles)
    bundle = bundle_of(tx, request, content)
    before = _last_bundle(desk)
    lines = _lines(content, tasks)
    return CheckPage(
        head=head_of(desk),
        counts=counts(tasks),
        lines=lines,
        points=points,
        missing=(*_missing(lines), *_open_points(points)),
        hindrances=(*hindrances, *_submitter(desk, content)),
        waiting=suppliers(crew, tasks),
        panel=panel(crew, rules, content.body.independent_seat),
        is_first=before is None,
        changes=compare(before, bundle) if before else (),
        kept=_kept(desk, seats, bundle),
        days=content.body.sla_days,
        due_if_sent=due(desk.now, content.body.sla_days, load_calendar(tx)),
    )


def _content(desk: Desk) -> tuple[Content, tuple[Said, ...]]:
    """The content under the policy that a submission would run under, and what stands in its way."""
    tx, request = desk.tx, desk.request
    against: list[Said] = []
    policy = None
    try:
        if request.status in ("draft", "changes_requested"):
            policy, _ = policy_of_submission(tx, request, desk.now)
        kind_of(request).may_go_on(tx, request)
    except Refused as refused:
        against.append(Said(refused.code, refused.params))
    return read(tx, request, policy), tuple(against)


def _crew(desk: Desk, content: Content, seats: Sequence[Seat], roles: set[str]) -> Crew:
    facts = load_facts(desk.tx, desk.subject, desk.request, content.body, seats, desk.now).request
    facts = with_submitter(with_authors(facts, content), desk.reader.person_id)
    return crew_of(desk.tx, roles, facts, desk.now)


def _submitter(desk: Desk, content: Content) -> tuple[Said, ...]:
    if not by_team(desk.request.kind):
        return (Said("not_yours_to_submit"),)
    if roles_in(desk.reader, desk.subject) & set(content.body.submit_by):
        return ()
    return (Said("submit_by", {"roles": " / ".join(role_label(role) for role in content.body.submit_by)}),)


def _lines(content: Content, tasks: Sequence[TaskLine]) -> tuple[CheckLine, ...]:
    blocking = {item.key for item in content.open_blocking}
    silent = {item.key for item in content.unexplained}
    costly = {item.key for item in content.open_musts}
    lines = []
    for task in tasks:
        item = content.item(task.key)
        assert item is not None
        code = "item_open" if task.key in blocking else "should_needs_reason" if task.key in silent else ""
        params = {"item": task.key}
        lines.append(
            CheckLine(
                task,
                item,
                Said(code, params) if code else None,
                Said("item_costs_condition", params) if task.key in costly else None,
            )
        )
    return tuple(lines)


def _missing(lines: Sequence[CheckLine]) -> tuple[tuple[str, Said], ...]:
    return tuple((line.task.key, line.missing) for line in lines if line.missing)


def _open_points(points: Sequence[AskedPoint]) -> tuple[tuple[str, Said], ...]:
    return tuple(
        (f"point-{point.number}", Said("point_open", {"number": point.number}))
        for point in points
        if point.is_open
    )


def _last_bundle(desk: Desk) -> str | None:
    if desk.request.round_id is None:
        return None
    return desk.tx.scalars(
        select(ApprovalRound.bundle).where(ApprovalRound.id == desk.request.round_id)
    ).one()


def _kept(desk: Desk, seats: Sequence[Seat], bundle: str) -> tuple[KeptSeat, ...]:
    """The live signatures, and which of them the new round would clear."""
    live = [seat for seat in seats if seat.status == SeatStatus.FILLED and seat.signature_id]
    if not live:
        return ()
    signed = dict(
        desk.tx.execute(
            select(Signature.id, Signature.scope_digest).where(
                Signature.id.in_([seat.signature_id for seat in live])
            )
        ).all()
    )
    names = names_of(desk.tx, (key for seat in live for key in (seat.holder_id, seat.for_id)))
    return tuple(
        KeptSeat(
            signed_by(names.get(seat.holder_id or 0, ""), names.get(seat.for_id or 0, "")),
            role_label(seat.all_roles),
            seat.decision in KEPT
            and signed.get(seat.signature_id or 0) == scope_digest(bundle, json.loads(seat.scope)),
        )
        for seat in live
    )

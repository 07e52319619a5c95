"""The lifecycle part of a system's page: may it run, where each version stands, what is asked and what stops it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from models.enums import EnvironmentPurpose, Gate, Stage
from workflows.approvals.conditions.due import DENIES
from workflows.approvals.home import hits
from workflows.approvals.home.folding import read, request_row
from workflows.approvals.inbox import Inbox, Row, as_standing
from workflows.approvals.policies.words import role_label
from workflows.approvals.sealing import signed_by
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.hooks import DeployAnswer
from workflows.inventory.system_queries import SystemHead, VersionLine
from workflows.lifecycle.deploy import NO_PASS, RunState, may_run
from workflows.lifecycle.doors import VersionState, next_gate, why_not
from workflows.lifecycle.facts_of_system import Beyond, Move, OpenCondition, Stop, beyond
from workflows.lifecycle.machine import LIVE
from workflows.lifecycle.track import Asked, Step, track
from workflows.people.days import day_of
from workflows.people.queries import SignedIn


@dataclass(frozen=True)
class SeatMark:
    """A seat of an open request: its role, and who fills it with which decision."""

    role: str
    state: str
    holder: str
    step: int
    since: datetime | None


@dataclass(frozen=True)
class OpenRequest:
    """An open request with whose turn it is and its seats."""

    row: Row
    seats: tuple[SeatMark, ...]
    round: int
    on_hold: bool

    @property
    def signed(self) -> int:
        """How many seats are filled."""
        return sum(1 for seat in self.seats if seat.holder)


@dataclass(frozen=True)
class Lane:
    """One version: the answer, its track and what belongs to it."""

    version: VersionLine
    answer: DeployAnswer
    steps: tuple[Step, ...]
    requests: tuple[OpenRequest, ...]
    moves: tuple[Move, ...]
    conditions: tuple[OpenCondition, ...]
    stop: Stop | None
    next_gate: str | None
    may_be_stopped: bool
    may_be_passed: bool = False


def overview(
    account: SignedIn, head: SystemHead, versions: Sequence[VersionLine], mine: Inbox
) -> tuple[Lane, ...]:
    """The versions that live, the newest first, in two statements; the retired ones stay in the table below."""
    tx, now = reading(), clock.glance()
    more = beyond(tx, head.id, head.tier, now)
    requests = _requests(read(tx, [hits.of_system(head.id, now)]), account, now, mine)
    shown = [one for one in versions if one.archived_at is None and one.stage != Stage.RETIREMENT]
    lanes = (_lane(head, one, requests.get(one.id, []), more, now) for one in shown or versions[:1])
    return tuple(replace(lane, may_be_passed=_may_pass(account, lane, more)) for lane in lanes)


def _may_pass(account: SignedIn, lane: Lane, more: Beyond) -> bool:
    """Whether the reader holds a role that may break the glass for a version that may not run."""
    rule = more.policy.emergency_pass if more.policy else None
    held = {grant.role for grant in account.grants}
    return bool(rule and held & set(rule.who)) and not lane.answer.allowed and lane.answer.code not in NO_PASS


def _lane(
    head: SystemHead, version: VersionLine, asked: Sequence[OpenRequest], more: Beyond, now: datetime
) -> Lane:
    moves = more.moves.get(version.id, [])
    wanted = [Asked(one.row.ref, one.row.gate, _target(one.row), one.row.status, one.round) for one in asked]
    marks = {"suspended": version.suspended, "outdated": version.outdated, "adopted": version.adopted}
    return Lane(
        version=version,
        answer=_answer(head, version, more, now),
        steps=track(version.stage, version.born_stage, version.created_at, moves, wanted, marks),
        requests=tuple(asked),
        moves=tuple(reversed(moves)),
        conditions=tuple(more.conditions.get(version.id, [])),
        stop=more.stops.get(version.id),
        next_gate=_next(head, version, asked, more, now),
        may_be_stopped=version.stage in LIVE and not version.suspended,
    )


def _target(row: Row) -> str:
    """The stage a request leads to; a gate that keeps the stage leads nowhere else."""
    return row.gate if row.gate in {stage.value for stage in Stage} else ""


def _answer(head: SystemHead, version: VersionLine, more: Beyond, now: datetime) -> DeployAnswer:
    """The deploy check for production, from the same function and the same state as the check itself."""
    state = RunState(
        label=version.label,
        stage=version.stage,
        suspended=version.suspended,
        archived=version.archived_at is not None or head.archived_at is not None,
        tier=head.tier,
        cleared_until=version.cleared_until,
        rollback_until=version.rollback_until,
        outdated=tuple(code for code, _ in version.changed),
        deny_when_outdated=more.policy is None or more.policy.stale_consequence == "deny",
        overdue=_overdue(version, more, DENIES),
    )
    purpose = EnvironmentPurpose.PRODUCTION.value
    needed = more.policy.stage_needed(purpose) if more.policy else Stage.DEPLOYMENT.value
    return may_run(state, purpose, needed, day_of(now, more.zone))


def _next(
    head: SystemHead, version: VersionLine, asked: Sequence[OpenRequest], more: Beyond, now: datetime
) -> str | None:
    """The gate to ask for next; none while it is asked for already or cannot be."""
    state = VersionState(
        stage=version.stage,
        suspended=version.suspended,
        archived=version.archived_at is not None or head.archived_at is not None,
        number=version.number,
        tier=head.tier,
        in_use_before=head.in_use_since is not None,
        cleared_until=version.cleared_until,
        born_stage=version.born_stage,
        overdue=_overdue(version, more),
    )
    gate = next_gate(state)
    if gate is None or any(one.row.gate == gate for one in asked):
        return None
    code = why_not(state, gate, version.stage, day_of(now, more.zone))
    if code == "clearance_lapsed":
        return Gate.RENEWAL.value
    return None if code else gate


def _overdue(version: VersionLine, more: Beyond, *consequences: str) -> tuple[str, ...]:
    """Refs of the overdue conditions of a version, of these consequences or of any."""
    found = more.conditions.get(version.id, [])
    return tuple(
        one.ref for one in found if one.overdue and (not consequences or one.consequence in consequences)
    )


def _requests(
    found: Sequence[Any], account: SignedIn, now: datetime, mine: Inbox
) -> dict[int, list[OpenRequest]]:
    """The open requests by version; one that needs the reader says so in the same words as Home."""
    here = {row.ref: row for row in mine.rows}
    by_request: dict[int, list[Any]] = {}
    for row in found:
        by_request.setdefault(row.ApprovalRequest.id, []).append(row)
    sorted_out: dict[int, list[OpenRequest]] = {}
    for key, rows in sorted(by_request.items()):
        request = rows[0].ApprovalRequest
        line = here.get(ref("REQ", key)) or request_row(rows, as_standing(account), now)
        one = OpenRequest(line, _marks(rows), request.round_number, request.on_hold)
        sorted_out.setdefault(rows[0].version_id, []).append(one)
    return sorted_out


def _marks(rows: Sequence[Any]) -> tuple[SeatMark, ...]:
    seats = {row.Seat.id: row for row in rows if row.Seat is not None}
    marks = []
    for row in sorted(seats.values(), key=lambda one: (one.Seat.step, one.Seat.id)):
        seat = row.Seat
        state = seat.decision or ("turn" if seat.turn_since and seat.status == "open" else seat.status)
        holder = signed_by(row.holder or "", row.lender or "") if seat.holder_id else ""
        marks.append(SeatMark(role_label(seat.all_roles), state, holder or "", seat.step, seat.turn_since))
    return tuple(marks)

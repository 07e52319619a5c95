"""Reads policies for their pages: the table of all, and one with everything it says in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.enums import Level, SeatMode
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.modules import module_label
from workflows.approvals.policies.parts import Change, Item, SeatRule
from workflows.approvals.policies.phrases import forced_said, rules_said, stages_said, when_said
from workflows.approvals.policies.queries import numbered, policy_in_force
from workflows.approvals.policies.vocabulary import POLICY_GATES, POLICY_PAIRS, POLICY_TIERS
from workflows.approvals.policies.words import gate_label, level_label, role_label, stage_label
from workflows.ground.clock import glance
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading


@dataclass(frozen=True)
class PolicyCell:
    """One policy in the table; `number` is the version in force, `seats` decide in every case, `more` on conditions."""

    tier: str
    number: int
    musts: int
    shoulds: int
    seats: int
    more: int
    advising: int
    days: int


@dataclass(frozen=True)
class PolicyRow:
    """The policies of one gate; a cell is None where no policy is in force, and then the gate is shut."""

    gate: str
    label: str
    title: str
    cells: tuple[tuple[str, PolicyCell | None], ...]


@dataclass(frozen=True)
class ItemLine:
    """A checklist item in words."""

    item: Item
    level: str
    owner: str
    module: str
    only: str
    forced: str


@dataclass(frozen=True)
class SeatLine:
    """A seat in words."""

    seat: SeatRule
    role: str
    only: str


@dataclass(frozen=True)
class PolicyPage:
    """One policy version with everything it says."""

    body: PolicyBody
    label: str
    from_stages: str
    to_stages: str
    number: int
    digest: str
    in_force_from: datetime
    asked: tuple[ItemLine, ...]
    not_asked: tuple[ItemLine, ...]
    seats: int
    steps: tuple[tuple[int, tuple[SeatLine, ...]], ...]
    rules: tuple[tuple[str, str], ...]
    routing: tuple[tuple[Change, str], ...]

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers in which this gate has a policy."""
        return tuple(tier for gate, tier in POLICY_PAIRS if gate == self.body.gate)


def policy_table() -> tuple[PolicyRow, ...]:
    """Every gate with its policies in force, in one statement."""
    rows = reading().execute(
        select(Policy.gate, Policy.tier, PolicyVersion.number, PolicyVersion.body)
        .join(PolicyVersion, PolicyVersion.policy_id == Policy.id)
        .where(PolicyVersion.in_force_from <= glance())
        .order_by(PolicyVersion.number)
    )
    # The last version wins: rows come in the order of their numbers.
    found = {(gate, tier): (number, load(body)) for gate, tier, number, body in rows}
    return tuple(_row(gate, found) for gate in POLICY_GATES)


def policy_page(gate: str, tier: str, number: int | None = None) -> PolicyPage:
    """The policy of a gate and tier that is in force, or one version of it; raises NotFound for what is none."""
    if (gate, tier) not in POLICY_PAIRS:
        raise NotFound("not_found")
    tx = reading()
    at = glance()
    version = numbered(tx, gate, tier, number) if number else policy_in_force(tx, gate, tier, at)
    body = load(version.body)
    return PolicyPage(
        body=body,
        label=gate_label(gate),
        from_stages=stages_said(body.from_stages),
        to_stages=stages_said(body.to_stages),
        number=version.number,
        digest=version.digest,
        in_force_from=version.in_force_from,
        asked=tuple(_line(item) for item in body.items if item.level is not Level.NA),
        not_asked=tuple(_line(item) for item in body.items if item.level is Level.NA),
        seats=_needed([seat for seat in body.seats if seat.mode is SeatMode.DECIDES and seat.when is None]),
        steps=_steps(body),
        rules=rules_said(body),
        routing=tuple((change, _target(change)) for change in body.routing),
    )


def _row(gate: str, found: dict[tuple[str, str], tuple[int, PolicyBody]]) -> PolicyRow:
    cells = tuple((tier, _cell(tier, found.get((gate, tier)))) for tier in POLICY_TIERS)
    titles = [body.title for (name, _), (_, body) in found.items() if name == gate]
    return PolicyRow(gate, gate_label(gate), titles[0] if titles else "", cells)


def _cell(tier: str, policy: tuple[int, PolicyBody] | None) -> PolicyCell | None:
    if policy is None:
        return None
    number, body = policy
    levels = [item.level for item in body.items]
    deciding = [seat for seat in body.seats if seat.mode is SeatMode.DECIDES]
    always = _needed([seat for seat in deciding if seat.when is None])
    return PolicyCell(
        tier,
        number,
        levels.count(Level.MUST),
        levels.count(Level.SHOULD),
        always,
        _needed([seat for seat in deciding if seat.when is not None]),
        len(body.seats) - len(deciding),
        body.sla_days,
    )


def _needed(seats: Sequence[SeatRule]) -> int:
    """How many signatures these seats ask for: of a group only as many as it needs."""
    groups = {seat.group_key: seat.needs or len(seats) for seat in seats if seat.group_key}
    return sum(groups.values()) + sum(seat.group_key is None for seat in seats)


def _line(item: Item) -> ItemLine:
    return ItemLine(
        item,
        level_label(item.level),
        role_label(item.owner_role),
        module_label(item.module),
        when_said(item.when, item.flag),
        forced_said(item.forced_by_flags),
    )


def _steps(body: PolicyBody) -> tuple[tuple[int, tuple[SeatLine, ...]], ...]:
    numbers = sorted({seat.step for seat in body.seats})
    lines = [SeatLine(seat, role_label(seat.all_roles), when_said(seat.when)) for seat in body.seats]
    return tuple((step, tuple(line for line in lines if line.seat.step == step)) for step in numbers)


def _target(change: Change) -> str:
    return stage_label(change.to_stage) if change.to_stage else ""

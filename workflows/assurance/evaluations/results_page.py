"""Reads an evaluation as its page of results shows it: the verdict row by row, and the proof of the order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.register_record import RegisterRecord
from workflows.assurance.evaluations.order import PlanState, Run, plan_before
from workflows.assurance.evaluations.plans import PLANS
from workflows.assurance.evaluations.register import EVALUATIONS
from workflows.assurance.evaluations.verdicts import Judged, Verdict, same
from workflows.assurance.evaluations.watching import day_of, first_result, judged, plan_states
from workflows.ground.ids import key_of, ref
from workflows.ground.transaction import reading
from workflows.inventory.registers.heading import RecordHead, record_head, writes
from workflows.inventory.registers.rights import system_of


@dataclass(frozen=True)
class PlanUsed:
    """The plan an evaluation names: the version that judges it, or None when none stood before the run."""

    ref: str
    title: str
    judging: PlanState | None
    first_fixed: datetime | None
    """When its criteria were fixed for the first time; None while they are not."""


@dataclass(frozen=True)
class MetricResults:
    """All results of one metric, the whole first."""

    metric: str
    rows: tuple[Judged, ...]


@dataclass(frozen=True)
class ResultsPage:
    """An evaluation with its verdict, its plan, and when its first result came into the record."""

    head: RecordHead
    version_ref: str
    ran_on: date | None
    recorded_at: datetime | None
    plan: PlanUsed | None
    verdict: Verdict
    may_write: bool

    @property
    def metrics(self) -> tuple[MetricResults, ...]:
        """The results by metric, in the order in which they were written."""
        found: dict[str, list[Judged]] = {}
        for row in self.verdict.rows:
            found.setdefault(same(row.result.metric), []).append(row)
        return tuple(
            MetricResults(
                rows[0].result.metric, tuple(sorted(rows, key=lambda row: bool(row.result.subgroup)))
            )
            for rows in found.values()
        )


def results_page(person: Any, record_id: int) -> ResultsPage:
    """An evaluation for whoever may read it; raises NotFound for others."""
    head = record_head(person, EVALUATIONS, record_id)
    tx = reading()
    recorded = first_result(tx, record_id)
    ran_on = day_of(head.body)
    plan = _plan(head, ran_on, recorded)
    return ResultsPage(
        head=head,
        version_ref=ref("VER", head.version_id) if head.version_id else "",
        ran_on=ran_on,
        recorded_at=recorded,
        plan=plan,
        verdict=judged(head.body, plan.judging if plan else None),
        may_write=head.archived_at is None and writes(tx, person, EVALUATIONS, system_of(tx, head.system_id)),
    )


def _plan(head: RecordHead, ran_on: date | None, recorded: datetime | None) -> PlanUsed | None:
    tx = reading()
    plan = tx.get(RegisterRecord, key_of(PLANS.prefix, str(head.body.get("plan") or "")) or 0)
    if plan is None or plan.register != PLANS.key or plan.system_id != head.system_id:
        return None
    states = plan_states(tx, plan.id)
    judging = plan_before(states, Run(ran_on, recorded)) if recorded else None
    fixed = next((state.at for state in states if state.status == "fixed" and state.limits), None)
    return PlanUsed(ref(PLANS.prefix, plan.id), plan.title, judging, fixed)

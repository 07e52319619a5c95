"""Judges an evaluation whenever it is written: its status follows from results, plan and the order of both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from models.register_version import RegisterVersion
from workflows.assurance.evaluations import verdicts
from workflows.assurance.evaluations.choices import FAILED, INCOMPLETE, OPEN, PASSED, UNPLANNED, WITHDRAWN
from workflows.assurance.evaluations.order import PlanState, Run, plan_before
from workflows.assurance.evaluations.plans import PLANS
from workflows.assurance.evaluations.register import EVALUATIONS
from workflows.assurance.evaluations.verdicts import Verdict, limits_of, results_of, verdict
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of
from workflows.ground.refused import Refused
from workflows.inventory.registers.acting_inside import set_status
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.hooks import on_saved
from workflows.inventory.registers.locks import Place, concerned_systems
from workflows.inventory.registers.rights import system_of
from workflows.people import days

STATUS_OF = {
    verdicts.PASSED: PASSED,
    verdicts.FAILED: FAILED,
    verdicts.INCOMPLETE: INCOMPLETE,
    verdicts.EMPTY: OPEN,
}


def judge_saved(
    tx: Session,
    now: datetime,
    actor: Actor,
    record: RegisterRecord,
    _before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    """Sets the status of an evaluation that was written; raises Refused for a plan that is not there."""
    if record.register != EVALUATIONS.key:
        return
    ran_on = day_of(after)
    if ran_on is not None and ran_on > days.today(tx, now):
        raise Refused("run_in_future", field="ran_on")
    plan = plan_of(tx, record.system_id, after)
    if record.status == WITHDRAWN:
        return
    status = status_of(after, judging_plan(tx, now, record, plan))
    if status != record.status:
        concerned = concerned_systems(tx, EVALUATIONS, record.id, record.system_id)
        place = Place(record, system_of(tx, record.system_id), frozenset(concerned))
        set_status(tx, now, actor, place, status)


def status_of(body: Mapping[str, Any], plan: PlanState | None) -> str:
    """The status that results and plan come to; without a plan that stood before, nothing passes."""
    found = judged(body, plan)
    if plan is None and found.outcome in (verdicts.PASSED, verdicts.INCOMPLETE):
        return UNPLANNED
    return STATUS_OF[found.outcome]


def judged(body: Mapping[str, Any], plan: PlanState | None) -> Verdict:
    """The verdict of an evaluation, row by row."""
    return verdict(results_of(body.get("results") or []), plan.limits if plan else ())


def day_of(body: Mapping[str, Any]) -> date | None:
    """The day of the run."""
    typed = str(body.get("ran_on") or "")
    return date.fromisoformat(typed) if typed else None


def plan_of(tx: Session, system_id: int, body: Mapping[str, Any]) -> RegisterRecord | None:
    """The plan that an evaluation names; raises Refused when the same system has none of that name."""
    typed = str(body.get("plan") or "").strip()
    if not typed:
        return None
    plan = tx.get(RegisterRecord, key_of(PLANS.prefix, typed) or 0)
    if plan is None or plan.register != PLANS.key or plan.system_id != system_id:
        raise Refused("plan_unknown", field="plan")
    return plan


def judging_plan(
    tx: Session, now: datetime, record: RegisterRecord, plan: RegisterRecord | None
) -> PlanState | None:
    """The version of a plan that stood in the record before an evaluation's first result."""
    if plan is None:
        return None
    run = Run(day_of(body_of(record.body)), first_result(tx, record.id) or now)
    return plan_before(plan_states(tx, plan.id), run)


def plan_states(tx: Session, plan_id: int) -> list[PlanState]:
    """Every version of a plan, with the time at which the record took it."""
    rows = tx.scalars(
        select(RegisterVersion).where(RegisterVersion.record_id == plan_id).order_by(RegisterVersion.number)
    )
    zone = days.organisation_zone(tx)
    return [
        PlanState(
            row.number,
            row.at,
            days.day_of(row.at, zone),
            row.status,
            limits_of(body_of(row.body).get("criteria") or []),
        )
        for row in rows
    ]


def first_result(tx: Session, record_id: int) -> datetime | None:
    """When the first result of an evaluation came into the record."""
    rows = tx.execute(
        select(RegisterVersion.at, RegisterVersion.body)
        .where(RegisterVersion.record_id == record_id)
        .order_by(RegisterVersion.number)
    )
    return next((at for at, body in rows if results_of(body_of(body).get("results") or [])), None)


on_saved(judge_saved)

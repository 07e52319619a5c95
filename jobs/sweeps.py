"""The timetable: every sweep, how often it runs, and the one call it makes. A new sweep is a new row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflows.approvals import expiring
from workflows.approvals.committee import sweep as circulations
from workflows.approvals.conditions import sweep as conditions
from workflows.approvals.reminding import sweep as reminding
from workflows.approvals.simulating import sweep as simulating
from workflows.ground.sweeping import Swept
from workflows.inventory.registers import daily as registers
from workflows.lifecycle import renewing, suspension_watch
from workflows.lifecycle.fast_lane import sweep as lane_samples
from workflows.lifecycle.metrics import measuring
from workflows.lifecycle.passes import sweep as passes
from workflows.notices import digests, telling
from workflows.notices.hooks import sweep as hooks
from workflows.notices.mail import sweep as mail
from workflows.people import tidying
from workflows.people.delegating import sweep as delegating

AT_ONCE = 1000
"""So many items one run takes at most; what is left comes with the next one."""


@dataclass(frozen=True)
class Sweep:
    """One row of the timetable; `run(limit)` is safe to call any number of times at once."""

    name: str
    every_seconds: int
    run: Callable[[int], Swept]


SWEEPS: tuple[Sweep, ...] = (
    Sweep("expiry", 60, expiring.sweep),
    Sweep("conditions", 60, conditions.sweep),
    Sweep("passes", 30, passes.sweep),
    Sweep("reminders", 60, reminding.sweep),
    Sweep("telling", 5, telling.sweep),
    Sweep("mail", 10, mail.sweep),
    Sweep("webhooks", 10, hooks.sweep),
    Sweep("digests", 300, digests.sweep),
    Sweep("delegations", 60, delegating.sweep),
    Sweep("renewals", 900, renewing.sweep),
    Sweep("suspensions", 60, suspension_watch.sweep),
    Sweep("circulations", 60, circulations.sweep),
    Sweep("measures", 60, measuring.sweep),
    Sweep("registers", 60, registers.sweep),
    Sweep("dry_runs", 3, simulating.sweep),
    Sweep("lane_samples", 3600, lane_samples.sweep),
    Sweep("tidying", 3600, tidying.sweep),
)


def intervals() -> dict[str, int]:
    """The seconds between two runs of each sweep, by its name."""
    return {sweep.name: sweep.every_seconds for sweep in SWEEPS}

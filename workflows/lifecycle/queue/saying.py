"""The sentence at the top of the queue: which gate is the bottleneck, or that nothing is stuck; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.review.voices import Said
from workflows.lifecycle.queue import words as words
from workflows.lifecycle.queue.figures import Figures, GateFigures
from workflows.lifecycle.queue.load import LoadLine


def sentence(found: Figures, loads: Iterable[LoadLine] = ()) -> tuple[Said, ...]:
    """What the page says first, as codes with their parameters; the first names the bottleneck."""
    if not found.open:
        return (Said("queue_empty"),)
    gate = found.bottleneck
    if gate is None:
        rest = "queue_none_will_be" if found.pace else "queue_none_late"
        return (Said("queue_flows"), Said(rest, {"count": found.open}))
    facts = {"count": gate.count, "late": gate.late, "missing": gate.missing}
    first = Said("queue_bottleneck", {"gate": gate_label(gate.gate)})
    return (
        first,
        Said("queue_late" if gate.late else "queue_will_miss", facts),
        *_age(gate, found.now),
        *_waits(gate, loads),
    )


def _age(gate: GateFigures, now: datetime) -> tuple[Said, ...]:
    if gate.median is None:
        return ()
    age = days(now - gate.median)
    if gate.days is None:
        return (Said("queue_age", {"age": age}),)
    return (Said("queue_age_target", {"age": age, "days": gate.days}),)


def _waits(gate: GateFigures, loads: Iterable[LoadLine]) -> tuple[Said, ...]:
    """The role for which most of the gate's requests wait, and who of its holders is away."""
    if not gate.waits:
        return (Said("queue_waits_team"),)
    role = max(gate.waits, key=lambda one: (gate.waits[one], one))
    gone = [one for line in loads if line.role == role for one in line.away]
    return (
        Said("queue_waits", {"waits": gate.waits[role], "count": gate.count, "role": role_label(role)}),
        *(Said("queue_away", {"name": one.name, "until": one.until}) for one in gone[:3]),
    )


def days(length: timedelta) -> int:
    """Whole days of a length of time."""
    return max(length.days, 0)

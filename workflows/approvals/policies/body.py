"""The body of a policy version as typed, frozen parts; the stored text is canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workflows.approvals.policies.fields import Fields
from workflows.approvals.policies.loading import (
    read_change,
    read_emergency,
    read_expiry,
    read_item,
    read_pass,
    read_seats,
)
from workflows.approvals.policies.parts import (
    Change,
    Emergency,
    Expiry,
    Item,
    PassRule,
    SeatRule,
    When,
)
from workflows.ground.canonical import canonical_text
from workflows.ground.refused import Refused

SCHEMA = 1

__all__ = [
    "Change",
    "Emergency",
    "Expiry",
    "Item",
    "PassRule",
    "PolicyBody",
    "SeatRule",
    "When",
    "load",
    "to_body",
]


@dataclass(frozen=True)
class PolicyBody:
    """Everything one policy version says; days of the clock are working days, all others calendar days.

    `from_stages` and `to_stages` may hold `suspended`, which is a stop laid over a stage. `renewal_interval_days`
    and `grace_days` stand in the renewal policy, `max_suspension_days` in resumption, `emergency` in suspension,
    `routing` in rework, `environments` (purpose and the stage it needs) and `emergency_pass` in deployment.
    `condition_consequence` says what follows when a condition of an approval is overdue; whatever it says, the next
    gate stays shut until then.
    """

    gate: str
    tier: str
    title: str
    purpose: str
    from_stages: tuple[str, ...]
    to_stages: tuple[str, ...]
    once: bool
    items: tuple[Item, ...]
    seats: tuple[SeatRule, ...]
    submit_by: tuple[str, ...]
    sla_days: int
    expiry: Expiry
    validity_days: int | None
    renewal_interval_days: int | None
    grace_days: int | None
    max_suspension_days: int | None
    hypercare_days: int | None
    independent_seat: bool
    stale_consequence: str
    conditions_max_days: int
    condition_consequence: str
    contractor_seats: bool
    emergency: Emergency | None
    emergency_pass: PassRule | None
    routing: tuple[Change, ...]
    environments: tuple[tuple[str, str | None], ...]

    def item(self, key: str) -> Item | None:
        """The item of that key, asked or not; None when the policy has none."""
        return next((item for item in self.items if item.key == key), None)

    def seat(self, key: str) -> SeatRule | None:
        """The seat rule of that key; None when the policy has none."""
        return next((seat for seat in self.seats if seat.key == key), None)

    def change(self, key: str) -> Change | None:
        """The row of the routing table of that key; None when there is none."""
        return next((change for change in self.routing if change.key == key), None)

    def stage_needed(self, purpose: str) -> str | None:
        """The stage a version needs to run in an environment of that purpose, None where it needs none.

        A purpose nobody named counts as production, and where nothing is said deployment is needed.
        """
        stages = dict(self.environments)
        return stages[purpose] if purpose in stages else stages.get("production", "deployment")


@lru_cache(maxsize=512)
def load(text: str) -> PolicyBody:
    """The body that a stored text says; the same text gives the same object.

    Raises Refused for any text that is not wholly understood, so that nothing passes under half a policy.
    """
    try:
        raw = json.loads(text)
    except ValueError:
        raise Refused("policy_shape", where="body") from None
    fields = Fields(raw, "policy")
    if fields.whole("schema") != SCHEMA:
        raise Refused("policy_schema")
    body = _read(fields)
    fields.end()
    return body


def to_body(content: Mapping[str, Any]) -> str:
    """The canonical text of a policy's content; raises Refused for content that `load` would not take."""
    text = canonical_text({"schema": SCHEMA, **content})
    load(text)
    return text


def _read(fields: Fields) -> PolicyBody:
    return PolicyBody(
        gate=fields.text("gate"),
        tier=fields.text("tier"),
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        from_stages=fields.texts("from"),
        to_stages=fields.texts("to"),
        once=fields.flag("once", False),
        items=tuple(read_item(part) for part in fields.parts("items")),
        seats=tuple(seat for part in fields.parts("seats") for seat in read_seats(part)),
        submit_by=fields.texts("submit_by"),
        sla_days=fields.whole("sla_days"),
        expiry=read_expiry(Fields(fields.mapping("expiry"), "expiry")),
        validity_days=fields.maybe_whole("validity_days"),
        renewal_interval_days=fields.maybe_whole("renewal_interval_days"),
        grace_days=fields.maybe_whole("grace_days"),
        max_suspension_days=fields.maybe_whole("max_suspension_days"),
        hypercare_days=fields.maybe_whole("hypercare_days"),
        independent_seat=fields.flag("independent_seat", False),
        stale_consequence=fields.text("stale_consequence"),
        conditions_max_days=fields.whole("conditions_max_days"),
        condition_consequence=fields.text("condition_consequence", "blocks_next_gate"),
        contractor_seats=fields.flag("contractor_seats"),
        emergency=read_emergency(fields.mapping("emergency")),
        emergency_pass=read_pass(fields.mapping("emergency_pass")),
        routing=tuple(read_change(part) for part in fields.parts("routing", ())),
        environments=_read_environments(fields.mapping("environments")),
    )


def _read_environments(raw: Mapping[str, Any]) -> tuple[tuple[str, str | None], ...]:
    if not all(isinstance(stage, str) for stage in raw.values()):
        raise Refused("policy_field", where="policy", name="environments")
    return tuple((purpose, None if stage == "none" else stage) for purpose, stage in sorted(raw.items()))

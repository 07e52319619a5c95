"""Says what is wrong with a policy before it can count: names outside the registry, and anything that could open
a gate by itself or never."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from models.enums import Level, SeatMode
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.merging import merge_problems
from workflows.approvals.policies.modules import MODULES
from workflows.approvals.policies.parts import Item, PassRule, SeatRule, When
from workflows.approvals.policies.vocabulary import (
    CONDITION_CONSEQUENCES,
    CONSEQUENCES,
    FLAGS,
    POLICY_GATES,
    POLICY_TIERS,
    PURPOSES,
    STAGES,
    WHEN_VALUES,
    WITHOUT_STAGES,
)
from workflows.approvals.policies.words import ROLES
from workflows.ground.refused import Refused, Several

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")
UNSCOPED_ROLES = frozenset({"committee_chair", "committee_member", "top_management", "ai_governance_lead"})
"""Roles whose seats always cover the whole bundle."""

LONGEST_PASS = 72
"""Hours an emergency pass can last, whatever a policy says."""

ADVISING_ONLY = frozenset({"dpo"})
"""Roles that advise and never decide (separation of duties, rule 7)."""


def require_sound(body: PolicyBody) -> None:
    """Raises Several with one reason for everything that is wrong."""
    found = list(problems(body))
    if found:
        raise Several(found)


def problems(body: PolicyBody) -> Iterator[Refused]:
    """Everything that is wrong with a policy, each as a refusal with its sentence."""
    yield from _named(body.gate, POLICY_GATES, "gate", "policy")
    yield from _named(body.tier, POLICY_TIERS, "tier", "policy")
    yield from _each(body.from_stages, STAGES, "stage", "from")
    yield from _each(body.to_stages, STAGES, "stage", "to")
    yield from _each(body.submit_by, ROLES, "role", "submit_by")
    yield from _named(body.stale_consequence, CONSEQUENCES, "consequence", "stale_consequence")
    yield from _named(
        body.condition_consequence, CONDITION_CONSEQUENCES, "consequence", "condition_consequence"
    )
    # A publication is about the organisation, others about a record: no version moves from a stage to another.
    stages = () if body.gate in WITHOUT_STAGES else ("from_stages", "to_stages")
    for name in (*stages, "submit_by", "items"):
        if not getattr(body, name):
            yield Refused("policy_empty", name=name)
    yield from _twice([item.key for item in body.items], "items")
    for item in body.items:
        yield from _item(item)
    yield from _seats(body)
    yield from merge_problems(body)
    yield from _times(body)
    yield from _rest(body)


def _item(item: Item) -> Iterator[Refused]:
    where = item.key
    if not KEY.fullmatch(item.key):
        yield Refused("policy_key", name=item.key)
    if not item.text.strip():
        yield Refused("policy_field", where=where, name="text")
    yield from _named(item.owner_role, ROLES, "role", where)
    yield from _named(item.module, MODULES, "module", where)
    yield from _each([item.flag] if item.flag else [], FLAGS, "flag", where)
    yield from _each(item.forced_by_flags, FLAGS, "flag", where)
    yield from _when(item.when, where)


def _seats(body: PolicyBody) -> Iterator[Refused]:
    deciding = [seat for seat in body.seats if seat.mode is SeatMode.DECIDES]
    if not any(seat.when is None for seat in deciding):
        # Seats that all hang on conditions could all fall away and leave a gate that nobody decides.
        yield Refused("policy_no_seat")
    yield from _twice([seat.key for seat in body.seats], "seats")
    last = max((seat.step for seat in deciding), default=1)
    for seat in body.seats:
        yield from _seat(seat, {item.key for item in body.items})
        if seat.mode is SeatMode.ADVISES and seat.step > last:
            yield Refused("policy_late_advice", seat=seat.key)


def _seat(seat: SeatRule, items: set[str]) -> Iterator[Refused]:
    if not KEY.fullmatch(seat.key):
        yield Refused("policy_key", name=seat.key)
    yield from _each((seat.role, *seat.also), ROLES, "role", seat.key)
    yield from _each(seat.scope, items, "item", seat.key)
    yield from _when(seat.when, seat.key)
    if seat.step < 1:
        yield Refused("policy_number", where=seat.key, name="step")
    if seat.scope and not UNSCOPED_ROLES.isdisjoint((seat.role, *seat.also)):
        yield Refused("policy_scope", seat=seat.key)
    if seat.mode is SeatMode.DECIDES and not ADVISING_ONLY.isdisjoint((seat.role, *seat.also)):
        yield Refused("policy_advises_only", seat=seat.key)


def _when(when: When | None, where: str) -> Iterator[Refused]:
    for key, values in when.terms if when else ():
        if key not in WHEN_VALUES:
            yield Refused("policy_name", kind="condition", name=key, where=where)
        else:
            yield from _each(values, WHEN_VALUES[key], key, where)


def _times(body: PolicyBody) -> Iterator[Refused]:
    times = {
        "sla_days": body.sla_days,
        "conditions_max_days": body.conditions_max_days,
        "draft_idle_days": body.expiry.draft_idle_days,
        "with_team_idle_days": body.expiry.with_team_idle_days,
        "in_review_days": body.expiry.in_review_days,
        "validity_days": body.validity_days,
        "renewal_interval_days": body.renewal_interval_days,
        "max_suspension_days": body.max_suspension_days,
    }
    for name, days in times.items():
        if days is not None and days < 1:
            yield Refused("policy_number", where="policy", name=name)


def _rest(body: PolicyBody) -> Iterator[Refused]:
    yield from _twice([change.key for change in body.routing], "routing")
    for change in body.routing:
        yield from _each([change.to_stage] if change.to_stage else [], STAGES, "stage", change.key)
    if body.emergency is not None:
        yield from _each(body.emergency.who, ROLES, "role", "emergency")
    if body.emergency_pass is not None:
        yield from _pass(body.emergency_pass)
    for purpose, stage in body.environments:
        yield from _named(purpose, PURPOSES, "environment", "environments")
        yield from _each([stage] if stage else [], STAGES, "stage", "environments")
    if not any(item.level is Level.MUST and item.blocking and item.when is None for item in body.items):
        yield Refused("policy_asks_nothing")


def _pass(rule: PassRule) -> Iterator[Refused]:
    """An emergency lasts at most three days, and somebody has to say why."""
    yield from _each(rule.who, ROLES, "role", "emergency_pass")
    if not 1 <= rule.hours <= LONGEST_PASS:
        yield Refused("policy_number", where="emergency_pass", name="hours")
    if rule.reason_min < 1:
        yield Refused("policy_number", where="emergency_pass", name="reason_min")


def _named(name: str, known: Iterable[str], kind: str, where: str) -> Iterator[Refused]:
    if name not in known:
        yield Refused("policy_name", kind=kind, name=name, where=where)


def _each(names: Iterable[str], known: Iterable[str], kind: str, where: str) -> Iterator[Refused]:
    for name in names:
        yield from _named(name, known, kind, where)


def _twice(keys: list[str], name: str) -> Iterator[Refused]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Refused("policy_twice", name=name, key=key)

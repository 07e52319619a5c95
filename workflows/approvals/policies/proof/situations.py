"""Every situation of a system that makes a difference to the conditions of a policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import When
from workflows.approvals.policies.phrases import FLAGS_SAID, ORIGINS_SAID
from workflows.approvals.policies.vocabulary import WHEN_VALUES, YES_KEYS
from workflows.approvals.policies.when import Situation
from workflows.approvals.policies.words import stage_label

MOST = 2**14
"""How many situations are looked at; a policy with more of them counts as not proven."""

ROLE_OF_NO_WEIGHT = "affected_person"
"""Stands for the operator role that a policy does not ask about."""


def situations(body: PolicyBody) -> tuple[Situation, ...] | None:
    """Every situation that the seats of a policy tell apart; None when there are too many to look at all."""
    return _all(seat.when for seat in body.seats)


def _all(conditions: Iterable[When | None]) -> tuple[Situation, ...] | None:
    named: dict[str, set[str]] = {}
    for when in conditions:
        for key, values in when.terms if when else ():
            named.setdefault(key, set()).update(values)
    choices = {key: tuple(_choices(key, sorted(values))) for key, values in sorted(named.items())}
    if prod(map(len, choices.values())) > MOST:
        return None
    return tuple(_situation(dict(zip(choices, one, strict=True))) for one in product(*choices.values()))


def _choices(key: str, values: list[str]) -> Iterator[frozenset[str]]:
    """What may be so about one key: of flags and roles any together, else one of the values, another, or unknown."""
    if key in YES_KEYS:
        yield from (frozenset({"yes"}), frozenset({"no"}))
    elif key == "any_flag":
        yield from _subsets(values)
    elif key == "role":
        # Some role is always held: no role at all would count as every one.
        other = [ROLE_OF_NO_WEIGHT, *sorted(WHEN_VALUES["role"])]
        unnamed = frozenset([role for role in other if role not in values][:1])
        yield from (some | unnamed for some in _subsets(values) if some | unnamed)
    else:
        others = sorted(WHEN_VALUES.get(key, frozenset()) - set(values))
        yield frozenset()
        yield from (frozenset({value}) for value in (*values, *others[:1]))


def _subsets(values: list[str]) -> Iterator[frozenset[str]]:
    if len(values) > 14:
        # As many choices as make the whole count too large, without listing them.
        yield from [frozenset[str]()] * (MOST + 1)
        return
    for taken in product((False, True), repeat=len(values)):
        yield frozenset(value for value, is_so in zip(values, taken, strict=True) if is_so)


def _situation(facts: dict[str, frozenset[str]]) -> Situation:
    nothing = frozenset[str]()
    return Situation(
        stage=_one(facts.get("stage", nothing)),
        origin=_one(facts.get("origin", nothing)),
        flags=facts.get("any_flag", nothing),
        roles=facts.get("role", frozenset({ROLE_OF_NO_WEIGHT})),
        legal_tier=_one(facts.get("legal_tier", nothing)),
        yes=frozenset(key for key in YES_KEYS if "yes" in facts.get(key, nothing)),
    )


def _one(values: frozenset[str]) -> str | None:
    return next(iter(values), None)


def situation_said(situation: Situation) -> str:
    """A situation as words, for a counter-example."""
    if situation.flags is None:
        return "whatever a condition asks about is so"
    parts = [FLAGS_SAID.get(flag, flag) for flag in sorted(situation.flags or ())]
    if situation.origin:
        parts.append(ORIGINS_SAID.get(situation.origin, situation.origin))
    if situation.stage:
        parts.append(f"it stands in {stage_label(situation.stage)}")
    if situation.legal_tier:
        parts.append(f"legal tier {situation.legal_tier.replace('_', ' ')}")
    roles = sorted((situation.roles or frozenset()) - {ROLE_OF_NO_WEIGHT})
    parts += [f"our role is {role.replace('_', ' ')}" for role in roles]
    parts += [key.replace("_", " ") for key in sorted(situation.yes)]
    return "; ".join(parts) or "nothing in particular applies"

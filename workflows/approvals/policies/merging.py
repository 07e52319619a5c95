"""Which roles one seat may stand for together, and how many people a request takes then."""

from __future__ import annotations

from collections.abc import Iterator

from models.enums import SeatMode, Tier
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import SeatRule
from workflows.ground.refused import Refused

NEVER_MERGED = frozenset({"product_owner", "ml_lead", "model_validator"})
"""Submitter, builder and validator: each stays a role of its own beside whoever may hand in under the policy."""

FEWEST = {Tier.MINIMAL.value: 2, Tier.LIMITED.value: 3, Tier.HIGH.value: 4}
"""How many people a request with merged seats takes at least, whoever hands it in included."""


def merge_problems(body: PolicyBody) -> Iterator[Refused]:
    """What is wrong with the merged seats of a policy; a policy without any has none."""
    merged = [seat for seat in body.seats if seat.also]
    for seat in merged:
        roles = (seat.role, *seat.also)
        if len(set(roles)) < len(roles):
            yield Refused("policy_merged_twice", seat=seat.key)
        for role in roles:
            if role in NEVER_MERGED or role in body.submit_by:
                yield Refused("policy_merged_role", seat=seat.key, role=role)
    fewest = FEWEST.get(body.tier, max(FEWEST.values()))
    if merged and people_asked(body) < fewest:
        yield Refused("policy_merged_people", people=people_asked(body), fewest=fewest, tier=body.tier)


def people_asked(body: PolicyBody) -> int:
    """How many different people a request takes in every case: one hands it in, the others sign."""
    deciding = [seat for seat in body.seats if seat.mode is SeatMode.DECIDES and seat.when is None]
    alone = [seat for seat in deciding if not seat.group_key]
    groups: dict[str, SeatRule] = {seat.group_key: seat for seat in deciding if seat.group_key}
    return 1 + len(alone) + sum(seat.needs or 0 for seat in groups.values())

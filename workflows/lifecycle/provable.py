"""The lifecycle as a proof of policies walks through it: by the very doors that every request passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from models.enums import Gate, Stage, Tier
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.proof.deciding import Asked
from workflows.approvals.policies.proof.finding import Pair, Told
from workflows.approvals.policies.proof.life import Place
from workflows.approvals.policies.when import Situation
from workflows.approvals.policies.words import tier_label
from workflows.lifecycle.catching_up import caught_up
from workflows.lifecycle.doors import REWORK_TARGETS, VersionState, targets, why_not
from workflows.lifecycle.machine import LIVE, is_earlier
from workflows.lifecycle.opening import PASSED_OVER

_DAY = date(2000, 1, 1)
TIERS = [Tier.MINIMAL.value, Tier.LIMITED.value, Tier.HIGH.value]
RAISED = {Gate.RENEWAL.value: PASSED_OVER, Gate.REWORK.value: PASSED_OVER[:3]}
"""Which gates a version can have passed when a raised tier opens this one: a rework only before it runs."""


class Doors:
    """Every stage, every stop, every tier; nothing is archived, overdue or lapsed, for these only shut."""

    def births(self) -> Iterable[Place]:
        """First versions begin in intake; a rework of a version that runs makes one that begins where it leads."""
        yield Place(Stage.INTAKE.value)
        yield Place(Stage.INTAKE.value, in_use_before=True)
        yield from (Place(stage) for stage in sorted(REWORK_TARGETS) if stage != Stage.INTAKE)

    def doors(self, place: Place) -> Iterator[tuple[str, Place]]:
        """The gates whose door is open, with the place behind each.

        A rework leads to the stage asked for, where the version itself or its successor stands.
        """
        state = VersionState(
            stage=place.stage,
            suspended=place.suspended,
            archived=False,
            number=1,
            tier=place.tier,
            in_use_before=place.in_use_before,
            cleared_until=_DAY,
        )
        for gate in Gate:
            for target in targets(place.stage, gate.value):
                if why_not(state, gate.value, target, _DAY) is None:
                    yield gate.value, Place(target, False, place.tier, False)

    def stages(self) -> Iterable[str]:
        """From intake to retirement."""
        return [stage.value for stage in Stage]

    def lives(self, stage: str) -> bool:
        """Deployment and monitoring."""
        return stage in LIVE

    def is_final(self, stage: str) -> bool:
        """Retirement."""
        return stage == Stage.RETIREMENT

    def before(self, stage: str, other: str) -> bool:
        """By the order of the stages; what is none, such as a stop, comes before nothing."""
        known = {one.value for one in Stage}
        return stage in known and is_earlier(stage, other)

    def caught_up(self, policies: Mapping[Pair, PolicyBody], body: PolicyBody) -> Iterator[Asked]:
        """A raised tier asks in a renewal, or before operation in a rework, what the passed gates ask in it now.

        All gates that can have been passed together, and every condition taken to hold, because that asks the most.
        """
        passed = RAISED.get(body.gate, ())
        for before in TIERS[: TIERS.index(body.tier)] if passed and body.tier in TIERS else ():
            gates = [
                (policies[gate, body.tier], policies[gate, before])
                for gate in passed
                if (gate, body.tier) in policies and (gate, before) in policies
            ]
            said = {"before": tier_label(before).lower(), "after": tier_label(body.tier).lower()}
            more = caught_up(body, Situation(), gates)
            yield Asked(Situation(), more, (Told("proof_step_raised", said),))

    def tiers(self) -> Iterable[str | None]:
        """Every tier, and none while nobody has classified the system."""
        return (None, *(tier.value for tier in Tier))

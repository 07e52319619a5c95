"""The lifecycle as a proof of policies walks through it: by the very doors that every request passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from models.enums import Gate, Stage, Tier
from workflows.approvals.policies.proof.life import Place
from workflows.lifecycle.doors import REWORK_TARGETS, VersionState, targets, why_not
from workflows.lifecycle.machine import LIVE, is_earlier

_DAY = date(2000, 1, 1)


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

    def tiers(self) -> Iterable[str | None]:
        """Every tier, and none while nobody has classified the system."""
        return (None, *(tier.value for tier in Tier))

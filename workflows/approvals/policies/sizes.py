"""The sizes in which the starter policies come: what each changes of the content, and whom it is meant for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.approvals.policies.vocabulary import POLICY_TIERS
from workflows.ground.refused import Refused

STANDARD = "standard"
"""The size an organisation gets that chooses none."""

_FIELDS = frozenset({"key", "label", "text", "crew", "seats", "without_extra", "defaults"})


@dataclass(frozen=True)
class Size:
    """One size: `crew` is the reference crew that it is proven passable for."""

    key: str
    label: str
    text: str
    crew: str
    seats: Mapping[str, Mapping[str, Any]]
    without_extra: Mapping[str, Any]
    defaults: Mapping[str, Any]

    def shape(self, gates: Mapping[str, Any]) -> dict[str, Any]:
        """The content of `gates.yaml` with the seats of this size.

        Raises Refused for a gate or tier that the content does not have: it would silently change nothing.
        """
        known = {gate["key"] for gate in gates["gates"]}
        for gate in {*self.seats, *self.without_extra} - known:
            raise Refused("policy_name", kind="gate", name=gate, where=f"size {self.key}")
        return {**gates, "gates": [self._gate(gate) for gate in gates["gates"]]}

    def _gate(self, gate: Mapping[str, Any]) -> dict[str, Any]:
        own = self.seats.get(gate["key"], {})
        for tier in {*own, *self.without_extra.get(gate["key"], ())} - set(POLICY_TIERS):
            raise Refused("policy_name", kind="tier", name=tier, where=f"size {self.key}")
        # The quorum is the number of seats; a size that says who signs says that number with it.
        quorum = {**gate["quorum"], **{tier: len(seats) for tier, seats in own.items()}}
        without = list(self.without_extra.get(gate["key"], ()))
        return {
            **gate,
            "signoff": {**gate["signoff"], **own},
            "quorum": quorum,
            "without_extra": without,
        }


def read_sizes(raw: Mapping[str, Any]) -> dict[str, Size]:
    """The sizes of the catalogue by key; raises Refused for a field nobody reads."""
    sizes = {}
    for one in raw["sizes"]:
        for name in set(one) - _FIELDS:
            raise Refused("policy_unknown_field", where=f"size {one.get('key')}", name=name)
        sizes[one["key"]] = Size(**one)
    return sizes

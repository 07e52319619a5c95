"""What a proof finds: faults with their counter-examples, and whose leaving would close what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflows.ground.words import text

Pair = tuple[str, str]
"""A gate and a tier."""


class FaultKind(StrEnum):
    """What is wrong: a way round a signature, a request nobody decides, an unknown name, a stage without exit."""

    UNSIGNED = "unsigned"
    UNDECIDABLE = "undecidable"
    NAME = "name"
    DEAD_END = "dead_end"


@dataclass(frozen=True)
class Told:
    """One sentence: its code and what fills its gaps."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The sentence."""
        return text(self.code, dict(self.params))

    def as_plain(self) -> dict[str, Any]:
        """The sentence as JSON keeps it."""
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True)
class Fault:
    """One thing a policy must not allow, with the way that leads there step by step."""

    kind: FaultKind
    told: Told
    gate: str = ""
    tier: str = ""
    path: tuple[Told, ...] = ()

    @property
    def said(self) -> str:
        """The fault as a sentence."""
        return self.told.said

    def as_plain(self) -> dict[str, Any]:
        """The fault as JSON keeps it."""
        return {
            "kind": self.kind.value,
            "told": self.told.as_plain(),
            "gate": self.gate,
            "tier": self.tier,
            "path": [step.as_plain() for step in self.path],
        }


@dataclass(frozen=True)
class Explored:
    """How much was looked at: policies, situations of a system, states of seats, places in the lifecycle, people."""

    policies: int = 0
    situations: int = 0
    states: int = 0
    places: int = 0
    people: int = 0


@dataclass(frozen=True)
class Closing:
    """The gates and tiers that nobody could decide any more if this person left."""

    key: str
    name: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Proof:
    """The result; `elsewhere` are faults that stand already and have nothing to do with the policy looked at."""

    faults: tuple[Fault, ...]
    explored: Explored
    closes: tuple[Closing, ...] = ()
    elsewhere: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def as_plain(self) -> dict[str, Any]:
        """The result as JSON keeps it; people by their keys, because names leave with an erasure."""
        return {
            "ok": self.ok,
            "faults": [fault.as_plain() for fault in self.faults],
            "elsewhere": [fault.as_plain() for fault in self.elsewhere],
            "explored": vars(self.explored),
            "closes": [{"person": c.key, "pairs": [list(pair) for pair in c.pairs]} for c in self.closes],
        }

    def as_text(self) -> str:
        """The result as a column keeps it."""
        return json.dumps(self.as_plain(), ensure_ascii=False, sort_keys=True)


def from_text(stored: str, names: Mapping[str, str] | None = None) -> Proof | None:
    """A stored result, None for an empty one; `names` are the people's by key, the key stands for a missing one."""
    raw = json.loads(stored or "{}")
    if not raw:
        return None
    known = names or {}
    closes = (
        Closing(
            c["person"],
            known.get(c["person"], c["person"]),
            tuple((gate, tier) for gate, tier in c["pairs"]),
        )
        for c in raw["closes"]
    )
    return Proof(
        tuple(map(_fault, raw["faults"])),
        Explored(**raw["explored"]),
        tuple(closes),
        tuple(map(_fault, raw["elsewhere"])),
    )


def _fault(raw: Mapping[str, Any]) -> Fault:
    return Fault(
        FaultKind(raw["kind"]), _told(raw["told"]), raw["gate"], raw["tier"], tuple(map(_told, raw["path"]))
    )


def _told(raw: Mapping[str, Any]) -> Told:
    return Told(raw["code"], raw["params"])

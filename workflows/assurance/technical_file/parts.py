"""What a type of document consists of, and of which systems it is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

AUDIENCES = (
    ("user", "People who work with it"),
    ("affected", "Affected persons"),
    ("operator", "Whoever runs it"),
    ("authority", "Authorities"),
    ("auditor", "Auditors"),
)
"""Whom a document is written for."""


@dataclass(frozen=True)
class Section:
    """A section that a type needs: its heading, and what stands under it."""

    heading: str
    asks: str


@dataclass(frozen=True)
class DocType:
    """A type of document: the checklist items it answers, its purpose, its sections, whom it is usually for.

    A `counts_days` type says how things are now: it counts only when it was written shortly before a request asks.
    `asked_of` names the systems it is asked of, as `traits_of` gives them; all of them when it is empty.
    """

    key: str
    label: str
    items: tuple[str, ...]
    purpose: str
    sections: tuple[Section, ...]
    audience: tuple[str, ...] = ("auditor",)
    counts_days: int = 0
    with_plan: bool = False
    asked_of: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its sections, in order."""
        return tuple(section.heading for section in self.sections)


BUILT, DEPLOYER, GPAI, IN_USE = "built", "deployer", "gpai", "in_use"


def traits_of(origin: str, roles: Collection[str], flags: Collection[str], in_use: bool) -> frozenset[str]:
    """What decides which documents are asked of a system: who made it, our role, its flags, whether it ran before."""
    traits = {
        BUILT: origin in ("built", "adapted"),
        DEPLOYER: "deployer" in roles,
        GPAI: "gpai" in flags,
        IN_USE: in_use,
    }
    return frozenset(key for key, holds in traits.items() if holds)


def is_asked(one: DocType, traits: frozenset[str]) -> bool:
    """Whether a gate may ask a system with these traits for documents of the type."""
    return not one.asked_of or one.asked_of in traits

"""What a type of document consists of."""

from __future__ import annotations

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
    """

    key: str
    label: str
    items: tuple[str, ...]
    purpose: str
    sections: tuple[Section, ...]
    audience: tuple[str, ...] = ("auditor",)
    counts_days: int = 0
    with_plan: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its sections, in order."""
        return tuple(section.heading for section in self.sections)

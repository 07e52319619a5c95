"""New model versions of suppliers: which are new, and which nobody reviewed; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]
LARGE = "major"
"""The effect of a version that behaves otherwise: what was approved is no longer what runs."""


@dataclass(frozen=True)
class Release:
    """One new version of a supplier's model or product."""

    product: str
    release: str
    effect: str
    applies_on: str
    reviewed_on: str
    outcome: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it another one."""
        return self.product.casefold(), self.release.casefold()

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody looked at it and said what came of it; without effect the day is enough."""
        return bool(self.reviewed_on) and (bool(self.outcome) or self.effect == "none")


def releases_of(body: Body) -> tuple[Release, ...]:
    """The new versions that a supplier lists."""
    return tuple(
        Release(*(" ".join(str(row.get(key) or "").split()) for key in Release.__dataclass_fields__))
        for row in body.get("releases") or []
        if row.get("product") or row.get("release")
    )


def added(before: Body | None, after: Body) -> tuple[Release, ...]:
    """The versions that were not there before and that nobody has reviewed."""
    known = {one.key for one in releases_of(before or {})}
    return tuple(one for one in releases_of(after) if one.key not in known and not one.is_reviewed)


def behaving_otherwise(before: Body | None, after: Body) -> tuple[Release, ...]:
    """The versions that are said to change much, were not said to before, and that nobody has reviewed."""
    known = {one.key for one in releases_of(before or {}) if one.effect == LARGE}
    return tuple(
        one
        for one in releases_of(after)
        if one.effect == LARGE and one.key not in known and not one.is_reviewed
    )


def unreviewed(body: Body) -> tuple[str, ...]:
    """The versions that nobody reviewed, by name."""
    return tuple(f"{one.product} {one.release}" for one in releases_of(body) if not one.is_reviewed)

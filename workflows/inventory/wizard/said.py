"""What a kept classification says, as far as duties depend on it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from workflows.inventory.wizard.duties import Found

OUTSIDE = "out_of_scope"
SCREEN = "Q_PROH"
"""The question that lists forbidden practices."""
POINTS = "Q_ANNEX3"
"""The question whose choices are the points of Annex III."""


class Line(Protocol):
    """A classification as queries give it."""

    @property
    def legal_tier(self) -> str: ...  # noqa: D102

    @property
    def operator_roles(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def flags(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def wizard(self) -> Mapping[str, Any]: ...  # noqa: D102


def found_of(line: Line, in_use_since: date | None) -> Found:
    """The facts duties depend on; one that was set without the wizard has no points."""
    return Found(
        tier=line.legal_tier,
        roles=frozenset(line.operator_roles),
        flags=frozenset(line.flags),
        points=chosen_in(line.wizard, POINTS),
        in_use_since=in_use_since,
        outside=line.wizard.get("tier") == OUTSIDE,
    )


def chosen_in(wizard: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The choices of one question that count: yes and unsure."""
    for step in wizard.get("steps", ()):
        if step["key"] == key:
            return tuple(one["key"] for one in step.get("choices", ()) if one["reply"] != "no")
    return ()


def is_screened(wizard: Mapping[str, Any]) -> bool:
    """Whether every practice that was listed then was answered, one by one."""
    return any(
        step["key"] == SCREEN and step.get("choices") and all(one["reply"] for one in step["choices"])
        for step in wizard.get("steps", ())
    )


def unsure_in(wizard: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions somebody has to find out about, as they were asked."""
    return tuple(
        step["text"]
        for step in wizard.get("steps", ())
        if step["reply"] == "unsure" or any(one["reply"] == "unsure" for one in step.get("choices", ()))
    )

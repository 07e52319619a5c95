"""In which groups registers are shown, and where one that names no group belongs."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.inventory.registers import declaring
from workflows.inventory.registers.declaring import Field, Register


def N_(text: str) -> str:
    """Marks a word for translation."""
    return text


OTHER = N_("Other registers")

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("What is in use"), ("candidate", "component", "tool_use", "agent", "resource", "supplier")),
    (N_("Risk and impact"), ("risk", "impact", "dpia", "fria", "obligation")),
    (N_("Data and evaluation"), ("dataset", "test_plan", "evaluation", "validation")),
    (N_("Technical file and transparency"), ("techdoc", "system_card", "transparency_notice")),
    (
        N_("Oversight and explanation"),
        ("oversight", "intervention", "explanation_method", "explanation", "competence"),
    ),
    (N_("In operation"), ("indicator", "monitoring_plan", "monitoring_report", "event_log")),
    (N_("When something goes wrong"), ("incident", "incident_plan", "concern", "concern_channel")),
    (N_("Changes"), ("change", "envelope", "revision")),
)
"""Headings of the overview, each with its registers in order."""

_PLACES = {key: (place, title) for place, (title, keys) in enumerate(GROUPS) for key in keys}


def group_of(one: Register) -> str:
    """The heading under which a register stands."""
    return _PLACES[one.key][1] if one.key in _PLACES else one.group or OTHER


def grouped() -> list[tuple[str, list[Register]]]:
    """All registers under their headings; headings of their own come behind ours, the rest last."""
    order = [title for title, _ in GROUPS]
    found: dict[str, list[Register]] = {title: [] for title in order}
    for one in declaring.known():
        found.setdefault(group_of(one), []).append(one)
    for title, keys in GROUPS:
        found[title].sort(key=lambda one, keys=keys: keys.index(one.key) if one.key in keys else len(keys))  # type: ignore[misc]
    rest = found.pop(OTHER, [])
    return [(title, ones) for title, ones in [*found.items(), (OTHER, rest)] if ones]


def sections(fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """Declared fields under their headings, in the order in which they are declared."""
    found: dict[str, list[Field]] = {}
    for one in fields:
        found.setdefault(one.group, []).append(one)
    return list(found.items())

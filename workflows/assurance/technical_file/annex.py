"""The nine points of Annex IV: which section of the cover says it, and which registers hold what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Point:
    """One point: the heading of its section, the types of documents and the registers that hold more about it."""

    number: int
    heading: str
    doc_types: tuple[str, ...]
    registers: tuple[str, ...]


POINTS: Final = (
    Point(1, "1 General description", ("requirements", "instructions"), ("system_card", "resource")),
    Point(
        2,
        "2 Elements and development",
        ("design", "oversight_concept", "gpai_pack"),
        ("component", "dataset", "evaluation", "validation", "supplier"),
    ),
    Point(
        3,
        "3 Monitoring, functioning, control",
        ("oversight_concept", "instructions"),
        ("oversight", "evaluation", "event_log", "explanation_method"),
    ),
    Point(4, "4 Why the measures fit", ("criteria",), ("test_plan",)),
    Point(5, "5 Risk management", (), ("risk", "impact", "fria", "dpia")),
    Point(
        6,
        "6 Changes through the lifecycle",
        ("document_update",),
        ("change", "change_envelope", "envelope", "revision"),
    ),
    Point(7, "7 Standards or other solutions", ("control_status",), ("obligation",)),
    Point(8, "8 Declaration of conformity", (), ()),
    Point(9, "9 Watching after release", (), ("monitoring_plan", "indicator", "incident_plan")),
)

"""Which checklist items documents satisfy: each type its own, when all its sections say something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from workflows.assurance.technical_file.completeness import counts
from workflows.assurance.technical_file.parts import DocType
from workflows.assurance.technical_file.register import ISSUED
from workflows.assurance.technical_file.types import TYPES
from workflows.inventory.registers.needs import Known, Need, need

SOMEBODY: Final = "00000000-0000-7000-8000-000000000009"


def _is(key: str) -> Callable[[Known], bool]:
    return lambda known: known.body.get("doc_type") == key


def _sample(one: DocType) -> dict[str, Any]:
    body: dict[str, Any] = {
        "doc_type": one.key,
        "audience": list(one.audience),
        "edition": "1",
        "as_of": "2026-01-05",
        "sections": [
            {"heading": part.heading, "text": f"{part.asks} Written down."} for part in one.sections
        ],
    }
    if one.with_plan:
        body["plan"] = [
            {"step": "Write what is missing", "owner": SOMEBODY, "due": "2199-12-31", "done": "no"}
        ]
    return body


def _need(item: str, one: DocType) -> Need:
    filled = ("edition", "as_of", "sections", *(("plan",) if one.with_plan else ()))
    return need(
        Need(
            item,
            "techdoc",
            filled=filled,
            statuses=frozenset({ISSUED}),
            test=counts,
            only=_is(one.key),
            prefill={"doc_type": one.key},
            sample=_sample(one),
            sample_status=ISSUED,
            example=f"{one.label}, issued, with something under each of: {', '.join(one.headings)}.",
        )
    )


NEEDS: Final = tuple(_need(item, one) for one in TYPES for item in one.items)

"""Splits of a dataset: three parts, the test part kept back, and no leakage between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PARTS = ("training", "validation", "test")


def rows_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The split's rows that name a part."""
    return [row for row in body.get("splits") or [] if isinstance(row, Mapping) and row.get("part")]


def missing_parts(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts that no row with content describes."""
    there = {row["part"] for row in rows_of(body) if row.get("size") not in ("", None, 0)}
    return tuple(part for part in PARTS if part not in there)


def twins(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Parts that have the very same bytes as another part: leakage that a hash proves."""
    seen: dict[str, str] = {}
    found: list[str] = []
    for row in rows_of(body):
        digest = str(row.get("digest") or "").lower().removeprefix("sha256:")
        if digest and seen.setdefault(digest, row["part"]) != row["part"]:
            found.append(str(row["part"]))
    return tuple(found)

"""What an envelope has to fix, and whether a revision lies inside it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.body_days import day_in
from workflows.inventory.registers.declaring import Derived

ABOVE, BELOW = "at_least", "at_most"


@dataclass(frozen=True)
class Bound:
    """A test that every revision has to pass: the value on the good side of the limit."""

    test: str
    better: str
    limit: float

    def holds(self, value: float) -> bool:
        """Whether a value passes."""
        return value >= self.limit if self.better == ABOVE else value <= self.limit


def derive(body: Mapping[str, Any]) -> Derived:
    """It is due on its last day."""
    return Derived(due_on=day_in(body, "until"))


def check(body: Mapping[str, Any]) -> list[Refused]:
    """How often goes with a number of days, and each test is named once."""
    bad = []
    if bool(body.get("most")) != bool(body.get("within_days")):
        bad.append(Refused("envelope_how_often", field="within_days" if body.get("most") else "most"))
    names = [str(row.get("test") or "").casefold() for row in body.get("tests") or []]
    bad += [
        Refused("envelope_test_twice", field=f"tests-{number}-test")
        for number, name in enumerate(names)
        if name and name in names[:number]
    ]
    return bad


def bounds(body: Mapping[str, Any]) -> tuple[Bound, ...]:
    """The tests of an envelope."""
    rows = body.get("tests") or []
    return tuple(
        Bound(str(row["test"]), str(row["better"]), float(row["limit"])) for row in rows if row["test"]
    )


def why_outside(
    envelope: Mapping[str, Any], revision: Mapping[str, Any], day: date, earlier: Sequence[date]
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every reason why a revision is no revision but a new version; empty when it lies inside.

    `earlier` are the days of the revisions already made in this envelope. A missing test counts as failed.
    """
    found: list[tuple[str, dict[str, Any]]] = []
    if revision.get("kind") not in (envelope.get("may_change") or []):
        found.append(("outside_kind", {}))
    until, since = day_in(envelope, "until"), day_in(envelope, "since")
    if until is None or day > until or (since is not None and day < since):
        found.append(("outside_dates", {"until": until}))
    most, days = envelope.get("most"), envelope.get("within_days")
    if most and days:
        recent = [one for one in earlier if day - timedelta(days=int(days)) < one <= day]
        if len(recent) >= int(most):
            found.append(("outside_often", {"most": int(most), "days": int(days)}))
    return (*found, *_failed(envelope, revision))


def _failed(envelope: Mapping[str, Any], revision: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    values = {
        str(row.get("test") or "").casefold(): row.get("value")
        for row in revision.get("tests") or []
        if row.get("value") not in (None, "")
    }
    asked = bounds(envelope)
    if not asked:
        return [("outside_no_tests", {})]
    found: list[tuple[str, dict[str, Any]]] = []
    for bound in asked:
        value = values.get(bound.test.casefold())
        if value is None:
            found.append(("outside_test_missing", {"test": bound.test}))
        elif not bound.holds(float(value)):
            found.append(("outside_test_failed", {"test": bound.test, "value": value, "limit": bound.limit}))
    return found

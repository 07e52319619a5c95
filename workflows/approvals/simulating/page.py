"""Reads dry runs for their pages: how far one is, what it found by name, and who would have more to sign."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dry_run import DryRun
from models.person import Person
from models.policy_draft import PolicyDraft
from workflows.approvals.policies.body import load
from workflows.approvals.policies.words import gate_label, role_label
from workflows.approvals.simulating.adding_up import flips
from workflows.approvals.simulating.asking import may_read, reader_needed
from workflows.approvals.simulating.machine import UNDONE
from workflows.ground import clock
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.people.standing import Grant, Standing, everybody

SHOWN = 50
"""Requests that one page names."""


class Reader(Protocol):
    """Whoever asks for a page."""

    @property
    def grants(self) -> Sequence[Grant]:
        """The role grants in force."""


@dataclass(frozen=True)
class Said:
    """A sentence as its code and parameters."""

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One request that would go another way, or take other work."""

    ref: str
    label: str
    status: str
    number: int
    turn: str
    why: tuple[Said, ...]


@dataclass(frozen=True)
class Work:
    """A role that would sign more or fewer requests: how many in all, in a month on average, and who holds it."""

    label: str
    count: int
    a_month: float
    people: tuple[str, ...]


@dataclass(frozen=True)
class DryRunPage:
    """One dry run as its page shows it."""

    ref: str
    gate: str
    gate_name: str
    tier: str
    draft_ref: str | None
    draft_moved: bool
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    status: str
    error: str
    done: int
    total: int
    undone: bool
    open: int
    decided: int
    undecided: int
    flips: int
    others: int
    lines: tuple[Line, ...]
    start: int
    following: int | None
    more: tuple[Work, ...]
    fewer: tuple[Work, ...]


@dataclass(frozen=True)
class DryRunRow:
    """One dry run in the list of the latest."""

    ref: str
    gate_name: str
    tier: str
    draft_ref: str | None
    asked_by: str
    asked_at: datetime
    status: str
    flips: int


def dry_run_page(person: Reader, run_id: int, start: int = 0, shown: int | None = SHOWN) -> DryRunPage:
    """One dry run; raises NotAllowed for whoever does not see every request, NotFound for one that is not there."""
    if not may_read(person.grants):
        raise reader_needed()
    tx = reading()
    run = tx.get(DryRun, run_id)
    if run is None:
        raise NotFound("not_found")
    body, result = load(run.body), json.loads(run.result)
    ordered = [*flips(result), *(x for x in result.get("lines", ()) if x not in flips(result))]
    last = len(ordered) if shown is None else start + shown
    people = everybody(tx, clock.glance()) if result.get("more") or result.get("fewer") else []
    return DryRunPage(
        ref=ref("DRY", run.id),
        gate=body.gate,
        gate_name=gate_label(body.gate),
        tier=body.tier,
        draft_ref=ref("DRAFT", run.draft_id) if run.draft_id else None,
        draft_moved=_draft_moved(tx, run),
        asked_by=_name(tx, run.asked_by_id),
        asked_at=run.asked_at,
        ended_at=run.ended_at,
        status=run.status,
        error=run.error,
        done=run.done,
        total=max(run.total, run.done),
        undone=run.status in UNDONE,
        open=result.get("open", 0),
        decided=result.get("decided", 0),
        undecided=result.get("undecided", 0),
        flips=len(flips(result)),
        others=len(ordered) - len(flips(result)),
        lines=tuple(_line(line) for line in ordered[start:last]),
        start=start,
        following=last if last < len(ordered) else None,
        more=_work(result, "more", people),
        fewer=_work(result, "fewer", people),
    )


def dry_runs(person: Reader, most: int = 30) -> tuple[DryRunRow, ...]:
    """The latest dry runs; raises NotAllowed for whoever does not see every request."""
    if not may_read(person.grants):
        raise reader_needed()
    rows = reading().execute(
        select(DryRun, Person.name)
        .join(Person, Person.id == DryRun.asked_by_id)
        .order_by(DryRun.id.desc())
        .limit(most)
    )
    return tuple(_row(run, name) for run, name in rows)


def _row(run: DryRun, name: str) -> DryRunRow:
    body = load(run.body)
    return DryRunRow(
        ref("DRY", run.id),
        gate_label(body.gate),
        body.tier,
        ref("DRAFT", run.draft_id) if run.draft_id else None,
        name,
        run.asked_at,
        run.status,
        len(flips(json.loads(run.result))),
    )


def _draft_moved(tx: Session, run: DryRun) -> bool:
    """Whether the draft says something else by now."""
    if run.draft_id is None:
        return False
    return tx.scalars(select(PolicyDraft.body).where(PolicyDraft.id == run.draft_id)).first() != run.body


def _name(tx: Session, person_id: int) -> str:
    return tx.scalars(select(Person.name).where(Person.id == person_id)).one()


def _line(line: Mapping[str, Any]) -> Line:
    return Line(
        ref("REQ", line["request"]),
        line["label"],
        line["status"],
        line["number"],
        f"dry_{line['turn']}",
        tuple(_why(line)),
    )


def _why(line: Mapping[str, Any]) -> Iterable[Said]:
    if line["items"]:
        yield Said("dry_items", {"items": ", ".join(line["items"])})
    if line["nobody"]:
        yield Said("dry_nobody", {"role": role_label(line["nobody"])})
    elif line["nobody"] is not None:
        yield Said("dry_no_seat", {})
    if line["no_independent"]:
        yield Said("dry_no_independent", {})
    waits = set(line["waiting"]) - set(line["new_seats"])
    if waits and line["turn"] in ("stopped", "let_through") and line["would"] != "approved":
        yield Said("dry_waiting", {"roles": _roles(waits)})
    if line["new_seats"]:
        yield Said("dry_new_seats", {"roles": _roles(line["new_seats"])})
    if line["gone_seats"]:
        yield Said("dry_gone_seats", {"roles": _roles(line["gone_seats"])})


def _roles(roles: Iterable[str]) -> str:
    return ", ".join(sorted(role_label(role) for role in roles))


def _work(result: Mapping[str, Any], what: str, people: Sequence[Standing]) -> tuple[Work, ...]:
    months = max(len(result.get("months", {})), 1)
    found = []
    for roles, by_month in result.get(what, {}).items():
        holding = [one.name for one in people if _holds(one, roles.split("+"))]
        count = sum(by_month.values())
        found.append(Work(role_label(roles), count, round(count / months, 1), tuple(holding)))
    return tuple(sorted(found, key=lambda work: (-work.count, work.label)))


def _holds(person: Standing, roles: Sequence[str]) -> bool:
    return {grant.role for grant in person.grants}.issuperset(roles)

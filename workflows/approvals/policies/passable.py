"""Says which seats of which policies a group of people could never fill: pure, for set-up, sample and dry run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.enums import SeatMode
from workflows.approvals.matching import assign
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import SeatRule

SUBMITTER = "submit_by"
"""Stands for the seat of a gap when nobody of the team may hand the request in."""

INDEPENDENT = "independent_seat"
"""Stands for the seat of a gap when every possible signer of a deciding seat wrote a record of the request."""


@dataclass(frozen=True)
class Member:
    """A person of the group: roles held, roles in which they write linked records, and whether an employee."""

    person_id: int
    roles: frozenset[str]
    wrote: frozenset[str] = frozenset()
    employee: bool = True


@dataclass(frozen=True)
class Gap:
    """A seat that stays empty under a policy, however people are placed."""

    gate: str
    tier: str
    seat: str


def passable(
    policies: Mapping[tuple[str, str], PolicyBody], crew: Sequence[Member], team: Collection[int]
) -> tuple[Gap, ...]:
    """Every gap of these policies; empty when each can be submitted and signed by different people.

    `team` holds the persons barred for submitting, building or belonging to the system; one of them must be able to
    submit. Every condition is taken to hold, because that asks for the most seats; an advising seat whose role nobody
    holds falls away, as it does at submission.
    """
    return tuple(gap for body in policies.values() for gap in _gaps(body, crew, team))


def _gaps(body: PolicyBody, crew: Sequence[Member], team: Collection[int]) -> Iterator[Gap]:
    if not any(member.person_id in team and member.roles & set(body.submit_by) for member in crew):
        yield Gap(body.gate, body.tier, SUBMITTER)
    held = frozenset[str]().union(*(member.roles for member in crew))
    seats = [seat for seat in body.seats if seat.mode is SeatMode.DECIDES or seat.role in held]
    free = [member for member in crew if member.person_id not in team]
    able = {seat.key: {m.person_id for m in free if _may(m, seat, body)} for seat in seats}
    while True:
        filled, missing = assign(able)
        if filled is not None:
            break
        # Leave the seat out and go on, so that every gap is named and not only the first.
        yield Gap(body.gate, body.tier, str(missing))
        del able[str(missing)]
    deciding = [seat.key for seat in seats if seat.mode is SeatMode.DECIDES and seat.key in able]
    if body.independent_seat and not any(_independent(key, able, crew) for key in deciding):
        yield Gap(body.gate, body.tier, INDEPENDENT)


def _may(member: Member, seat: SeatRule, body: PolicyBody) -> bool:
    if seat.role not in member.roles or (member.wrote and seat.role not in member.wrote):
        return False
    return member.employee or body.contractor_seats or seat.mode is SeatMode.ADVISES


def _independent(key: str, able: Mapping[str, set[int]], crew: Sequence[Member]) -> bool:
    wrote = {member.person_id for member in crew if member.wrote}
    free = able[key] - wrote
    return bool(free) and assign({**able, key: free})[0] is not None

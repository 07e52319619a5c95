"""Folds what the record says of one request into its measures; pure, so that history can be counted again at any time.

The clock's spans say whose turn it was: within a span the reviewers', between two the team's, or nobody's while the
request was on hold. Within a span the time counts as unclaimed until somebody took the request up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.enums import Decision, RequestStatus
from workflows.approvals.actions import signed_action
from workflows.approvals.clock.running import ON_HOLD
from workflows.approvals.pool.actions import ASSIGNED, CLAIMED, RELEASED

HANDED_IN = frozenset({"request:submitted", "request:resubmitted"})
SENT_BACK = signed_action(Decision.REQUEST_CHANGES)
RECUSED = signed_action(Decision.RECUSE)
TAKES_UP = frozenset(
    {CLAIMED, ASSIGNED, "request:evidence:checked"}
    | {signed_action(decision) for decision in Decision if decision is not Decision.RECUSE}
)
LETS_GO = frozenset({RELEASED, RECUSED})
READ = HANDED_IN | TAKES_UP | LETS_GO
"""The actions that are read; no other entry changes a measure."""

DECIDED = (RequestStatus.APPROVED.value, RequestStatus.REJECTED.value)
UNCLAIMED, REVIEWER, TEAM, PAUSED = "unclaimed", "reviewer", "team", "paused"
PARTS = (UNCLAIMED, REVIEWER, TEAM, PAUSED)


@dataclass(frozen=True)
class Told:
    """One entry: its number in the record, its instant, and the policy that it names."""

    n: int
    at: datetime
    action: str
    policy_digest: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch in which the clock ran; `why` says why it stopped, `stopped` is none while it runs."""

    started: datetime
    stopped: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Facts:
    """What is known of a request that was handed in; `ended` and `outcome` are empty while it is open."""

    submitted: datetime
    ended: datetime | None
    outcome: str
    due: datetime | None
    entries: Sequence[Told] = ()
    spans: Sequence[Span] = ()


@dataclass(frozen=True)
class Measured:
    """The measures of one request; times in seconds, `on_time` none while it is undecided or had no date."""

    rounds: int
    seconds: dict[str, int]
    on_time: bool | None
    policy_digest: str
    last_entry: int


def fold(facts: Facts, now: datetime) -> Measured:
    """The measures of a request; what is open is counted up to `now`."""
    end = max(facts.ended or now, facts.submitted)
    seconds = dict.fromkeys(PARTS, 0.0)
    for begin, until, part in _stretches(facts, end):
        seconds[part] += (until - begin).total_seconds()
    handed_in = [entry for entry in facts.entries if entry.action in HANDED_IN]
    return Measured(
        rounds=max(len(handed_in), 1),
        seconds={part: round(length) for part, length in seconds.items()},
        on_time=_on_time(facts),
        policy_digest=next((e.policy_digest for e in reversed(facts.entries) if e.policy_digest), ""),
        last_entry=max((entry.n for entry in facts.entries), default=0),
    )


def _on_time(facts: Facts) -> bool | None:
    if facts.ended is None or facts.due is None or facts.outcome not in DECIDED:
        return None
    return facts.ended <= facts.due


def _stretches(facts: Facts, end: datetime) -> Iterable[tuple[datetime, datetime, str]]:
    """The life of a request from the first submission to its end, cut where the turn passed on."""
    turns = _turns_by_clock(facts) if facts.spans else _turns_by_entries(facts)
    for place, (begin, side) in enumerate(turns):
        until = turns[place + 1][0] if place + 1 < len(turns) else end
        begin, until = max(begin, facts.submitted), min(until, end)
        if until <= begin:
            continue
        if side == REVIEWER:
            yield from _by_claim(facts, begin, until)
        else:
            yield begin, until, side


def _turns_by_clock(facts: Facts) -> list[tuple[datetime, str]]:
    spans = sorted(facts.spans, key=lambda span: span.started)
    # What was handed in while its version was suspended waits before its clock ever ran.
    turns = [(facts.submitted, PAUSED)] if spans[0].started > facts.submitted else []
    for span in spans:
        turns.append((span.started, REVIEWER))
        if span.stopped is not None:
            turns.append((span.stopped, PAUSED if span.why == ON_HOLD else TEAM))
    return turns


def _turns_by_entries(facts: Facts) -> list[tuple[datetime, str]]:
    """For a request without a clock: the reviewers have it but from a request for changes to the next round."""
    sides = {SENT_BACK: TEAM} | dict.fromkeys(HANDED_IN, REVIEWER)
    told = [(entry.at, sides[entry.action]) for entry in facts.entries if entry.action in sides]
    return [(facts.submitted, REVIEWER), *told]


def _by_claim(facts: Facts, begin: datetime, until: datetime) -> Iterable[tuple[datetime, datetime, str]]:
    part = UNCLAIMED
    for entry in facts.entries:
        if not begin <= entry.at < until or entry.action in HANDED_IN:
            continue
        after = REVIEWER if entry.action in TAKES_UP else UNCLAIMED
        if after != part:
            yield begin, entry.at, part
            begin, part = entry.at, after
    yield begin, until, part

"""Property: a dry run of the policy that a request ran under never differs from what happened."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from models.enums import Level, SeatMode
from tests.fixtures.histories import History, history, situation
from workflows.approvals.evaluating import Outcome
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.simulating.comparing import Turn
from workflows.approvals.simulating.past import Past, Tried
from workflows.approvals.simulating.running import try_ended
from workflows.approvals.starter import starter_bodies

BODIES = [load(text) for text in starter_bodies().values()]
MANY = 1_200
DECIDED = (Outcome.APPROVED, Outcome.REJECTED)


def past_of(one: History, random: Random, own: PolicyBody | None = None) -> Past:
    """The history as a dry run reads it; what is known of the version today has nothing to do with then."""
    return Past(
        own=own or one.body,
        asked={item.key: (item.level, item.blocking) for item in one.items},
        items={item.key: item.fact for item in one.items},
        seats=one.seats,
        situation=lambda: situation(random, one.body),
        signers={key: frozenset({person}) for key, person in one.signers.items()},
        wrote=one.wrote,
    )


def generated(seed: int, many: int = MANY) -> list[History]:
    """Decided histories under any policy of the starter, groups and vetoes added."""
    random, found = Random(seed), list[History]()
    while len(found) < many:
        body = random.choice(BODIES)
        if random.random() < 0.5:
            body = with_board(body, random)
        one = history(random, body)
        if one.outcome in DECIDED:
            found.append(one)
    return found


def with_board(body: PolicyBody, random: Random) -> PolicyBody:
    """The policy with a board of which some have to sign."""
    size = random.randrange(2, 5)
    needs = random.randrange(1, size + 1)
    veto = random.random() < 0.3
    board = tuple(
        SeatRule(
            f"board.{n}", "committee_member", 2, SeatMode.DECIDES, group_key="board", needs=needs, veto=veto
        )
        for n in range(1, size + 1)
    )
    return replace(body, seats=(*body.seats, *board))


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.trust) for n in range(10, 20))])
def test_s45_a_dry_run_of_the_policy_of_then_equals_what_happened(seed: int) -> None:
    random, seen = Random(seed), set()
    for one in generated(seed):
        differs = try_ended(one.outcome.value, past_of(one, random), Tried(one.body, frozenset()))
        assert differs is None, (one.body.gate, one.body.tier, one.seats, differs)
        seen.add((one.body.gate, one.body.tier, one.outcome))
    assert len(seen) > 60


def test_s45_a_further_mandatory_seat_stops_exactly_what_was_approved() -> None:
    random = Random(3)
    for one in generated(3, 300):
        body = replace(
            one.body, seats=(*one.body.seats, SeatRule("new", "concerns_officer", 1, SeatMode.DECIDES))
        )
        differs = try_ended(one.outcome.value, past_of(one, random), Tried(body, frozenset()))
        assert differs is not None
        assert differs.new_seats == ("concerns_officer",)
        assert (differs.turn is Turn.STOPPED) == (one.outcome is Outcome.APPROVED)


def test_s45_an_item_that_blocks_stops_what_was_approved_and_is_named() -> None:
    random = Random(4)
    for one in generated(4, 300):
        item = replace(
            one.body.items[0],
            key="ZZ-1",
            level=Level.MUST,
            blocking=True,
            when=None,
            flag="",
            forced_by_flags=(),
        )
        body = replace(one.body, items=(*one.body.items, item))
        differs = try_ended(one.outcome.value, past_of(one, random), Tried(body, frozenset()))
        assert differs is not None
        assert differs.items == ("ZZ-1",)
        assert (differs.turn is Turn.STOPPED) == (one.outcome is Outcome.APPROVED)


def test_s46_the_order_in_which_rules_stand_changes_no_verdict() -> None:
    random = Random(5)
    for one in generated(5, 300):
        items, seats = list(one.body.items), list(one.body.seats)
        random.shuffle(items)
        random.shuffle(seats)
        shuffled = replace(one.body, items=tuple(items), seats=tuple(seats))
        assert try_ended(one.outcome.value, past_of(one, random), Tried(shuffled, frozenset())) is None

"""Counting seats, held against an oracle that was written another way, for every small set of seats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

import pytest

from workflows.approvals.tally import Outcome, SeatState, count

DECIDING = ("open", "approve", "approve_with_conditions", "request_changes", "reject")
GROUPED = (*DECIDING, "fell_away")
ADVISING = ("open", "advise_for", "advise_against", "fell_away")


def seat(number: int, what: str, mode: str = "decides", step: int = 1, needs: int | None = None) -> SeatState:
    """A seat in a state named by what stands in it."""
    status = what if what in ("open", "fell_away", "not_needed") else "filled"
    decision = what if status == "filled" else None
    group = "board" if needs is not None else None
    return SeatState(number, f"seat.{number}", "role", step, mode, status, decision, group, needs)


def oracle(alone: tuple[str, ...], board: tuple[str, ...], needs: int, advice: tuple[str, ...]) -> str:
    """The same rules as a story: first who says no, then who is missing, then whether all have said yes."""
    alive = [what for what in board if what != "fell_away"]
    yes = sum(what.startswith("approve") for what in board)
    no = sum(what == "reject" for what in board)
    if "reject" in alone:
        return "rejected"
    if board and (len(alive) - no < needs if needs <= len(alive) else no):
        return "rejected"
    if not alone and not board:
        return "pending"
    everybody = all(what.startswith("approve") for what in alone)
    if everybody and (not board or yes >= needs) and "open" not in advice:
        return "approved"
    if "fell_away" in alone or (board and len(alive) < needs):
        return "unreachable"
    return "pending"


def cases() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int, tuple[str, ...]]]:
    """Up to three seats of their own, a group of up to four, up to two advising seats."""
    for many in range(4):
        for alone in combinations_with_replacement((*DECIDING, "fell_away"), many):
            for advice in combinations_with_replacement(ADVISING, min(many, 2)):
                yield alone, (), 0, advice
    for size in range(1, 5):
        for board in combinations_with_replacement(GROUPED, size):
            for needs, alone, advice in product(
                range(1, size + 2), ((), *((w,) for w in DECIDING)), ((), ("open",))
            ):
                yield alone, board, needs, advice


def test_every_small_set_of_seats_is_counted_as_the_oracle_counts_it() -> None:
    seen = 0
    for alone, board, needs, advice in cases():
        states = [seat(n, what) for n, what in enumerate(alone)]
        states += [seat(10 + n, what, needs=needs) for n, what in enumerate(board)]
        states += [seat(20 + n, what, "advises") for n, what in enumerate(advice)]
        result = count(states)
        told = (alone, board, needs, advice)
        assert result.outcome == oracle(alone, board, needs, advice), told
        by = {state.id: state for state in states}
        assert all(by[key].status == "open" for key in result.turn | result.not_needed), told
        assert not result.turn & result.not_needed, told
        assert not (result.turn and result.outcome in (Outcome.APPROVED, Outcome.REJECTED)), told
        seen += 1
    assert seen > 5_000


def test_the_order_in_which_seats_are_read_changes_nothing() -> None:
    states = [
        seat(1, "approve"),
        seat(2, "open", step=2),
        seat(3, "reject", needs=1),
        seat(4, "open", needs=1),
    ]
    assert {count(states[k:] + states[:k]) for k in range(4)} == {count(states)}


@pytest.mark.parametrize("needs", [0, -1])
def test_a_threshold_of_nothing_opens_nothing(needs: int) -> None:
    assert count([seat(1, "approve", needs=needs)]).outcome is Outcome.UNREACHABLE


def test_a_group_without_a_threshold_opens_nothing() -> None:
    state = SeatState(1, "a", "r", 1, "decides", "filled", "approve", "board", None)
    assert count([state]).outcome is not Outcome.APPROVED


@pytest.mark.parametrize("advice", [(), ("advise_for",), ("advise_for", "advise_for")])
def test_advice_alone_or_nobody_at_all_opens_nothing(advice: tuple[str, ...]) -> None:
    result = count([seat(n, what, "advises") for n, what in enumerate(advice)])
    assert (result.outcome, result.turn) == (Outcome.PENDING, frozenset())


@pytest.mark.parametrize("first", [w for w in DECIDING if not w.startswith("approve")])
def test_a_later_step_has_no_turn_before_the_first_is_finished(first: str) -> None:
    result = count([seat(1, first), seat(2, "open", step=2)])
    assert 2 not in result.turn
    assert result.outcome is (Outcome.REJECTED if first == "reject" else Outcome.PENDING)


def test_the_last_step_waits_for_advice_and_the_first_does_not() -> None:
    waiting = [seat(1, "open"), seat(2, "open", step=2), seat(3, "open", "advises")]
    assert count(waiting).turn == {1, 3}
    assert count([seat(1, "approve"), *waiting[1:]]).turn == {3}
    assert count([seat(1, "approve"), waiting[1], seat(3, "advise_against", "advises")]).turn == {2}


def test_advice_against_neither_vetoes_nor_counts() -> None:
    assert count([seat(1, "approve"), seat(2, "advise_against", "advises")]).outcome is Outcome.APPROVED


def test_what_is_left_of_a_group_that_is_met_is_not_needed() -> None:
    states = [seat(1, "approve", needs=1), seat(2, "open", needs=1), seat(3, "open")]
    result = count(states)
    assert (result.not_needed, result.turn, result.outcome) == ({2}, {3}, Outcome.PENDING)


@pytest.mark.parametrize("size", range(1, 5))
def test_each_recusal_lowers_the_size_of_the_group_and_never_its_threshold(size: int) -> None:
    for gone, needs in product(range(size + 1), range(1, size + 1)):
        board = ("fell_away",) * gone + ("approve",) * (size - gone)
        outcome = count([seat(n, what, needs=needs) for n, what in enumerate(board)]).outcome
        assert outcome is (Outcome.APPROVED if size - gone >= needs else Outcome.UNREACHABLE)

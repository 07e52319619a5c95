"""Matching: every seat gets a person of its own, or the seat that stays empty is named."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from workflows.approvals.matching import assign, shortage

SEATS = st.dictionaries(
    st.sampled_from(["legal", "risk", "chair", "security", "board.1", "board.2"]),
    st.sets(st.integers(1, 6)),
    max_size=6,
)


def possible(seats: dict[str, set[int]]) -> bool:
    """The slow truth: tries every order of persons."""
    keys = list(seats)
    return any(
        all(person in seats[key] for key, person in zip(keys, order, strict=True))
        for order in permutations(range(1, 7), len(keys))
    )


def test_one_person_with_two_roles_fills_one_seat():
    assert assign({"legal": {1}, "risk": {1}})[0] is None


def test_somebody_moves_to_their_other_seat_when_that_helps():
    filled, missing = assign({"legal": {1, 2}, "risk": {1}, "chair": {2, 3}})
    assert missing is None
    assert filled == {"legal": 2, "risk": 1, "chair": 3}


def test_a_seat_that_nobody_can_fill_is_named():
    assert assign({"legal": {1}, "risk": set(), "chair": {2}}) == (None, "risk")


def test_no_seats_are_all_filled():
    assert assign({}) == ({}, None)


def test_the_seats_that_compete_for_too_few_people_are_named_together():
    seats = {"legal": {1, 2}, "risk": {1, 2}, "chair": {1, 2}, "security": {3, 4}}
    assert shortage(seats) == (("chair", "legal", "risk"), (1, 2))


@given(SEATS)
def test_it_finds_an_assignment_exactly_when_there_is_one(seats):
    filled, missing = assign(seats)
    assert (filled is not None) == possible(seats)
    if filled is None:
        assert missing in seats
        competing, people = shortage(seats)
        assert len(competing) > len(people)
        assert all(seats[seat] <= set(people) for seat in competing)
    else:
        assert filled.keys() == seats.keys()
        assert len(set(filled.values())) == len(filled)
        assert all(person in seats[seat] for seat, person in filled.items())
        assert shortage(seats) == ((), ())


@given(SEATS)
def test_the_same_question_gets_the_same_answer(seats):
    assert assign(seats) == assign(dict(reversed(seats.items())))

"""Gives every seat a person of its own, or says which seat stays empty: bipartite matching, pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def assign(seats: Mapping[str, Collection[int]]) -> tuple[dict[str, int] | None, str | None]:
    """One person per seat, all different, out of those who could fill each.

    Returns (seat to person, None), or (None, a seat that stays empty when those with fewer persons are filled).
    The same seats and persons always give the same answer.
    """
    held: dict[int, str] = {}
    for seat in _scarce_first(seats):
        if not _place(seat, seats, held, set()):
            return None, seat
    return {seat: person for person, seat in held.items()}, None


def may_stay_empty(
    seats: Mapping[str, Collection[int]], groups: Mapping[str, tuple[Collection[str], int]]
) -> dict[str, Collection[int]]:
    """The same seats with nobody in particular as one more choice where a group has more seats than it needs.

    `groups` holds the keys of each group's seats and how many of them have to be filled. Whoever is negative in an
    assignment stands for nobody.
    """
    wide = dict(seats)
    for number, (_, (keys, needs)) in enumerate(sorted(groups.items())):
        nobody = {-1 - number * 1000 - one for one in range(max(len(keys) - needs, 0))}
        wide |= {key: {*seats[key], *nobody} for key in keys}
    return wide


def shortage(seats: Mapping[str, Collection[int]]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The seats that compete for too few persons, and these persons; both empty when all can be filled."""
    held: dict[int, str] = {}
    for seat in _scarce_first(seats):
        seen: set[int] = set()
        if not _place(seat, seats, held, seen):
            return tuple(sorted({seat, *(held[person] for person in seen)})), tuple(sorted(seen))
    return (), ()


def _scarce_first(seats: Mapping[str, Collection[int]]) -> list[str]:
    """Seats with the fewest persons first, so that a seat nobody could fill is the one that is named."""
    return sorted(seats, key=lambda seat: (len(seats[seat]), seat))


def _place(seat: str, seats: Mapping[str, Collection[int]], held: dict[int, str], seen: set[int]) -> bool:
    """Finds a person for the seat, moving others to their other seats where that helps."""
    for person in sorted(seats[seat]):
        if person in seen:
            continue
        seen.add(person)
        if person not in held or _place(held[person], seats, held, seen):
            held[person] = seat
            return True
    return False

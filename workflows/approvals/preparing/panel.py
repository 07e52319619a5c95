"""Who would be asked to sign if the request were sent now, and which seats nobody could fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.enums import SeatMode
from workflows.approvals.matching import assign, shortage
from workflows.approvals.policies.body import SeatRule
from workflows.approvals.policies.words import role_label
from workflows.approvals.preparing.crew import Crew, seat_view
from workflows.approvals.preparing.desk import Said
from workflows.approvals.rules import bars_of_submission
from workflows.people.standing import Standing


@dataclass(frozen=True)
class BarredPerson:
    """Somebody who holds the role and may not sign, with the first reason."""

    name: str
    why: Said


@dataclass(frozen=True)
class AskedSeat:
    """A seat, or the seats of a group: who could sign, and who of those that hold the role may not.

    `needs` of `of` in a group, both 1 otherwise. `falls_away` is an advising seat whose role nobody holds.
    """

    role_label: str
    advises: bool
    needs: int
    of: int
    can: tuple[str, ...]
    cannot: tuple[BarredPerson, ...]
    falls_away: bool


@dataclass(frozen=True)
class Panel:
    """The steps with their seats, and everything that keeps them from being filled by different people."""

    steps: tuple[tuple[int, tuple[AskedSeat, ...]], ...]
    problems: tuple[Said, ...]


def panel(crew: Crew, rules: Sequence[SeatRule], independent: bool) -> Panel:
    """Lays out who would be asked, by the same evaluator that decides at submission."""
    able = {rule.key: _able(crew, rule) for rule in rules}
    groups: dict[tuple[int, str], list[SeatRule]] = {}
    for rule in rules:
        groups.setdefault((rule.step, rule.group_key or rule.key), []).append(rule)
    steps: dict[int, list[AskedSeat]] = {}
    for (step, _), group in sorted(groups.items(), key=lambda entry: entry[0][0]):
        steps.setdefault(step, []).append(_seat(crew, group, able))
    return Panel(
        tuple((step, tuple(seats)) for step, seats in steps.items()),
        _problems(crew, rules, able, independent),
    )


def _able(crew: Crew, rule: SeatRule) -> list[Standing]:
    seat = seat_view(rule)
    return [one for one in crew.holding(rule.role) if not bars_of_submission(one, seat, crew.facts)]


def _falls_away(crew: Crew, rule: SeatRule) -> bool:
    return rule.mode == SeatMode.ADVISES and not crew.holding(rule.role)


def _seat(crew: Crew, group: Sequence[SeatRule], able: Mapping[str, Sequence[Standing]]) -> AskedSeat:
    """One seat, or a group of the same role; seats of different roles of which some sign stand in one line."""
    rule, kinds = group[0], list({one.all_roles: one for one in group}.values())
    can = dict.fromkeys(one.name for kind in kinds for one in able[kind.key])
    cannot = [barred for kind in kinds for barred in _cannot(crew, kind) if barred.name not in can]
    return AskedSeat(
        " / ".join(role_label(kind.all_roles) for kind in kinds),
        rule.mode == SeatMode.ADVISES,
        rule.needs or 1,
        len(group),
        tuple(can),
        tuple(cannot),
        _falls_away(crew, rule),
    )


def _cannot(crew: Crew, rule: SeatRule) -> list[BarredPerson]:
    found = []
    for one in crew.holding(rule.role):
        against = bars_of_submission(one, seat_view(rule), crew.facts)
        if against:
            said = Said(against[0].code, {**against[0].params, "name": one.name})
            found.append(BarredPerson(one.name, said))
    return found


def _problems(
    crew: Crew, rules: Sequence[SeatRule], able: Mapping[str, Sequence[Standing]], independent: bool
) -> tuple[Said, ...]:
    asked = _enough([rule for rule in rules if not _falls_away(crew, rule)], able)
    empty = dict.fromkeys(rule.role for rule in asked if not able[rule.key])
    found = [_empty(crew, role) for role in empty]
    deciding = [rule for rule in asked if rule.mode == SeatMode.DECIDES]
    if not deciding:
        return (*found, Said("no_seats"))
    if not found:
        found += _competing(asked, able)
    if independent and not any(_is_free(crew, asked, rule.key, able) for rule in deciding):
        found.append(Said("no_independent_seat"))
    return tuple(found)


def _enough(rules: Sequence[SeatRule], able: Mapping[str, Sequence[Standing]]) -> list[SeatRule]:
    """Of seats of different roles only as many as have to sign, those with the most people."""
    spare = set[str]()
    for group in {rule.group_key for rule in rules if rule.alternative}:
        ordered = sorted((r for r in rules if r.group_key == group), key=lambda rule: -len(able[rule.key]))
        spare |= {rule.key for rule in ordered[ordered[0].needs or len(ordered) :]}
    return [rule for rule in rules if rule.key not in spare]


def _empty(crew: Crew, role: str) -> Said:
    return Said("seat_all_barred" if crew.holding(role) else "seat_empty_role", {"role": role_label(role)})


def _competing(rules: Sequence[SeatRule], able: Mapping[str, Sequence[Standing]]) -> list[Said]:
    seats, people = shortage({rule.key: {one.person_id for one in able[rule.key]} for rule in rules})
    if not seats:
        return []
    names = {one.person_id: one.name for found in able.values() for one in found}
    roles = dict.fromkeys(role_label(rule.all_roles) for rule in rules if rule.key in seats)
    return [Said("seats_compete", {"roles": list(roles), "names": [names[key] for key in people]})]


def _is_free(crew: Crew, asked: Sequence[SeatRule], key: str, able: Mapping[str, Sequence[Standing]]) -> bool:
    """Whether somebody without a record of this request could fill this seat while all others are filled too."""
    people = {rule.key: {one.person_id for one in able[rule.key]} for rule in asked}
    free = people[key] - crew.facts.wrote.keys()
    return bool(free) and assign({**people, key: free})[0] is not None

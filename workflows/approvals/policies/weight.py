"""Says whether a new version changes who may sign: then more people have to agree to its publication; pure."""

from __future__ import annotations

from collections.abc import Iterator

from models.enums import SeatMode, Tier
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.parts import SeatRule
from workflows.approvals.policies.vocabulary import POLICY_PUBLICATION
from workflows.approvals.policies.words import role_label


def weighty(before: PolicyBody | None, now: PolicyBody) -> tuple[str, ...]:
    """Every reason, as a sentence, why publishing `now` after `before` takes the seats of the high tier."""
    if before is None:
        return ("There is no earlier version to compare with.",)
    return tuple(_reasons(before, now))


def tier_of_publication(before: PolicyBody | None, now: PolicyBody) -> str:
    """The tier of the publication: high when a rule on who may sign changes or a decision is lost, else limited."""
    return (Tier.HIGH if weighty(before, now) else Tier.LIMITED).value


def _reasons(before: PolicyBody, now: PolicyBody) -> Iterator[str]:
    if now.gate == POLICY_PUBLICATION:
        yield "It changes how policies themselves are published."
    if _merged(before) != _merged(now):
        yield "Seats that stand for several roles change."
    if before.independent_seat != now.independent_seat:
        yield "Whether one seat must be independent changes."
    if before.contractor_seats != now.contractor_seats:
        yield "Whether contractors may sign changes."
    if _barring(before) != _barring(now):
        yield "For which items the author of a record may not sign changes."
    lost = [
        role_label(role) for role, count in _deciding(before).items() if _deciding(now).get(role, 0) < count
    ]
    if lost:
        yield f"Fewer signatures decide: {', '.join(lost)}."
    if _vetoes(before) - _vetoes(now):
        yield "A rejection in a group no longer ends the request."
    if _conditional(before) != _conditional(now):
        yield "The conditions under which a seat decides change."


def _merged(body: PolicyBody) -> frozenset[str]:
    return frozenset(seat.all_roles for seat in body.seats if seat.also)


def _vetoes(body: PolicyBody) -> frozenset[str]:
    return frozenset(seat.group_key or "" for seat in body.seats if seat.group_key and seat.veto)


def _barring(body: PolicyBody) -> frozenset[str]:
    return frozenset(item.key for item in body.items if item.author_may_not_sign)


def _conditional(body: PolicyBody) -> frozenset[tuple[str, object]]:
    return frozenset((seat.all_roles, seat.when) for seat in _seats(body) if seat.when is not None)


def _deciding(body: PolicyBody) -> dict[str, int]:
    """How many signatures of each role decide; a group counts with the approvals it needs, under all its roles."""
    found: dict[str, int] = {}
    for seat in _seats(body):
        if seat.group_key is None:
            found[seat.all_roles] = found.get(seat.all_roles, 0) + 1
    for key in dict.fromkeys(seat.group_key for seat in _seats(body) if seat.group_key):
        group = [seat for seat in _seats(body) if seat.group_key == key]
        name = " / ".join(dict.fromkeys(seat.all_roles for seat in group))
        found[name] = found.get(name, 0) + (group[0].needs or len(group))
    return found


def _seats(body: PolicyBody) -> list[SeatRule]:
    return [seat for seat in body.seats if seat.mode is SeatMode.DECIDES]

"""The terms of a decision: conditions that an approval leaves open, points that a request for changes makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models.change_point import ChangePoint
from models.condition import Condition
from models.enums import Decision, SeatMode
from models.person import Person
from models.seat import Seat
from models.signature import Signature
from workflows.approvals.bundles import frozen_item
from workflows.approvals.conditions.due import end_of
from workflows.approvals.policies.body import PolicyBody
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.people.days import organisation_zone

if TYPE_CHECKING:
    from workflows.approvals.signing import Act, Sign

MOST = 20

LONGEST_GO_ON = 90
"""Calendar days for which a rejected review lets things go on at most."""


@dataclass(frozen=True)
class ConditionTerm:
    """A condition as its seat sets it; `item_key` when it stands for an open must-item."""

    text: str
    owner_id: int
    due_on: date
    item_key: str = ""


@dataclass(frozen=True)
class PointTerm:
    """A numbered point of a request for changes, with who answers it."""

    text: str
    owner_id: int
    item_key: str = ""


def open_musts(items: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Must-items of a frozen bundle that do not block and are open."""
    return frozenset(
        key
        for key, item in items.items()
        if item["level"] == "must" and not item["blocking"] and not frozen_item(key, item).satisfied
    )


def check_terms(
    decision: str,
    conditions: Sequence[ConditionTerm],
    points: Sequence[PointTerm],
    items: Mapping[str, Mapping[str, Any]],
    body: PolicyBody,
    now: datetime,
    seats: Sequence[Seat],
) -> None:
    """Raises Refused beside the field when the terms do not fit the decision or the policy."""
    if len(conditions) > MOST or len(points) > MOST:
        raise Refused("too_many_terms", field="decision", most=MOST)
    if conditions and decision != Decision.APPROVE_WITH_CONDITIONS:
        raise Refused("conditions_do_not_fit", field="decision")
    if points and decision != Decision.REQUEST_CHANGES:
        raise Refused("points_do_not_fit", field="decision")
    open_items = open_musts(items)
    if decision == Decision.APPROVE and open_items:
        raise Refused("plain_approve_impossible", field="decision", items=", ".join(sorted(open_items)))
    if decision == Decision.REQUEST_CHANGES and not points:
        raise Refused("points_missing", field="points-0-text")
    if decision == Decision.APPROVE_WITH_CONDITIONS:
        _check_conditions(conditions, open_items, body, now, seats)
    for number, point in enumerate(points):
        if not point.text.strip():
            raise Refused("point_text", field=f"points-{number}-text")


def _check_conditions(
    conditions: Sequence[ConditionTerm],
    open_items: frozenset[str],
    body: PolicyBody,
    now: datetime,
    seats: Sequence[Seat],
) -> None:
    first = not any(
        s.decision == Decision.APPROVE_WITH_CONDITIONS and s.mode == SeatMode.DECIDES for s in seats
    )
    missing = open_items - {term.item_key for term in conditions}
    if first and missing:
        raise Refused("condition_per_item", field="conditions-0-text", items=", ".join(sorted(missing)))
    if first and not conditions:
        raise Refused("conditions_missing", field="conditions-0-text")
    latest = now.date() + timedelta(days=body.conditions_max_days)
    for number, term in enumerate(conditions):
        if not term.text.strip():
            raise Refused("condition_text", field=f"conditions-{number}-text")
        if not now.date() <= term.due_on <= latest:
            raise Refused("condition_due", field=f"conditions-{number}-due_on", latest=latest.isoformat())


def check_until(decision: str, until: date | None, asked: bool, today: date) -> None:
    """Raises Refused unless a rejection names a day of the next three months where its kind asks for one."""
    wanted = asked and decision == Decision.REJECT
    if until is not None and not wanted:
        raise Refused("until_does_not_fit", field="decision")
    latest = today + timedelta(days=LONGEST_GO_ON)
    if wanted and (until is None or not today < until <= latest):
        raise Refused("until_missing", field="go_on_until", latest=latest.isoformat())


def frozen_terms(command: Sign) -> dict[str, Any]:
    """The terms as the signature keeps them."""
    until = {"go_on_until": command.go_on_until.isoformat()} if command.go_on_until else {}
    return {
        **until,
        "conditions": [{**asdict(term), "due_on": term.due_on.isoformat()} for term in command.conditions],
        "points": [asdict(term) for term in command.points],
    }


def store_terms(act: Act, command: Sign, signature: Signature) -> None:
    """Stores conditions as proposed and points as open; raises Refused when an owner is not an active person."""
    owners = {term.owner_id for term in command.conditions} | {term.owner_id for term in command.points}
    if owners:
        alive = set(act.tx.scalars(select(Person.id).where(Person.id.in_(owners), Person.active.is_(True))))
        if owners - alive:
            raise Refused("term_owner", field="decision")
    if command.conditions:
        _store_conditions(act, command, signature)
    if not command.points:
        return
    last = act.tx.scalars(
        select(func.max(ChangePoint.number)).where(ChangePoint.request_id == act.request.id)
    ).one()
    for number, point in enumerate(command.points, start=(last or 0) + 1):
        act.tx.add(
            ChangePoint(
                request_id=act.request.id,
                number=number,
                round_id=act.round.id,
                seat_id=act.seat.id,
                signature_id=signature.id,
                item_key=point.item_key,
                text=point.text.strip(),
                owner_id=point.owner_id,
                raised_at=act.now,
            )
        )


def _store_conditions(act: Act, command: Sign, signature: Signature) -> None:
    """Stores conditions as proposed, each with the end of its day and what the policy lets follow."""
    zone = organisation_zone(act.tx)
    for term in command.conditions:
        act.tx.add(
            Condition(
                uuid=uuid7(),
                request_id=act.request.id,
                seat_id=act.seat.id,
                signature_id=signature.id,
                item_key=term.item_key,
                text=term.text.strip(),
                owner_id=term.owner_id,
                due_on=term.due_on,
                due_at=end_of(term.due_on, zone),
                consequence=act.body.condition_consequence,
                status="proposed",
                made_at=act.now,
            )
        )

"""What differs between two versions of a policy, in words; pure, for the comparison, the review and the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.enums import SeatMode
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.modules import module_label
from workflows.approvals.policies.parts import Change, Item, SeatRule
from workflows.approvals.policies.phrases import forced_said, roles_said, rules_said, stages_said, when_said
from workflows.approvals.policies.words import level_label, role_label, stage_label

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Line:
    """One thing that reads differently; None stands where it was not, or is no longer."""

    label: str
    before: str | None
    now: str | None


@dataclass(frozen=True)
class Difference:
    """One part of a policy that differs: `part` is items, seats, routing or rules, `mark` says how."""

    part: str
    key: str
    title: str
    mark: str
    lines: tuple[Line, ...]


def compare(before: PolicyBody | None, now: PolicyBody) -> tuple[Difference, ...]:
    """Every difference from `before` to `now`: items, seats, rules, routing; empty when both say the same."""
    return (
        *_parts("items", _items(before), _items(now)),
        *_parts("seats", _seats(before), _seats(now)),
        *_rules(before, now),
        *_order(before, now),
        *_parts("routing", _routing(before), _routing(now)),
    )


_Said = Mapping[str, tuple[str, Mapping[str, str]]]
"""Parts by key: a title, and what the part says by label."""


def _parts(part: str, before: _Said, now: _Said) -> Iterator[Difference]:
    for key in [*now, *(key for key in before if key not in now)]:
        was, is_ = before.get(key), now.get(key)
        if was == is_:
            continue
        mark = ADDED if was is None else REMOVED if is_ is None else CHANGED
        title = (is_ or was or ("", {}))[0]
        yield Difference(part, key, title, mark, _lines(was[1] if was else {}, is_[1] if is_ else {}))


def _lines(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Line, ...]:
    labels = [*now, *(label for label in before if label not in now)]
    return tuple(
        Line(label, before.get(label) or None, now.get(label) or None)
        for label in labels
        if (before.get(label) or None) != (now.get(label) or None)
    )


def _items(body: PolicyBody | None) -> _Said:
    return {item.key: (item.text, _item(item)) for item in (body.items if body else ())}


def _item(item: Item) -> dict[str, str]:
    return {
        "Asks": item.text,
        "Level": level_label(item.level),
        "Blocks": "yes" if item.blocking else "no",
        "Owner": role_label(item.owner_role),
        "Register": module_label(item.module),
        "Good evidence": item.evidence_hint,
        "Help": item.note,
        "Only": when_said(item.when, item.flag),
        "Forced": forced_said(item.forced_by_flags),
        "Author may sign": "no" if item.author_may_not_sign else "",
        "Controls": ", ".join(item.controls),
        "Clauses": ", ".join(item.clauses),
        "AI Act": ", ".join(item.eu),
    }


def _seats(body: PolicyBody | None) -> _Said:
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for seat in body.seats if body else ():
        group = (
            [one for one in body.seats if one.group_key == seat.group_key] if body and seat.group_key else []
        )
        found.setdefault(seat.group_key or seat.key, (seat_title(seat, group), _seat(seat, group)))
    return found


def seat_title(seat: SeatRule, group: Sequence[SeatRule] = ()) -> str:
    """What a seat, or the group it belongs to, is called."""
    names = dict.fromkeys(role_label(one.all_roles) for one in group or [seat])
    return " or ".join(names)


def _seat(seat: SeatRule, group: Sequence[SeatRule]) -> dict[str, str]:
    advises = seat.mode is SeatMode.ADVISES
    return {
        "Roles": seat_title(seat, group),
        "Says": "advises" if advises else "decides",
        "Step": str(seat.step),
        "Approvals": f"{seat.needs} of {len(group)}" if group else "",
        "Veto": "" if advises else "yes" if not group or seat.veto else "no",
        "Only": when_said(seat.when),
        "Covers": ", ".join(seat.scope) or "the whole request",
    }


def _rules(before: PolicyBody | None, now: PolicyBody) -> Iterator[Difference]:
    for line in _lines(_said(before) if before else {}, _said(now)):
        mark = ADDED if line.before is None else REMOVED if line.now is None else CHANGED
        yield Difference("rules", line.label, line.label, mark, (line,))


def _order(before: PolicyBody | None, now: PolicyBody) -> Iterator[Difference]:
    """Items that both have and that stand in another order."""
    keys = [[item.key for item in body.items] for body in (before or now, now)]
    was, is_ = ([key for key in own if key in other] for own, other in (keys, keys[::-1]))
    if was != is_:
        title = "Order of the items"
        yield Difference("rules", title, title, CHANGED, (Line(title, ", ".join(was), ", ".join(is_)),))


def _said(body: PolicyBody) -> dict[str, str]:
    moves = (
        {"From": stages_said(body.from_stages), "To": stages_said(body.to_stages)} if body.to_stages else {}
    )
    triggers = "; ".join(body.emergency.triggers) if body.emergency else ""
    return {"Title": body.title, "Purpose": body.purpose, **moves, **dict(rules_said(body))} | {
        "Handed in by": roles_said(body.submit_by),
        "Reasons to stop": triggers,
    }


def _routing(body: PolicyBody | None) -> _Said:
    return {change.key: (change.text, _change(change)) for change in (body.routing if body else ())}


def _change(change: Change) -> dict[str, str]:
    return {
        "Change": change.text,
        "Back to": stage_label(change.to_stage) if change.to_stage else "no stage; an entry is enough",
        "Classify again": "yes" if change.reclassify else "no",
        "Note": change.note,
    }

"""The rows of a draft as the editor lists them: one line for each entry, in the order of the stored text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.enums import Level, SeatMode
from workflows.approvals.policies.body import PolicyBody
from workflows.approvals.policies.compare import seat_title
from workflows.approvals.policies.fields import Fields
from workflows.approvals.policies.loading import read_seats
from workflows.approvals.policies.phrases import forced_said, when_said
from workflows.approvals.policies.words import level_label, role_label, stage_label


@dataclass(frozen=True)
class Row:
    """One entry: where it stands, what it is called, and what it says in a few words."""

    place: int
    key: str
    title: str
    notes: tuple[str, ...]


def rows_of(text: str, body: PolicyBody) -> dict[str, tuple[Row, ...]]:
    """The rows of every list by its name."""
    raw = json.loads(text)
    return {
        "items": tuple(_item_rows(body)),
        "seats": tuple(_seat(place, entry) for place, entry in enumerate(raw["seats"])),
        "routing": tuple(
            Row(
                place,
                change.key,
                change.text,
                (f"back to {stage_label(change.to_stage)}" if change.to_stage else "an entry is enough",),
            )
            for place, change in enumerate(body.routing)
        ),
    }


def _item_rows(body: PolicyBody) -> Iterator[Row]:
    for place, item in enumerate(body.items):
        blocks = " that blocks" if item.level is Level.MUST and item.blocking else ""
        only = when_said(item.when, item.flag)
        yield Row(
            place,
            item.key,
            item.text,
            tuple(
                filter(
                    None,
                    (
                        f"{level_label(item.level)}{blocks}",
                        role_label(item.owner_role),
                        f"only {only}" if only else "",
                        forced_said(item.forced_by_flags),
                    ),
                )
            ),
        )


def _seat(place: int, entry: dict[str, Any]) -> Row:
    seats = read_seats(Fields(entry, "seat"))
    first, group = seats[0], seats if seats[0].group_key else ()
    only = when_said(first.when)
    notes = (
        f"step {first.step}",
        "advises" if first.mode is SeatMode.ADVISES else "decides",
        f"{first.needs} of {len(seats)} approvals are enough" if group else "",
        "may veto" if (group and first.veto) else "",
        f"only {only}" if only else "",
        f"covers {', '.join(first.scope)}" if first.scope else "",
    )
    return Row(place, first.group_key or first.key, seat_title(first, group), tuple(filter(None, notes)))

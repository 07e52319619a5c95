"""Turns seats, signatures, points, conditions and remarks into the lines of the review page; pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row

from models.enums import SeatMode, SeatStatus
from models.seat import Seat
from models.signature import Signature
from workflows.approvals.policies.words import role_label
from workflows.approvals.review.contents import RoundLine
from workflows.approvals.review.room import Room
from workflows.approvals.review.rows import History, Talk
from workflows.approvals.review.voices import (
    CommentLine,
    ConditionLine,
    PointLine,
    Said,
    SeatLine,
    SignatureLine,
)
from workflows.approvals.sealing import signed_by
from workflows.ground.ids import ref


def round_lines(history: History, room: Room) -> tuple[RoundLine, ...]:
    """The rounds from the first to the present one."""
    return tuple(
        RoundLine(row.id, row.number, row.cause, row.digest, row.note, room.name(row.submitter_id), row.at)
        for row in history.rounds
    )


def signature_lines(history: History, room: Room, without_reasons: bool = False) -> tuple[SignatureLine, ...]:
    """Every signature in the order in which it was given, with the name and words of that moment.

    Whoever stepped back does not read the reasons of others any more.
    """
    live = {seat.signature_id for seat in room.seats}
    keys = {seat.id: seat.key for seat in room.seats}
    numbers = {row.id: row.number for row in history.rounds}
    lines = tuple(
        _signature(one, keys.get(one.seat_id, ""), numbers[one.round_id], one.id in live, room)
        for one in history.signatures
    )
    if without_reasons:
        return tuple(line if line.mine else replace(line, reason="") for line in lines)
    return lines


def _signature(one: Signature, seat_key: str, number: int, live: bool, room: Room) -> SignatureLine:
    return SignatureLine(
        uuid=one.uuid,
        seat_key=seat_key,
        name=signed_by(one.printed_name, one.delegator_name),
        role_label=one.role_label,
        decision=one.decision,
        meaning=one.meaning,
        statement=one.statement,
        reason=one.reason,
        round_number=number,
        digest=one.digest,
        seal=one.seal,
        method=one.authenticated_by,
        at=one.signed_at,
        live=live,
        mine=one.person_id == room.reader.person_id,
        wrote=room.facts.wrote_refs.get(one.person_id, ""),
    )


def _who(signature: Signature | None) -> str:
    return signed_by(signature.printed_name, signature.delegator_name) if signature else ""


def seat_lines(history: History, room: Room) -> tuple[SeatLine, ...]:
    """The seats in the order of their steps; what is open and has the turn says so."""
    signed = {one.id: one for one in history.signatures}
    return tuple(_seat(seat, signed.get(seat.signature_id or 0), room) for seat in room.seats)


def _seat(seat: Seat, signature: Signature | None, room: Room) -> SeatLine:
    shown = seat.status
    if seat.status == SeatStatus.FILLED and seat.decision:
        shown = seat.decision
    elif seat.status == SeatStatus.OPEN and seat.turn_since is not None and room.is_open:
        shown = "turn"
    note = Said(seat.note_code, json.loads(seat.note_params)) if seat.note_code else None
    return SeatLine(
        key=seat.key,
        role_label=role_label(seat.all_roles),
        state=shown,
        advises=seat.mode == SeatMode.ADVISES,
        step=seat.step,
        needs=seat.group_needs,
        person=_who(signature),
        you=seat.holder_id == room.reader.person_id,
        at=signature.signed_at if signature else None,
        note=note,
    )


def point_lines(talk: Talk, history: History, room: Room) -> tuple[PointLine, ...]:
    """The points by number, with who raised them as they signed."""
    signed = {one.id: one for one in history.signatures}
    numbers = {row.id: row.number for row in history.rounds}
    lines = []
    for row in talk.points:
        by = signed.get(row.signature_id)
        lines.append(
            PointLine(
                number=row.number,
                text=row.text,
                item=row.item,
                owner=room.name(row.person_id),
                raised_by=_who(by),
                mine=bool(by and by.person_id == room.reader.person_id),
                round_number=numbers.get(by.round_id, 0) if by else 0,
                answer=row.answer,
                answered_by=room.name(row.by_id),
                answered_at=row.answered_at,
            )
        )
    return tuple(lines)


def condition_lines(talk: Talk, history: History, room: Room) -> tuple[ConditionLine, ...]:
    """Every condition that was ever set, the void ones too."""
    signed = {one.id: one for one in history.signatures}
    return tuple(_condition(row, signed.get(row.signature_id), room) for row in talk.conditions)


def _condition(row: Row[Any], by: Signature | None, room: Room) -> ConditionLine:
    return ConditionLine(
        ref=ref("COND", row.id),
        text=row.text,
        item=row.item,
        owner=room.name(row.person_id),
        due_on=date.fromisoformat(row.due_on),
        status=row.status,
        set_by=_who(by),
    )


def comment_lines(talk: Talk, room: Room) -> tuple[CommentLine, ...]:
    """The discussion in order."""
    return tuple(CommentLine(row.text, row.item, room.name(row.person_id), row.at) for row in talk.comments)


def everybody_named(talk: Talk, history: History, seats: Sequence[Seat]) -> set[int | None]:
    """The keys of all persons whose names these lines need."""
    found: set[int | None] = {row.submitter_id for row in history.rounds}
    found |= {seat.holder_id for seat in seats}
    found |= {seat.claimed_by_id for seat in seats} | {seat.assigned_to_id for seat in seats}
    for row in (*talk.conditions, *talk.points, *talk.comments):
        found |= {row.person_id, row.by_id}
    return found

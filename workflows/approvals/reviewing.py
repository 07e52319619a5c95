"""The review page of a request: everything a reviewer needs on one screen, in a constant number of statements."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflows.approvals.access import may_see, reaches
from workflows.approvals.bundles import item_order
from workflows.approvals.clock.forecast import forecast
from workflows.approvals.facts import Facts, load_facts, seats_of
from workflows.approvals.kinds import by_team, kind_of
from workflows.approvals.lending import lending_here
from workflows.approvals.machine import is_final
from workflows.approvals.policies.body import PolicyBody, load
from workflows.approvals.policies.parts import Item
from workflows.approvals.policies.words import ROLES, gate_label
from workflows.approvals.review import changes, panel, room, rows, spoken
from workflows.approvals.review import words as words
from workflows.approvals.review.files import file_pane, pick
from workflows.approvals.review.next_up import next_up
from workflows.approvals.review.page import Look, ReviewPage
from workflows.approvals.review.pool import pool_part
from workflows.approvals.review.voices import PersonChoice, Said
from workflows.approvals.review.whose import turn_here
from workflows.approvals.sealing import Frame
from workflows.approvals.turns import because, is_over
from workflows.ground import clock
from workflows.ground.actor import Actor, ActorKind
from workflows.ground.ids import ref
from workflows.ground.refused import NotFound
from workflows.ground.transaction import reading
from workflows.people.queries import SignedIn
from workflows.people.standing import Standing, holders

MOST_PEOPLE = 150
"""Names a list of possible owners holds; they are those with a role for this system, and its team."""


@dataclass(frozen=True)
class _Read:
    """Everything that was read, before it is set out."""

    asked: rows.Asked
    body: PolicyBody
    room: room.Room
    facts: Facts
    history: rows.History
    talk: rows.Talk


def review(signed_in: SignedIn, request_ref: str, look: Look | None = None) -> ReviewPage:
    """The page as this reader sees it; raises NotFound for strangers as for what does not exist."""
    tx, look = reading(), look or Look()
    read = _read(tx, signed_in, request_ref, look)
    lines = spoken.round_lines(read.history, read.room)
    points = spoken.point_lines(read.talk, read.history, read.room)
    conditions = spoken.condition_lines(read.talk, read.history, read.room)
    request, here = read.asked.request, read.room
    over = is_over(request.status, request.expires_at, here.now)
    return ReviewPage(
        ref=ref("REQ", request.id),
        gate=request.gate,
        gate_label=gate_label(request.gate),
        label=read.asked.subject.label,
        system_ref=ref("SYS", request.system_id) if request.system_id else "",
        tier=request.tier,
        status="expired" if over else request.status,
        on_hold=request.on_hold,
        is_final=over or is_final(request.status),
        now=here.now,
        due_at=request.due_at,
        forecast=None if over else forecast(tx, request, here.now),
        decided_at=request.decided_at or (request.expires_at if over else None),
        ended=_ended(read, over),
        turn=turn_here(here, lines, points),
        in_team=_in_team(here),
        may_withdraw=by_team(request.kind) and _in_team(here) and not (over or is_final(request.status)),
        opener=here.name(request.opened_by_id),
        round=lines[-1] if lines else None,
        points=points,
        seats=spoken.seat_lines(read.history, here),
        asks=room.asks(here) if here.is_open else (),
        why_not=room.why_not(here),
        rounds=lines,
        conditions=conditions,
        admits=room.admits(here),
        people=_owners(here),
        next=next_up(tx, here.reader, request.id),
        **_spoken(read),
        **_content(tx, read, look, lines, conditions),
    )


def _spoken(read: _Read) -> dict[str, Any]:
    """What people said, now or in a rejection before; who stepped back reads neither discussion nor others' reasons."""
    here = read.room
    recused = here.reader.person_id in here.facts.recused
    return {
        "asks_more": _asks_more(read.asked.request.detail),
        "signatures": spoken.signature_lines(read.history, here, without_reasons=recused),
        "comments": () if recused else spoken.comment_lines(read.talk, here),
        "recused": recused,
        "pool": pool_part(here, read.asked.nudged_at, frozenset(read.body.submit_by)),
    }


def _read(tx: Session, signed_in: SignedIn, request_ref: str, look: Look) -> _Read:
    asked = rows.asked(tx, request_ref)
    request, subject, body = asked.request, asked.subject, load(asked.policy.body)
    now, reader = clock.glance(), _standing(signed_in)
    seats = seats_of(tx, request.id)
    facts = load_facts(tx, subject, request, body, seats, now, ticks_of=reader.person_id)
    if not reaches(reader, subject) and reader.person_id not in facts.request.team:
        actor = Actor(ActorKind.PERSON, reader.uuid, reader.name, reader.person_id)
        if not may_see(tx, actor, request.system_id):
            raise NotFound("not_found")
    history = rows.history(tx, request, reader.person_id, look.since)
    talk = rows.talk(tx, request.id)
    people = holders(tx, ROLES, facts.request.scope_keys, now)
    lenders, lent = lending_here(tx, now, reader.person_id, people)
    known = {one.person_id: one.name for one in people} | {reader.person_id: reader.name}
    named = spoken.everybody_named(talk, history, seats) | {request.opened_by_id} | facts.request.team
    known |= rows.names_of(tx, named - known.keys())
    here = room.Room(request, subject, seats, reader, people, facts.request, known, now, lenders, lent)
    return _Read(asked, body, here, facts, history, talk)


def _standing(person: SignedIn) -> Standing:
    """Whoever is signed in, as the evaluator knows people; their grants were read with the session."""
    return Standing(
        person.id,
        person.uuid,
        person.name,
        person.email,
        person.kind,
        True,
        person.is_administrator,
        person.grants,
    )


def _in_team(here: room.Room) -> bool:
    key = here.reader.person_id
    return key in here.facts.team or key in here.facts.built


def _asks_more(detail: str) -> Said | None:
    """Why it asks more than its own policy: an earlier request was rejected not long ago."""
    why = because(detail) if json.loads(detail).get("pinned") else None
    return Said(*why) if why else None


def _ended(read: _Read, over: bool) -> Said | None:
    request = read.asked.request
    if over:
        return Said("ended_expired")
    return Said(request.ended_code, json.loads(request.ended_params)) if request.ended_code else None


def _owners(here: room.Room) -> tuple[PersonChoice, ...]:
    """Who can own a condition or a point: the team first, then everybody with a role for this system."""
    team = [(key, here.name(key)) for key in here.facts.team if here.name(key)]
    others = [(one.person_id, one.name) for one in here.people if one.person_id not in here.facts.team]
    ordered = [*sorted(team, key=lambda one: one[1]), *others]
    return tuple(PersonChoice(*one) for one in ordered[:MOST_PEOPLE])


def _content(tx, read: _Read, look: Look, lines, conditions):  # type: ignore[no-untyped-def]
    """The parts that show the frozen content; empty while nothing was handed in."""
    round_ = read.asked.round
    if round_ is None:
        names = ("changes", "pane", "file", "checks", "panel")
        return dict.fromkeys(names) | {"files": (), "item_keys": ()}
    diff = changes.difference(round_.bundle, read.history.base_bundle, _titles(tx, read, round_.bundle))
    since = next((line for line in lines if line.id == read.history.base_id), None)
    files = changes.file_marks(diff, read.facts.ticked)
    shown = changes.changed_lines(diff, since)
    counted = changes.checks(diff, files)
    item, mark = pick(look, shown, files)
    frame = Frame(read.asked.request, read.asked.subject, round_, read.asked.policy, diff.now)
    return {
        "changes": shown,
        "pane": changes.item_pane(diff, item, files) if item else None,
        "file": file_pane(tx, mark, files),
        "files": files,
        "checks": counted,
        "panel": panel.sign_panel(read.room, frame, read.body, counted, files, conditions, look.seat),
        "item_keys": tuple(sorted(diff.items, key=item_order)),
    }


def _titles(tx: Session, read: _Read, bundle: str) -> Mapping[str, Item]:
    """The policy's items by key; those of other gates are asked for only when the bundle has some."""
    titles = {item.key: item for item in read.body.items}
    if json.loads(bundle)["items"].keys() - titles.keys():
        more = kind_of(read.asked.request).more(tx, read.asked.request, read.body)
        titles |= {asked.item.key: asked.item for asked in more.items}
    return titles

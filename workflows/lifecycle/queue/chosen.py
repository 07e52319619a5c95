"""What is shown before an act on several requests: each of them, what would happen to it, or why nothing can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from workflows.approvals.pool.offers import AssignPage, Offer, assign_page
from workflows.approvals.review.page import Panel, ReviewPage
from workflows.approvals.review.voices import Said
from workflows.approvals.reviewing import review
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading
from workflows.lifecycle.queue import words as words
from workflows.lifecycle.queue.lanes import in_sight
from workflows.lifecycle.queue.rows import QueueRow, rows_of
from workflows.people.queries import SignedIn

MOST = 50
"""Requests that are assigned or nudged at once: those of one page."""

MOST_SIGNED = 20
"""Requests that are laid open for signing at once; nobody reads more statements than that."""

APPROVE, REJECT = "approve", "reject"


@dataclass(frozen=True)
class AssignLine:
    """A chosen request: the seats that wait, with their role in words, or why none can be assigned."""

    ref: str
    label: str
    gate_label: str
    seats: tuple[tuple[str, str], ...] = ()
    why_not: Said | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody who may sign some of the chosen requests: for which of them, and what waits for them already."""

    person_id: int
    name: str
    load: int
    soon: int
    away_until: datetime | None
    refs: tuple[str, ...]


@dataclass(frozen=True)
class AssignChoice:
    """Whom the chosen requests can be assigned to."""

    lines: tuple[AssignLine, ...]
    people: tuple[Candidate, ...]


@dataclass(frozen=True)
class SignLine:
    """A chosen request with the sentence that would be signed, or with the reasons why it cannot be signed here."""

    ref: str
    label: str
    gate_label: str = ""
    tier: str = ""
    seat_key: str = ""
    role_label: str = ""
    statement: str = ""
    digest: str = ""
    items: int = 0
    files: int = 0
    checked: int = 0
    unchecked: tuple[str, ...] = field(default_factory=tuple)
    against_advice: bool = False
    why_not: tuple[Said, ...] = ()


def chosen_rows(reader: SignedIn, refs: Sequence[str], most: int = MOST) -> list[QueueRow]:
    """The lines of the chosen requests that the reader may see, in the order of their numbers; two statements."""
    keys = [key for key in (key_of("REQ", one) for one in dict.fromkeys(refs)) if key is not None][:most]
    picked: Any = (
        select(ApprovalRequest.id.label("id"), ApprovalRequest.id.label("place"))
        .outerjoin(AiSystem, AiSystem.id == ApprovalRequest.system_id)
        .where(ApprovalRequest.id.in_(keys), in_sight(reader))
    )
    return rows_of(reading(), picked, clock.glance())


def assign_choice(reader: SignedIn, actor: Actor, refs: Sequence[str]) -> AssignChoice:
    """Whom the chosen requests can be assigned to, with the load and absence that the page of one shows."""
    lines: list[AssignLine] = []
    people: dict[int, tuple[Offer, list[str]]] = {}
    for row in chosen_rows(reader, refs):
        try:
            found = assign_page(actor, row.ref)
        except Refused as refused:
            lines.append(
                AssignLine(row.ref, row.label, row.gate_label, (), Said(refused.code, refused.params))
            )
            continue
        lines.append(_assign_line(found))
        for seat in found.seats:
            for offer in seat.people:
                refs_of = people.setdefault(offer.person_id, (offer, []))[1]
                refs_of.extend([row.ref] if row.ref not in refs_of else [])
    candidates = [
        Candidate(one.person_id, one.name, one.load, one.soon, one.away_until, tuple(refs_of))
        for one, refs_of in people.values()
    ]
    candidates.sort(key=lambda one: (-len(one.refs), one.away_until is not None, one.load, one.name))
    return AssignChoice(tuple(lines), tuple(candidates))


def _assign_line(found: AssignPage) -> AssignLine:
    seats = tuple((seat.key, seat.role_label) for seat in found.seats)
    why_not = None if seats else Said("bulk_nothing_to_assign")
    return AssignLine(found.ref, found.label, found.gate_label, seats, why_not)


def sign_choice(reader: SignedIn, refs: Sequence[str], decision: str) -> tuple[SignLine, ...]:
    """Each chosen request with the exact sentence of that decision, or with why the reader does not sign it here."""
    keys = [key for key in (key_of("REQ", one) for one in dict.fromkeys(refs)) if key is not None]
    return tuple(_sign_line(reader, ref("REQ", key), decision) for key in keys[:MOST_SIGNED])


def _sign_line(reader: SignedIn, request_ref: str, decision: str) -> SignLine:
    try:
        page = review(reader, request_ref)
    except Refused as refused:
        return SignLine(request_ref, "", why_not=(Said(refused.code, refused.params),))
    panel = page.panel
    reasons = _reasons(page, panel, decision)
    if panel is None or reasons:
        return SignLine(page.ref, page.label, page.gate_label, page.tier, why_not=reasons)
    checks = page.checks
    return SignLine(
        ref=page.ref,
        label=page.label,
        gate_label=page.gate_label,
        tier=page.tier,
        seat_key=panel.seat_key,
        role_label=panel.role_label,
        statement=next(one.statement for one in panel.choices if one.decision == decision),
        digest=panel.digest,
        items=checks.items if checks else 0,
        files=checks.files if checks else 0,
        checked=checks.checked if checks else 0,
        unchecked=tuple(file.name for file in panel.unchecked) if decision == APPROVE else (),
        against_advice=panel.against_advice and decision == APPROVE,
    )


def _reasons(page: ReviewPage, panel: Panel | None, decision: str) -> tuple[Said, ...]:
    """Why this request is not signed from a list; the page of the request can do more."""
    if panel is None or page.status != "in_review":
        said = tuple(reason for one in page.why_not for reason in one.reasons)
        return said or (Said("not_in_review_now", {"status": page.status}),)
    if not panel.seat_key:
        return (Said("bulk_choose_seat"),)
    if panel.advises:
        return (Said("bulk_only_advice"),)
    offered = {one.decision for one in panel.choices} & {APPROVE, REJECT}
    if decision not in offered or panel.until is not None:
        return (Said("bulk_not_such_decision"),)
    if decision == APPROVE and panel.prefills:
        return (Said("bulk_conditions_first", {"items": ", ".join(one.item for one in panel.prefills)}),)
    if decision == APPROVE and panel.unchecked and panel.unchecked_blocks:
        return (Said("bulk_files_first", {"files": ", ".join(file.name for file in panel.unchecked)}),)
    return ()

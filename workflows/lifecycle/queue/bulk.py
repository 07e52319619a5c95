"""Acts on several requests at once: each in its own transaction with its own entry, and an outcome for every one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from workflows.approvals.pool.assigning import AssignSeat, assign_seat
from workflows.approvals.pool.nudging import NudgeThem, nudge
from workflows.approvals.pool.offers import assign_page
from workflows.approvals.review.voices import Said
from workflows.approvals.signing import Sign, purpose, sign_seat
from workflows.ground.actor import Actor
from workflows.ground.refused import Refused, Replayed, Several
from workflows.lifecycle.queue.chosen import MOST, SignLine, chosen_rows, sign_choice
from workflows.people.queries import SignedIn

STOPS = ("password_wrong", "locked_out")
"""After one of these the rest is not tried: every further try would count as one more wrong password."""


@dataclass(frozen=True)
class Outcome:
    """What became of one request: whether it was done, and the sentence."""

    ref: str
    label: str
    done: bool
    said: Said


@dataclass(frozen=True)
class AssignMany:
    """One person is asked to sign several requests."""

    refs: tuple[str, ...]
    person_id: int
    reason: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class NudgeMany:
    """Whose turn it is in several requests is asked to go on."""

    refs: tuple[str, ...]
    note: str = ""
    submit_id: str | None = None


@dataclass(frozen=True)
class SignItem:
    """One request of several to sign: what stood on the screen, and the credential for this signature alone."""

    ref: str
    seat: str
    digest: str
    unchecked_is_fine: bool = False
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class SignMany:
    """The same decision on several requests, each with its own statement and credential."""

    decision: str
    items: tuple[SignItem, ...]
    reason: str = ""
    submit_id: str | None = None


def assign_many(reader: SignedIn, actor: Actor, command: AssignMany) -> tuple[Outcome, ...]:
    """Asks the person for the first seat they may sign of each request; raises Refused when nobody is chosen."""
    if not command.person_id:
        raise Refused("bulk_nobody_chosen", field="person")

    def one(request_ref: str, submit_id: str | None) -> Said:
        seats = assign_page(actor, request_ref).seats
        if not seats:
            raise Refused("bulk_nothing_to_assign")
        found = [(s, p) for s in seats for p in s.people if p.person_id == command.person_id]
        if not found:
            raise Refused("bulk_may_not_sign", name=_name(seats, command.person_id))
        seat, person = next((pair for pair in found if not pair[1].asked), found[0])
        assign_seat(actor, AssignSeat(request_ref, seat.key, person.person_id, command.reason, submit_id))
        return Said("bulk_assigned", {"name": person.name, "role": seat.role_label})

    return _each(reader, command, one)


def nudge_many(reader: SignedIn, actor: Actor, command: NudgeMany) -> tuple[Outcome, ...]:
    """Nudges each request for itself."""

    def one(request_ref: str, submit_id: str | None) -> Said:
        told = nudge(actor, NudgeThem(request_ref, command.note, submit_id)).told
        return Said("bulk_nudged", {"told": told})

    return _each(reader, command, one)


def sign_many(
    reader: SignedIn, actor: Actor, command: SignMany, prove: Callable[[str, str], str]
) -> tuple[Outcome, ...]:
    """Signs each request that has a credential of its own; `prove` turns password and purpose into a proof.

    Everything that `sign_seat` asks is asked of each of them; what it refuses is the outcome of that one. Raises
    Refused when a decision that needs a reason has none.
    """
    if command.decision != "approve" and not command.reason.strip():
        raise Refused("bulk_reason", field="reason")
    given = {item.ref: item for item in command.items}
    lines = sign_choice(reader, list(given), command.decision)
    found: list[Outcome] = []
    stopped = False
    for line in lines:
        item = given[line.ref]
        before = _before(line, item, stopped)
        outcome = before or _signed(actor, command, line, item, prove)
        stopped = stopped or outcome.said.code in STOPS
        found.append(outcome)
    return tuple(found)


def _before(line: SignLine, item: SignItem, stopped: bool) -> Outcome | None:
    """What keeps a request from being tried at all."""
    if line.why_not:
        return Outcome(line.ref, line.label, False, line.why_not[0])
    if not item.password:
        return Outcome(line.ref, line.label, False, Said("bulk_no_password"))
    return Outcome(line.ref, line.label, False, Said("bulk_not_tried")) if stopped else None


def _signed(
    actor: Actor, command: SignMany, line: SignLine, item: SignItem, prove: Callable[[str, str], str]
) -> Outcome:
    seat, _, whose = item.seat.partition(":")
    sign = Sign(
        request_ref=line.ref,
        seat_key=seat,
        decision=command.decision,
        digest=item.digest,
        reason=command.reason,
        unchecked_is_fine=item.unchecked_is_fine,
        submit_id=_own_id(command.submit_id, line.ref),
        for_person_id=int(whose) if whose.isascii() and whose.isdigit() and len(whose) < 19 else None,
    )

    def act() -> Said:
        signed = sign_seat(actor, replace(sign, proof=prove(item.password, purpose(sign))))
        return Said("bulk_signed", {"status": signed.status.replace("_", " ")})

    return _outcome(line.ref, line.label, act)


def _each(
    reader: SignedIn, command: AssignMany | NudgeMany, one: Callable[[str, str | None], Said]
) -> tuple[Outcome, ...]:
    """Does one act after the other; what the reader may not see is not found, whatever else is true of it."""
    labels = {row.ref: row.label for row in chosen_rows(reader, command.refs)}
    found = []
    for request_ref in _first(command.refs):
        if request_ref in labels:
            act = partial(one, request_ref, _own_id(command.submit_id, request_ref))
            found.append(_outcome(request_ref, labels[request_ref], act))
        else:
            found.append(Outcome(request_ref, "", False, Said("not_found")))
    return tuple(found)


def _first(refs: Sequence[str]) -> Iterable[str]:
    return list(dict.fromkeys(refs))[:MOST]


def _outcome(request_ref: str, label: str, act: Callable[[], Said]) -> Outcome:
    try:
        return Outcome(request_ref, label, True, act())
    except Replayed:
        return Outcome(request_ref, label, True, Said("bulk_done_before"))
    except Several as several:
        return Outcome(request_ref, label, False, _said(several.reasons[0]))
    except Refused as refused:
        return Outcome(request_ref, label, False, _said(refused))


def _said(refused: Refused) -> Said:
    return Said(refused.code, dict(refused.params))


def _own_id(submit_id: str | None, request_ref: str) -> str | None:
    """A one-time id of its own for each request of a form: sending the form twice acts once on each."""
    return str(uuid5(UUID(submit_id), request_ref)) if submit_id else None


def _name(seats: Any, person_id: int) -> str:
    return next((p.name for s in seats for p in s.people if p.person_id == person_id), "This person")

"""What a reader of the queue looks for: the filters of the address, as conditions and as an address again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, or_, select

from models.ai_system import AiSystem
from models.approval_request import ApprovalRequest
from models.enums import RequestStatus, Tier
from models.person import Person
from models.seat import Seat
from models.subject import Subject
from workflows.approvals.open_work import is_open
from workflows.approvals.policies.vocabulary import POLICY_GATES
from workflows.approvals.policies.words import ROLES
from workflows.ground.ids import key_of
from workflows.lifecycle.queue.lanes import HANDED_IN, LANES, is_late, lane, on_turn, will_miss

STATES = ("late", "miss", "draft", "in_review", "changes_requested")
SORTS = ("left", "waiting")
VIEWS = ("table", "board", "chart")
MOST_WORDS = 8


@dataclass(frozen=True)
class QueueFilter:
    """The filters as they stand in the address; a value nobody knows counts as not given.

    `state` is empty for everything that was handed in, `owner` the key of the person who owns the system.
    """

    words: str = ""
    gate: str = ""
    tier: str = ""
    turn: str = ""
    role: str = ""
    owner: str = ""
    state: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out on purpose."""
        return self.with_(sort="") != QueueFilter()

    def with_(self, **other: str) -> QueueFilter:
        """The same filter with some values changed."""
        return replace(self, **other)

    def query(self, **more: str) -> str:
        """The address behind its question mark; what is not given is left out."""
        given = {name: value for name, value in self.pairs() if value}
        return urlencode(given | {name: value for name, value in more.items() if value})

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of every filter, as the address calls them."""
        return [(_ADDRESS.get(field.name, field.name), getattr(self, field.name)) for field in fields(self)]


_ADDRESS = {"words": "q"}


def known(wanted: QueueFilter) -> QueueFilter:
    """The filter without values that mean nothing here."""
    return QueueFilter(
        words=" ".join("".join(letter for letter in wanted.words if letter.isprintable()).split()),
        gate=wanted.gate if wanted.gate in POLICY_GATES else "",
        tier=wanted.tier if wanted.tier in set(Tier) else "",
        turn=wanted.turn if wanted.turn in LANES else "",
        role=wanted.role if wanted.role in ROLES else "",
        owner=wanted.owner
        if wanted.owner.isascii() and wanted.owner.isdigit() and len(wanted.owner) < 19
        else "",
        state=wanted.state if wanted.state in STATES else "",
        sort=wanted.sort if wanted.sort in SORTS[1:] else "",
    )


def conditions(wanted: QueueFilter, now: datetime) -> list[ColumnElement[bool]]:
    """The filter as conditions on a statement over requests, their subjects, systems and owners."""
    found: list[ColumnElement[bool]] = [is_open(), _state(wanted.state, now)]
    if wanted.gate:
        found.append(ApprovalRequest.gate == wanted.gate)
    if wanted.tier:
        found.append(ApprovalRequest.tier == wanted.tier)
    if wanted.turn:
        found.append(lane(now) == wanted.turn)
    if wanted.role:
        found.append(on_turn(Seat.role == wanted.role))
    if wanted.owner:
        found.append(AiSystem.owner_id == int(wanted.owner))
    return found + _words(wanted.words)


def _state(state: str, now: datetime) -> ColumnElement[bool]:
    if state == "late":
        return is_late(now)
    if state == "miss":
        return will_miss(now)
    if state in {status.value for status in RequestStatus}:
        return ApprovalRequest.status == state
    return ApprovalRequest.status.in_(HANDED_IN)


def _words(text: str) -> list[ColumnElement[bool]]:
    """A ref finds its request or the requests of its system; else every word stands in the label or in a name."""
    request, system = key_of("REQ", text), key_of("SYS", text)
    if request is not None:
        return [ApprovalRequest.id == request]
    if system is not None:
        return [ApprovalRequest.system_id == system]
    return [_word(word.lower()) for word in text.split()[:MOST_WORDS]]


def _word(word: str) -> ColumnElement[bool]:
    """Whether the word stands in what the request is about, or in the name of its owner or of whoever has a seat."""
    named = select(Person.id).where(func.lower(Person.name).contains(word, autoescape=True))
    return or_(
        func.lower(Subject.label).contains(word, autoescape=True),
        AiSystem.owner_id.in_(named),
        on_turn(or_(Seat.claimed_by_id.in_(named), Seat.assigned_to_id.in_(named))),
    )

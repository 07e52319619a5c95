"""One item of the next gate with everything that helps to finish it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from models.enums import Level
from workflows.approvals.bundles import ItemContent
from workflows.approvals.kinds import LinkedRecord
from workflows.approvals.policies.when import AskedItem
from workflows.approvals.policies.words import role_label
from workflows.inventory.registers import declaring
from workflows.inventory.registers.judging import Judgement, Lack
from workflows.inventory.registers.needs import needs_of

BY_RECORD, BY_ANSWER, NOT_NEEDED, OPEN = "record", "answer", "not_needed", "open"
MOST_SHOWN = 5
"""Records shown under an item that still lack something; the others are counted."""


@dataclass(frozen=True)
class Answering:
    """A record that satisfies the item: its ref, and its place when it stands in a register."""

    ref: str
    address: str
    version: int
    what: str


@dataclass(frozen=True)
class Lacking:
    """What one record, or the absence of any, leaves open: codes with what fills them, and where to write it."""

    register: str
    ref: str
    title: str
    codes: tuple[tuple[str, Mapping[str, Any]], ...]
    address: str


@dataclass(frozen=True)
class ReadyLine:
    """One item: how it stands, by what, what it lacks, whose turn it is, and what good evidence looks like."""

    key: str
    text: str
    level: str
    blocking: bool
    state: str
    records: tuple[Answering, ...]
    lacking: tuple[Lacking, ...]
    more: int
    owner: str
    people: tuple[str, ...]
    example: str
    hint: str

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done."""
        return self.state == OPEN

    @property
    def stops(self) -> bool:
        """Whether nothing passes while it is open."""
        return self.is_open and self.level == Level.MUST and self.blocking


def line(
    asked: AskedItem,
    content: ItemContent | None,
    records: Sequence[LinkedRecord],
    judged: Judgement | None,
    people: Sequence[str],
    where: Mapping[str, str],
    beside: Lacking | None = None,
) -> ReadyLine:
    """The line of one item; `content` is its answer in the request that asks for it, when there is one.

    `where` holds what a new record is told at first: its system and version. `beside` is what something outside the
    registers lacks: the system, its classification, or what runs.
    """
    item = asked.item
    lacks = judged.lacks if judged is not None and not judged.satisfied else ()
    state = _state(asked, content, records)
    shown = [_lacking(lack, where) for lack in lacks] if state == OPEN else []
    if beside is not None and state == OPEN:
        shown.insert(0, beside)
    needs = needs_of(item.key)
    return ReadyLine(
        key=item.key,
        text=item.text,
        level=str(asked.level),
        blocking=item.blocking,
        state=state,
        records=tuple(_answering(record) for record in records),
        lacking=tuple(shown[:MOST_SHOWN]),
        more=max(0, len(shown) - MOST_SHOWN),
        owner=role_label(item.owner_role),
        people=tuple(people),
        example=next((need.example for need in needs if need.example), ""),
        hint=item.evidence_hint,
    )


def _state(asked: AskedItem, content: ItemContent | None, records: Sequence[LinkedRecord]) -> str:
    if records:
        return BY_RECORD
    if content is None:
        return OPEN
    if content.fact.satisfies(str(asked.level)):
        return NOT_NEEDED if content.fact.not_needed else BY_ANSWER
    return OPEN


def _answering(record: LinkedRecord) -> Answering:
    one = next((one for one in declaring.known() if one.key == record.kind), None)
    address = f"/registers/{one.area}/{record.ref}" if one is not None else ""
    return Answering(record.ref, address, record.version, one.one if one is not None else record.kind)


def _lacking(lack: Lack, where: Mapping[str, str]) -> Lacking:
    one = declaring.of(lack.need.register)
    if lack.known is not None:
        place = f"/registers/{one.area}/{lack.known.ref}"
        edit = any(code in ("need_field", "need_status") for code, _ in lack.missing)
        codes = tuple((code, _worded(one, code, params)) for code, params in lack.missing)
        return Lacking(one.one, lack.known.ref, lack.known.title, codes, f"{place}/edit" if edit else place)
    known = {key: value for key, value in where.items() if key == "version" or one.scope != "organisation"}
    if not one.per_version and not lack.need.of_version:
        known.pop("version", None)
    address = f"/registers/{one.area}/new?{urlencode({**known, **lack.need.prefill})}"
    return Lacking(one.one, "", "", (("need_record", {}),), address)


def _worded(one: declaring.Register, code: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keys of fields and statuses as the words their readers know."""
    if code == "need_status":
        return {"statuses": [one.status_label(status) for status in params.get("statuses", ())]}
    field = one.field(str(params.get("field", "")))
    return {**params, "field": field.label} if field is not None else params

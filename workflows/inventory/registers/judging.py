"""Judges checklist items by what the registers hold about a system: satisfied by which records, or missing what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workflows.inventory.registers.knowing import known_records
from workflows.inventory.registers.needs import Known, Missing, Need, needs_of


@dataclass(frozen=True)
class Lack:
    """What one record, or the absence of any, leaves open of an item; `known` is None while there is none."""

    need: Need
    known: Known | None
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Judgement:
    """An item judged: the records that satisfy it, in order, or everything that is lacking."""

    item: str
    satisfied_by: tuple[Known, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def satisfied(self) -> bool:
        """Whether a record satisfies the item."""
        return bool(self.satisfied_by)


def judge(
    tx: Session, items: Iterable[str], system_id: int, version_id: int | None, asked_on: date | None = None
) -> dict[str, Judgement]:
    """Every item that a register can satisfy, judged, in at most four statements however many items there are.

    `asked_on` is the day since which the items are asked: a review has to be newer than that.
    """
    wanted = {item: needs_of(item) for item in items}
    registers = {need.register for needs in wanted.values() for need in needs}
    found = known_records(tx, registers, system_id, asked_on) if registers else []
    return {item: judge_item(item, needs, found, version_id) for item, needs in wanted.items() if needs}


def judge_item(
    item: str, needs: Sequence[Need], records: Sequence[Known], version_id: int | None
) -> Judgement:
    """One item judged by records at hand; pure. The first way that is satisfied counts."""
    lacks: list[Lack] = []
    for need in needs:
        about = [known for known in records if need.about(known, version_id)]
        verdicts = [(known, need.lacks(known)) for known in about]
        passed = tuple(known for known, missing in verdicts if not missing)
        if passed and (not need.every or len(passed) == len(about)):
            return Judgement(item, passed)
        if about:
            lacks += [Lack(need, known, missing) for known, missing in verdicts if missing]
        else:
            lacks.append(Lack(need, None, (("need_record", {}),)))
    return Judgement(item, (), tuple(lacks))

"""Which state of which record satisfies a checklist item: declared by each register, judged in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflows.inventory.registers import declaring
from workflows.inventory.registers.filling import empty


@dataclass(frozen=True)
class Known:
    """What is known of a record when an item is judged; `approved` and `signed` speak of its present content only."""

    id: int
    uuid: str
    register: str
    ref: str
    title: str
    status: str
    version: int
    digest: str
    body: Mapping[str, Any]
    today: date
    level: str = ""
    score: int | None = None
    due_on: date | None = None
    owner_id: int | None = None
    system_id: int = 0
    version_id: int | None = None
    version_ids: frozenset[int] = frozenset()
    signed: tuple[tuple[str, str, int], ...] = ()
    approved: bool = False
    changed_on: date | None = None
    authors: tuple[tuple[int, tuple[str, ...]], ...] = ()
    asked_on: date | None = None

    def signed_for(self, purpose: str) -> bool:
        """Whether somebody signed its present content for this purpose."""
        return any(one[0] == purpose for one in self.signed)


Missing = tuple[str, Mapping[str, Any]]
"""What a record still lacks: a code of the words tables and what fills it."""


def no_test(_known: Known) -> Missing | None:
    """Nothing beyond filled fields and the status is asked."""
    return None


def meant(_known: Known) -> bool:
    """Every record of the register is meant."""
    return True


@dataclass(frozen=True)
class Need:
    """One way to satisfy one item by a record.

    With `every`, all live records of the system must pass, and there must be one; otherwise one that passes is
    enough. `of_version` looks only at records about, or linked to, the version asked. `sample` is a body that
    passes, without any field of `filled` it must not.
    """

    item: str
    register: str
    filled: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset()
    test: Callable[[Known], Missing | None] = no_test
    every: bool = False
    of_version: bool = False
    only: Callable[[Known], bool] = meant
    org: bool = False
    example: str = ""
    prefill: Mapping[str, str] = field(default_factory=dict)
    sample: Mapping[str, Any] = field(default_factory=dict)
    sample_status: str = ""

    def lacks(self, known: Known) -> tuple[Missing, ...]:
        """Everything a record lacks to satisfy the item; empty when it satisfies it."""
        found: list[Missing] = []
        if self.statuses and known.status not in self.statuses:
            found.append(("need_status", {"statuses": sorted(self.statuses)}))
        one = declaring.of(self.register)
        for key in self.filled:
            asked = one.field(key)
            if asked is None or empty(asked, known.body.get(key)):
                found.append(("need_field", {"field": key}))
        if not found:
            also = self.test(known)
            if also is not None:
                found.append(also)
        return tuple(found)

    def about(self, known: Known, version_id: int | None) -> bool:
        """Whether a record is among those this need looks at."""
        if known.register != self.register or (known.system_id == 0 and not self.org):
            return False
        if self.of_version and version_id is not None:
            mine = known.version_ids | ({known.version_id} if known.version_id is not None else set())
            if version_id not in mine:
                return False
        elif known.version_id is not None and version_id is not None and known.version_id != version_id:
            # A record about another version says nothing about this one.
            return False
        return self.only(known)


_needs: dict[str, list[Need]] = {}


def need(one: Need) -> Need:
    """Makes a need known; raises ValueError when it would be satisfied by an empty record."""
    if not (one.filled or one.test is not no_test):
        raise ValueError(f"{one.item}: an empty record would satisfy it")
    known = _needs.setdefault(one.item, [])
    if one not in known:
        known.append(one)
    return one


def needs_of(item: str) -> tuple[Need, ...]:
    """The ways to satisfy an item by a record; empty when only the editor answers it."""
    return tuple(_needs.get(item, ()))


def all_needs() -> tuple[Need, ...]:
    """Every need there is, for tables and checks at start."""
    return tuple(one for some in _needs.values() for one in some)

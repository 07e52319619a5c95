"""Which registers have records that people approve: under which policy, from when on, and what approval sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.register_record import RegisterRecord
from workflows.ground.refused import NotFound, Refused

Unready = Callable[[Mapping[str, Any]], list[Refused]]


def nothing_before(_tx: Session, _record: RegisterRecord) -> list[Refused]:
    """No other record has to be approved first."""
    return []


@dataclass(frozen=True)
class Approvable:
    """What approval means for the records of one register.

    `gate` names the policy and the kind of request. `tiers` says which tier's seats decide at each level of a
    record; a level that is not in it is never put forward. `unready` says what its fields still lack, `before` what
    other records lack. Approval sets the status `approved`; a later change sets `again` and gives the owner a turn
    for `void_code`. `flags` count as set for the policy's conditions.
    """

    register: str
    gate: str
    tiers: Mapping[str, str]
    approved: str
    again: str
    unready: Unready
    void_code: str
    flags: frozenset[str] = frozenset()
    before: Callable[[Session, RegisterRecord], list[Refused]] = nothing_before

    def tier(self, level: str) -> str | None:
        """The tier whose seats decide about a record of this level; None when nobody is asked about it."""
        return self.tiers.get(level)


_known: dict[str, Approvable] = {}


def approvable(one: Approvable) -> Approvable:
    """Makes the records of a register approvable; called once at import by the package that owns it."""
    _known[one.register] = one
    return one


def approval_of(register: str) -> Approvable:
    """How records of a register are approved; raises NotFound when they are not."""
    try:
        return _known[register]
    except KeyError:
        raise NotFound("not_found") from None


def is_approvable(register: str) -> bool:
    """Whether records of a register can be approved at all."""
    return register in _known


def registers() -> tuple[str, ...]:
    """The registers whose records people approve."""
    return tuple(_known)

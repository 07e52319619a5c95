"""What other columns do in the transaction in which a grant is revoked, an account closed or a unit moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.ground.actor import Actor
from workflows.people.delegating.lent import Lent


@dataclass(frozen=True)
class RevokedGrant:
    """The grant that was just revoked."""

    grant_id: int
    person_id: int
    person_uuid: str
    role: str
    scope_key: str


RevokeHook = Callable[[Session, datetime, Actor, RevokedGrant], None]
DeactivateHook = Callable[[Session, datetime, Actor, int], None]

MoveHook = Callable[[Session, datetime, Actor, int], None]


@dataclass(frozen=True)
class Owned:
    """One thing somebody has in hand: a system, a condition, a seat they took or were given, a draft."""

    kind: str
    thing_id: int
    ref: str
    label: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}-{self.thing_id}"


LeavingList = Callable[[Session, datetime, int], list[Owned]]
HandOver = Callable[[Session, datetime, Actor, Owned, int, "int | None"], bool]
LendHook = Callable[[Session, datetime, Lent, bool], None]

_revoked: list[RevokeHook] = []
_deactivated: list[DeactivateHook] = []
_moved: list[MoveHook] = []
_lent: list[LendHook] = []
_owned: dict[str, tuple[LeavingList, HandOver]] = {}


def on_grant_revoked(hook: RevokeHook) -> RevokeHook:
    """Registers what happens when a grant is revoked: called as `hook(tx, now, actor, revoked)`.

    The person's row is locked by then and the grant is no longer in force. A hook that raises stops the act.
    """
    if hook not in _revoked:
        _revoked.append(hook)
    return hook


def on_deactivated(hook: DeactivateHook) -> DeactivateHook:
    """Registers what happens when an account is closed: called as `hook(tx, now, actor, person_id)`."""
    if hook not in _deactivated:
        _deactivated.append(hook)
    return hook


def on_unit_moved(hook: MoveHook) -> MoveHook:
    """Registers what happens when a unit changes its place: called as `hook(tx, now, actor, unit_id)`.

    Grants for units above reach other systems from then on; whoever keeps scopes by value makes them anew.
    """
    if hook not in _moved:
        _moved.append(hook)
    return hook


def on_delegation_moved(hook: LendHook) -> LendHook:
    """Registers what happens when a delegation begins or is over: called as `hook(tx, now, lent, begun)`."""
    if hook not in _lent:
        _lent.append(hook)
    return hook


def on_leaving(kind: str, lists: LeavingList, hand_over: HandOver) -> None:
    """Registers what somebody who leaves has in hand of one kind, and how it goes to a successor.

    `lists(tx, now, person_id)` reads; `hand_over(tx, now, actor, owned, leaver_id, successor_id)` acts and writes its
    own entry; without a successor it says whether nothing is left to settle.
    """
    _owned[kind] = (lists, hand_over)


def in_hand(tx: Session, now: datetime, person_id: int) -> list[Owned]:
    """Everything somebody has in hand, by kind."""
    return [one for lists, _ in _owned.values() for one in lists(tx, now, person_id)]


def hand_over(
    tx: Session, now: datetime, actor: Actor, owned: Owned, leaver_id: int, successor_id: int | None
) -> bool:
    """Gives one thing to a successor, or lets it go; whether it is settled by that."""
    return _owned[owned.kind][1](tx, now, actor, owned, leaver_id, successor_id)


def grant_revoked(tx: Session, now: datetime, actor: Actor, revoked: RevokedGrant) -> None:
    """Tells every column that a grant was revoked."""
    for hook in _revoked:
        hook(tx, now, actor, revoked)


def deactivated(tx: Session, now: datetime, actor: Actor, person_id: int) -> None:
    """Tells every column that an account was closed."""
    for hook in _deactivated:
        hook(tx, now, actor, person_id)


def unit_moved(tx: Session, now: datetime, actor: Actor, unit_id: int) -> None:
    """Tells every column that a unit, and all below it, has another place."""
    for hook in _moved:
        hook(tx, now, actor, unit_id)


def delegation_moved(tx: Session, now: datetime, lent: Lent, *, begun: bool) -> None:
    """Tells every column that seats moved to a delegate, or back to whose they are."""
    for hook in _lent:
        hook(tx, now, lent, begun)

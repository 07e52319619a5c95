"""Who may see evidence: whoever sees the system whose team put it forward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.evidence import Evidence
from workflows.ground.actor import Actor

Visible = Callable[[Session, Actor, int], bool]


@dataclass(frozen=True)
class Use:
    """One place a piece of evidence is used: the ref of a request, the item's key and a name for people."""

    request_ref: str
    item_key: str
    label: str
    removed: bool = False


Uses = Callable[[Session, Actor, list[int]], list[Use]]


def _nobody(_tx: Session, _actor: Actor, _system_id: int) -> bool:
    return False


def _nowhere(_tx: Session, _actor: Actor, _evidence_ids: list[int]) -> list[Use]:
    return []


_visible: Visible = _nobody
_uses: Uses = _nowhere


def register_visibility(sees_system: Visible) -> None:
    """Says how to decide whether an actor sees a system; until it is said nobody sees anything."""
    global _visible
    _visible = sees_system


def register_uses(uses: Uses) -> None:
    """Says where pieces of evidence are used, for the places the actor may see."""
    global _uses
    _uses = uses


def sees(tx: Session, actor: Actor, evidence: Evidence) -> bool:
    """Whether the actor may see this evidence."""
    return _visible(tx, actor, evidence.system_id)


def sees_system(tx: Session, actor: Actor, system_id: int) -> bool:
    """Whether the actor may see, and so put forward, evidence of this system."""
    return _visible(tx, actor, system_id)


def uses_of(tx: Session, actor: Actor, evidence_ids: list[int]) -> list[Use]:
    """Where these pieces of evidence are used, as far as the actor may know."""
    return _uses(tx, actor, evidence_ids)

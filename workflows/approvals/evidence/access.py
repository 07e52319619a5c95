"""Who may see evidence: whoever sees the system whose team put it forward."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from models.evidence import Evidence
from workflows.ground.actor import Actor

Visible = Callable[[Session, Actor, int], bool]


def _nobody(_tx: Session, _actor: Actor, _system_id: int) -> bool:
    return False


_visible: Visible = _nobody


def register_visibility(sees_system: Visible) -> None:
    """Says how to decide whether an actor sees a system; until it is said nobody sees anything."""
    global _visible
    _visible = sees_system


def sees(tx: Session, actor: Actor, evidence: Evidence) -> bool:
    """Whether the actor may see this evidence."""
    return _visible(tx, actor, evidence.system_id)


def sees_system(tx: Session, actor: Actor, system_id: int) -> bool:
    """Whether the actor may see, and so put forward, evidence of this system."""
    return _visible(tx, actor, system_id)

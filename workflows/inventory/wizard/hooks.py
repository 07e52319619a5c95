"""Who wants to hear that a classification was confirmed: called inside the act's transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification_review import ClassificationReview
from workflows.ground.actor import Actor

Confirmed = Callable[[Session, datetime, Actor, AiSystem, ClassificationReview], None]

_confirmed: list[Confirmed] = []


def on_confirmed(listener: Confirmed) -> Confirmed:
    """Calls `listener(tx, now, actor, system, review)` when somebody found a classification still right."""
    if listener not in _confirmed:
        _confirmed.append(listener)
    return listener


def tell_confirmed(
    tx: Session, now: datetime, actor: Actor, system: AiSystem, review: ClassificationReview
) -> None:
    """Tells all listeners that a classification was confirmed."""
    for listener in _confirmed:
        listener(tx, now, actor, system, review)

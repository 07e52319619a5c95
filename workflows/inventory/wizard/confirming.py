"""Says that a classification was looked at and is still right: a row of its own, the classification stays."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from models.classification_review import ClassificationReview
from workflows.ground.actor import Actor
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.inventory.actions import CLASSIFICATION_CONFIRMED
from workflows.inventory.classification_keeping import Begun, begin
from workflows.inventory.commands import Done
from workflows.inventory.law.effective import questionnaire_of, scheme_as_of
from workflows.inventory.locks import system_ref
from workflows.inventory.wizard.commands import ConfirmClassification
from workflows.inventory.wizard.hooks import tell_confirmed
from workflows.inventory.wording import TEXT, need, text
from workflows.record import Thing, append


def confirm_classification(actor: Actor, command: ConfirmClassification) -> Done:
    """Adds the review of the present classification.

    Raises like every classification; Refused `classify_first` while there is none, and `questionnaire_moved` when
    questions were changed since: then they are answered anew.
    """
    with transaction() as tx:
        begun = begin(tx, actor, command)
        present = begun.present
        reason = need(text(command.reason), "reason", TEXT)
        if present is None:
            raise Refused("classify_first", system=begun.system.name)
        asked = questionnaire_of(scheme_as_of(tx))
        if present.questionnaire != asked:
            raise Refused("questionnaire_moved", field="reason")
        row = ClassificationReview(
            uuid=uuid7(),
            classification_id=present.id,
            questionnaire=asked,
            reason=reason,
            person_id=begun.author.person_id,
            roles=json.dumps(sorted(begun.roles)),
            at=begun.now,
        )
        tx.add(row)
        tx.flush()
        _append(tx, actor, begun, reason)
        tell_confirmed(tx, begun.now, actor, begun.system, row)
        return Done(system_ref(begun.system), begun.system.id, begun.system.uuid, frozenset({"review"}))


def _append(tx: Session, actor: Actor, begun: Begun, reason: str) -> None:
    system = begun.system
    append(
        tx,
        begun.now,
        actor,
        CLASSIFICATION_CONFIRMED,
        about=Thing("system", system.uuid, system.revision, ref=system_ref(system), label=system.name),
        changes={"number": [None, begun.number]},
        personal={actor.uuid: {"reason": reason}},
    )

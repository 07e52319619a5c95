"""Brings results from a file into an evaluation: one change of the record like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.assurance.evaluations.public_results import results_from
from workflows.assurance.evaluations.register import EVALUATIONS
from workflows.ground.actor import Actor
from workflows.inventory.registers.commands import Saved, SaveRecord
from workflows.inventory.registers.heading import record_to_change
from workflows.inventory.registers.saving import save_record


@dataclass(frozen=True)
class ImportResults:
    """Reads results into an evaluation; `replace` drops those that are there, otherwise they come on top."""

    record_id: int
    data: bytes
    revision: int
    replace: bool = False
    submit_id: str | None = None


def import_results(actor: Actor, person: Any, command: ImportResults) -> Saved:
    """Saves the results of a file; raises Refused or Several beside `file` when any line does not hold."""
    head = record_to_change(person, EVALUATIONS, command.record_id)
    there = [] if command.replace else list(head.body.get("results") or [])
    return save_record(
        actor,
        SaveRecord(
            EVALUATIONS.key,
            record_id=command.record_id,
            version_id=head.version_id,
            title=head.title,
            owner=head.owner_email,
            body={"results": there + results_from(command.data)},
            revision=command.revision,
            submit_id=command.submit_id,
        ),
    )

"""Takes the counts of a file into a dataset: size, version with hash, and values of the criteria that were set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.transaction import reading
from workflows.inventory.datasets.profile import read_profile, said_by
from workflows.inventory.datasets.register import DATASETS
from workflows.inventory.registers.commands import Saved, SaveRecord
from workflows.inventory.registers.heading import record_to_change
from workflows.inventory.registers.saving import save_record
from workflows.inventory.wording import line, need
from workflows.people.days import today


@dataclass(frozen=True)
class TakeProfile:
    """Counts a file as one version of a dataset."""

    record_id: int
    version: str
    data: bytes
    revision: int
    submit_id: str | None = None


def take_profile(actor: Actor, person: Any, command: TakeProfile) -> Saved:
    """Saves what the file says; raises Refused beside `file` or `version` when it says nothing."""
    head = record_to_change(person, DATASETS, command.record_id)
    version = need(line(command.version), "version", 100)
    profile = read_profile(command.data)
    day = today(reading(), clock.glance()).isoformat()
    return save_record(
        actor,
        SaveRecord(
            DATASETS.key,
            record_id=command.record_id,
            title=head.title,
            owner=head.owner_email,
            body=said_by(profile, head.body, version, day),
            revision=command.revision,
            submit_id=command.submit_id,
        ),
    )

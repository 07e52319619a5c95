"""Begins an impact assessment with all its questions, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.assurance.risks.taxonomy import dimensions
from workflows.ground.actor import Actor
from workflows.inventory.registers.commands import Saved, SaveRecord
from workflows.inventory.registers.saving import save_record


@dataclass(frozen=True)
class StartAssessment:
    """Begins an assessment of a system, or of one version of it."""

    system_id: int
    title: str
    cause: str = ""
    submit_id: str | None = None


def start_assessment(actor: Actor, command: StartAssessment) -> Saved:
    """Writes the record with a line for every question; raises as `save_record` does."""
    body = {**questions(), "cause": command.cause}
    return save_record(
        actor,
        SaveRecord(
            "impact",
            system_id=command.system_id,
            title=command.title,
            body=body,
            submit_id=command.submit_id,
        ),
    )


def questions() -> Mapping[str, Any]:
    """A line for every question of the three dimensions, to be answered."""
    return {one.key: [{"question": question.id} for question in one.questions] for one in dimensions()}

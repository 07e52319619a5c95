"""How the scenes of the sample company are played: each act on its day; day 0 is today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from workflows.ground import clock
from workflows.inventory.commands import (
    ArtefactInput,
    RecordDeployment,
    RegisterSystem,
)
from workflows.inventory.deployments import record_deployment
from workflows.inventory.registering import register_system
from workflows.inventory.wizard.commands import RunWizard
from workflows.inventory.wizard.running import run_wizard
from workflows.inventory.wizard.walk import Answer
from workflows.sample import dossier
from workflows.sample.acting import Company


@dataclass
class Stage:
    """What the story remembers between its scenes."""

    company: Company
    today: date
    units: dict[str, int]
    versions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    environments: dict[str, int] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    """Refs of records in registers, by their key in the story."""

    def day(self, days: int) -> date:
        """The date so many days from today."""
        return self.today + timedelta(days=days)


def at(days_ago: float, act: Callable[[], object]) -> object:
    """Does something as if it were so many days ago."""
    with clock.set_back(timedelta(days=-days_ago)):
        return act()


ALWAYS = {"Q_AI": "yes", "Q_EU": "yes"}
"""What every system here answers: it is AI, and it is used in the Union."""


def said(value: str | list[str]) -> Answer:
    """An answer of the file: a reply, or what was chosen of several."""
    return Answer(value) if isinstance(value, str) else Answer("yes", tuple(value))


def register_system_of(stage: Stage, key: str, days_ago: int, label: str, since: date | None = None) -> str:
    """Registers and classifies a system; returns the ref of its first version."""
    facts = dict(dossier.content("systems")[key])
    legal, internal = facts.pop("legal_reason"), facts.pop("internal_reason")
    tier, roles, answers = facts.pop("tier"), facts.pop("roles"), facts.pop("answers")
    unit = stage.units[facts.pop("unit")]
    artefact = ArtefactInput(name="model", value=dossier.artefact_of(key, label))
    if facts["origin"] in ("bought", "embedded"):
        artefact = ArtefactInput(name="product", value=f"release:{label}")
    command = RegisterSystem(
        owner="ana.ribeiro@halm.example",
        unit_id=unit,
        label=label,
        artefacts=(artefact,),
        in_use_since=since,
        anyway=True,
        **facts,
    )
    made = at(days_ago, lambda: register_system(stage.company["ana"], command))
    classify = RunWizard(
        system_id=made.system_id,  # type: ignore[attr-defined]
        answers={key: said(value) for key, value in (ALWAYS | {"Q_ROLE": roles} | answers).items()},
        common_reason=legal,
        none_applies=True,
        critical="no",
        internal_tier=tier,
        internal_reason=internal,
    )
    at(days_ago - 1, lambda: run_wizard(stage.company["tom"], classify))
    stage.versions[key], stage.names[key] = made.version_ref, facts["name"]  # type: ignore[attr-defined]
    return made.version_ref  # type: ignore[attr-defined, no-any-return]


LASTS = {
    "design": 2.6,
    "data_review": 7.4,
    "testing": 3.8,
    "deployment": 5.2,
    "monitoring": 1.7,
    "renewal": 4.3,
}
"""Days from the submission of a gate to its decision here; data review is where this company is slow."""


def pass_gates(stage: Stage, key: str, days: dict[str, int]) -> None:
    """Passes gates on their days; each was handed in some days before, and signed one seat after the other."""
    company, version, name = stage.company, stage.versions[key], stage.names[key]
    before = max(days.values()) + 6.0
    for gate, decided in days.items():
        lasts = min(LASTS.get(gate, 2.0), (before - decided) * 0.6)
        ref = str(at(decided + lasts * 1.3, partial(company.prepare, version, gate, name)))
        at(decided + lasts, partial(company.submit, ref))
        at(decided + lasts * 0.45, partial(company.decide, ref, most=1))
        at(decided, partial(company.decide, ref))
        before = decided


def go_live(stage: Stage, key: str, days_ago: int) -> None:
    """Records that the version went into production."""
    company = stage.company
    command = RecordDeployment(
        version_id=company.version(stage.versions[key]).id, environment_id=stage.environments["production"]
    )
    at(days_ago, lambda: record_deployment(company["olu"], command))

"""How the scenes of the sample company are played: each act on its day; day 0 is today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from workflows.ground import clock
from workflows.inventory.classifying import classify_system
from workflows.inventory.commands import (
    ArtefactInput,
    ClassifySystem,
    RecordDeployment,
    RegisterSystem,
)
from workflows.inventory.deployments import record_deployment
from workflows.inventory.flags import FLAGS
from workflows.inventory.registering import register_system
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


def register_system_of(stage: Stage, key: str, days_ago: int, label: str, since: date | None = None) -> str:
    """Registers and classifies a system; returns the ref of its first version."""
    facts = dict(dossier.content("systems")[key])
    legal, internal = facts.pop("legal_reason"), facts.pop("internal_reason")
    tier, roles, flags = facts.pop("tier"), facts.pop("roles"), facts.pop("flags")
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
    classify = ClassifySystem(
        system_id=made.system_id,  # type: ignore[attr-defined]
        legal_tier=tier,
        legal_reason=legal,
        internal_tier=tier,
        internal_reason=internal,
        operator_roles=tuple(roles),
        answers={flag.key: "yes" if flag.key in flags else "no" for flag in FLAGS},
        override_reason="Legal counsel read every answer; see the reasons.",
    )
    at(days_ago - 1, lambda: classify_system(stage.company["tom"], classify))
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

"""Acts on one system at the same instant: one edit wins, labels stay single, no subject keeps an old scope."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ai_system import AiSystem
from models.classification import Classification
from models.deployment import Deployment
from models.record_entry import RecordEntry
from models.subject import Subject
from models.system_version import SystemVersion
from models.team_member import TeamMember
from tests.fixtures.company import Company
from tests.fixtures.racing import losers, race, winners
from workflows.ground.refused import Conflict, Refused, Replayed
from workflows.ground.transaction import reading
from workflows.inventory.classifying import classify_system
from workflows.inventory.commands import (
    AddMember,
    AddVersion,
    ClassifySystem,
    EditSystem,
    RecordDeployment,
    RegisterEnvironment,
)
from workflows.inventory.deployments import record_deployment
from workflows.inventory.editing import edit_system
from workflows.inventory.environments import register_environment
from workflows.inventory.flags import KEYS
from workflows.inventory.teams import add_member
from workflows.inventory.versions import add_version
from workflows.people.units import AddUnit, EditUnit, add_unit, edit_unit

pytestmark = [pytest.mark.both_databases]

LOST = (Conflict, Refused, Replayed)
THREADS = 6


def fresh() -> Session:
    """A session that sees what was committed."""
    session = reading()
    session.rollback()
    session.expire_all()
    return session


def lost(outcome: list[Any]) -> list[BaseException]:
    """The acts that were refused in a way their door can word; anything else is a fault."""
    return [error for error in losers(outcome) if isinstance(error, LOST)]


def edit(**more: Any) -> EditSystem:
    """An edit of the first system as first seen."""
    facts = {
        "name": "Credit scoring",
        "purpose": "Another purpose",
        "business_reason": "Faster answers",
        "users": "Clerks",
        "affected_persons": "Applicants",
        "autonomy": "advice",
        "origin": "built",
    }
    return EditSystem(system_id=1, revision=1, **(facts | more))


def test_s11_of_many_edits_of_one_revision_one_is_stored(house: Flask, company: Company) -> None:
    company.system()
    acts = [partial(edit_system, company["ana"], edit(purpose=f"Purpose {n}")) for n in range(THREADS)]
    outcome = race(house, acts)

    assert (len(winners(outcome)), len(lost(outcome))) == (1, THREADS - 1)
    assert fresh().get_one(AiSystem, 1).revision == 2
    edits = select(func.count()).select_from(RecordEntry).where(RecordEntry.action == "system:edited")
    assert fresh().scalar(edits) == 1


def test_of_many_versions_with_one_label_one_is_born(house: Flask, company: Company) -> None:
    company.system()
    acts = [partial(add_version, company["ana"], AddVersion(system_id=1, label="v2")) for _ in range(THREADS)]
    outcome = race(house, acts)

    assert (len(winners(outcome)), len(lost(outcome))) == (1, THREADS - 1)
    assert list(fresh().scalars(select(SystemVersion.label).order_by(SystemVersion.id))) == ["v1", "v2"]


def test_classifications_at_once_are_numbered_without_a_gap(house: Flask, company: Company) -> None:
    company.system()
    acts = [partial(classify_system, company["tom"], classification(f"Reason {n}")) for n in range(THREADS)]
    outcome = race(house, acts)

    assert len(winners(outcome)) == THREADS
    numbers = fresh().scalars(select(Classification.number).order_by(Classification.number))
    assert list(numbers) == list(range(1, THREADS + 1))
    assert fresh().get_one(AiSystem, 1).classification_id is not None


def test_one_person_joins_once_and_one_version_runs_once_in_a_place(house: Flask, company: Company) -> None:
    company.system()
    register_environment(company["tom"], RegisterEnvironment(name="prod", purpose="production"))
    joins = [
        partial(add_member, company["ana"], AddMember(system_id=1, person="Milo")) for _ in range(THREADS)
    ]
    runs = [
        partial(record_deployment, company["olu"], RecordDeployment(version_id=1, environment_id=1))
        for _ in range(THREADS)
    ]

    assert len(winners(race(house, joins))) == 1
    assert len(winners(race(house, runs))) == 1
    assert len(list(fresh().scalars(select(TeamMember.id)))) == 2
    assert len(list(fresh().scalars(select(Deployment.id)))) == 1


def test_versions_born_while_the_unit_moves_and_the_name_changes_keep_neither_old(
    house: Flask, company: Company
) -> None:
    top = add_unit(company["admin"], AddUnit("Bank", "entity", None))
    lending = add_unit(company["admin"], AddUnit("Lending", "department", None))
    company.system(unit_id=lending)
    move = EditUnit(lending, 1, "Lending", "department", top)
    rename = edit(name="Credit limits", unit_id=lending)
    acts = [partial(edit_unit, company["admin"], move), partial(edit_system, company["ana"], rename)]
    acts += [partial(add_version, company["ana"], AddVersion(system_id=1, label=f"w{n}")) for n in range(4)]
    outcome = race(house, acts)

    assert len(winners(outcome)) + len(lost(outcome)) == len(acts)
    session = fresh()
    name = session.get_one(AiSystem, 1).name
    moved = not isinstance(outcome[0], BaseException)
    expected = ["org", f"unit:{lending}", *([f"unit:{top}"] if moved else []), "system:1"]
    subjects = session.execute(
        select(Subject, SystemVersion.label).join(SystemVersion, SystemVersion.subject_id == Subject.id)
    ).all()
    assert {json.dumps(json.loads(subject.scope_keys)) for subject, _ in subjects} == {json.dumps(expected)}
    assert all(subject.label == f"{name} {label}" for subject, label in subjects)


def classification(reason: str) -> ClassifySystem:
    """A classification of the first system that differs by its reason."""
    return ClassifySystem(
        system_id=1,
        legal_tier="minimal",
        legal_reason=reason,
        internal_tier="minimal",
        internal_reason="Small sums",
        operator_roles=("provider",),
        answers=dict.fromkeys(KEYS, "no"),
    )

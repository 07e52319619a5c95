"""Fills the registers of the sample company, each record on its day and by the person who would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from models.person import Person
from workflows.assurance.monitoring.cadence import period_of
from workflows.assurance.monitoring.entering import EnterValues, enter_values
from workflows.assurance.monitoring.given import Given
from workflows.ground.ids import ref
from workflows.ground.transaction import reading
from workflows.inventory.registers import declaring
from workflows.inventory.registers.commands import LinkRecord, SaveRecord
from workflows.inventory.registers.linking import link_records
from workflows.inventory.registers.saving import save_record
from workflows.sample import dossier
from workflows.sample.stagecraft import Stage, at

_DAY = re.compile(r"[+-]\d+d")


def fill(stage: Stage, scene: str) -> None:
    """Writes the records that belong to the scene of a system; "" for those of the organisation."""
    for told in dossier.content("registers"):
        if told.get("scene", told["system"]) == scene:
            _write(stage, told)


def _write(stage: Stage, told: Mapping[str, Any]) -> None:
    one = declaring.of(told["register"])
    author = stage.company[told["by"]]
    version = stage.company.version(stage.versions[told["system"]]) if told["system"] else None
    command = SaveRecord(
        one.key,
        system_id=version.system_id if version is not None else 0,
        version_id=version.id if version is not None and one.per_version else None,
        title=told["title"],
        status=told.get("status", ""),
        owner=str(_meant(stage, told.get("owner", ""))),
        body=_meant(stage, told["body"]),
    )
    made: Any = at(told["ago"], partial(save_record, author, command))
    stage.records[told["key"]] = made.ref
    for relation, key in told.get("links", ()):
        link = LinkRecord(one.key, made.id, relation, _target(stage, one, relation, key))
        at(told["ago"], partial(link_records, author, link))
    if told.get("values"):
        _measure(stage, told, made.id)


def _target(stage: Stage, one: declaring.Register, relation: str, key: str) -> str:
    asked = one.relation(relation)
    if asked is not None and asked.target == "system":
        return ref("SYS", stage.company.version(stage.versions[key]).system_id)
    return stage.records.get(key) or stage.versions[key]


def _measure(stage: Stage, told: Mapping[str, Any], record_id: int) -> None:
    """Enters one value per week, the last one of the week that has just ended."""
    values = told["values"]
    for place, value in enumerate(values):
        weeks_ago = len(values) - place
        day = stage.day(-7 * weeks_ago)
        given = Given(period_of("weekly", day), str(value))
        command = EnterValues(record_id, (given,))
        days_ago = min(float(told["ago"]) - 0.1, 7 * (weeks_ago - 1) + 0.3)
        at(days_ago, partial(enter_values, stage.company[told["by"]], command))


def _meant(stage: Stage, value: Any) -> Any:
    """What a text of the file means: a day, the address of a person, the name of a record, or itself."""
    if isinstance(value, dict):
        return {key: _meant(stage, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_meant(stage, inner) for inner in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (stage.today + timedelta(days=int(value[:-1]))).isoformat()
    if isinstance(value, str) and value.startswith("@"):
        return reading().get_one(Person, stage.company.key(value[1:])).email
    if isinstance(value, str) and value.startswith("="):
        return stage.records[value[1:]]
    return value

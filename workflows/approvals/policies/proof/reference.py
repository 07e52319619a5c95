"""The reference crews that the starter policies are proven for, and crews in a file of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from workflows.approvals.policies.proof.crew import Crew, Mate
from workflows.approvals.policies.words import ROLES
from workflows.ground.refused import Refused

CREWS = Path(__file__).resolve().parents[4] / "catalogue" / "reference_crews.yaml"
_FIELDS = {"key", "name", "roles", "employee", "builds"}


def reference_crew(key: str, path: Path = CREWS) -> Crew:
    """One of the crews of the catalogue; raises Refused for an unknown one."""
    crews = yaml.safe_load(path.read_text(encoding="utf-8"))["crews"]
    found = next((crew for crew in crews if crew["key"] == key), None)
    if found is None:
        raise Refused("crew_unknown", name=key)
    return read_crew(found)


def read_crew(raw: Any) -> Crew:
    """A crew out of plain data: `people`, each with a name and roles; raises Refused for anything else."""
    people = raw.get("people") if isinstance(raw, Mapping) else None
    if not isinstance(people, list) or not people:
        raise Refused("crew_shape", where="people")
    return Crew(
        tuple(_mate(number, one) for number, one in enumerate(people, start=1)),
        str(raw.get("key", "")),
        str(raw.get("label", "")),
    )


def _mate(number: int, raw: Any) -> Mate:
    where = f"people {number}"
    if not isinstance(raw, Mapping) or set(raw) - _FIELDS:
        raise Refused("crew_shape", where=where)
    roles, name = raw.get("roles"), raw.get("name")
    if not isinstance(name, str) or not isinstance(roles, list):
        raise Refused("crew_shape", where=where)
    for role in roles:
        if role not in ROLES:
            raise Refused("crew_role", name=str(role), where=where)
    return Mate(
        number,
        str(raw.get("key", number)),
        name,
        frozenset(roles),
        raw.get("employee", True) is True,
        raw.get("builds", False) is True,
    )

"""Proves a policy in a file: among the starter policies for a crew, or among those in force for the people here."""

from __future__ import annotations

from typing import Any

import yaml

from workflows.approvals import starter
from workflows.approvals.policies.body import load
from workflows.approvals.policies.proof.crew import Crew
from workflows.approvals.policies.proof.finding import Proof
from workflows.approvals.policies.proof.proving import prove_among, prove_here
from workflows.approvals.policies.proof.reference import read_crew, reference_crew
from workflows.approvals.policies.sizes import STANDARD
from workflows.approvals.policies.yaml_text import from_yaml
from workflows.ground.clock import glance
from workflows.ground.plain_yaml import LARGEST_TEXT
from workflows.ground.refused import Refused
from workflows.ground.transaction import reading


def check_policy(text: str, size: str = STANDARD, crew: str | None = None) -> Proof:
    """The proof of a policy written as YAML (or JSON, which is YAML), in place of the starter's for its gate and tier.

    `crew` is the text of a file with people; without one the reference crew of the size is taken. Raises Refused for
    a text that is no policy, for an unknown size and for a crew that cannot be read.
    """
    body = load(from_yaml(text))
    bodies = starter.starter_bodies(size=size)
    people = _crew(crew) if crew is not None else reference_crew(starter.starter_sizes()[size].crew)
    return prove_among({pair: load(one) for pair, one in bodies.items()}, body, people)


def check_policy_here(text: str) -> Proof:
    """The proof of such a policy among those in force here, for the people of this installation."""
    return prove_here(reading(), glance(), load(from_yaml(text)))


def _crew(text: str) -> Crew:
    if len(text) > LARGEST_TEXT:
        raise Refused("yaml_too_large", limit=LARGEST_TEXT)
    try:
        raw: Any = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError):
        raise Refused("crew_shape", where="file") from None
    return read_crew(raw)

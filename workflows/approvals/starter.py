"""Adopts the starter policies: the catalogue becomes versioned rows, once, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.actions import ADOPTED
from workflows.approvals.policies.body import load
from workflows.approvals.policies.check import require_sound
from workflows.approvals.policies.drafting import draft_bodies
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7
from workflows.record import Thing, append

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"


@dataclass(frozen=True)
class Adopted:
    """What was adopted: the digest of each policy that is new, by gate and tier; empty when all were there."""

    digests: dict[tuple[str, str], str]


def starter_bodies(folder: Path = CATALOGUE) -> dict[tuple[str, str], str]:
    """The body text of every starter policy by gate and tier, checked; raises Several or Refused for bad content."""
    return dict(_checked(folder))


def adopt(tx: Session, now: datetime, actor: Actor) -> Adopted:
    """Makes version 1 of every starter policy that is missing, with one entry that lists their digests.

    Nothing is changed where a policy exists already, so it may be called again at any time.
    """
    present = {(gate, tier) for gate, tier in tx.execute(select(Policy.gate, Policy.tier))}
    missing = {key: text for key, text in starter_bodies().items() if key not in present}
    digests = {key: _publish(tx, now, key, text) for key, text in missing.items()}
    if digests:
        append(
            tx,
            now,
            actor,
            ADOPTED,
            about=Thing("policy-set", uuid7(), 1, label="Starter policies"),
            changes={
                "policies": [None, len(digests)],
                **{f"{gate}/{tier}": [None, digest] for (gate, tier), digest in digests.items()},
            },
        )
    return Adopted(digests)


@lru_cache(maxsize=4)
def _checked(folder: Path) -> tuple[tuple[tuple[str, str], str], ...]:
    """Read once per process: the files belong to the code and do not change under it."""
    bodies = draft_bodies(_read(folder, "gates"), _read(folder, "policy_defaults"))
    for text in bodies.values():
        require_sound(load(text))
    return tuple(bodies.items())


def _publish(tx: Session, now: datetime, key: tuple[str, str], text: str) -> str:
    gate, tier = key
    policy = Policy(uuid=uuid7(), gate=gate, tier=tier)
    tx.add(policy)
    tx.flush()
    digest = sha256(text.encode("utf-8"))
    tx.add(
        PolicyVersion(
            uuid=uuid7(), policy_id=policy.id, number=1, body=text, digest=digest, in_force_from=now
        )
    )
    tx.flush()
    return digest


def _read(folder: Path, name: str) -> Any:
    # The safe loader builds plain data only: a tag that names a Python object stops the loading.
    return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))

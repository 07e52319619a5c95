"""Adopts the starter policies: the catalogue becomes versioned rows, once, in one act."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Organisation
from models.policy import Policy
from models.policy_version import PolicyVersion
from workflows.approvals.policies.body import load
from workflows.approvals.policies.check import require_sound
from workflows.approvals.policies.drafting import draft_bodies
from workflows.approvals.policies.sizes import STANDARD, Size, read_sizes
from workflows.ground.actor import Actor
from workflows.ground.canonical import sha256
from workflows.ground.ids import uuid7
from workflows.ground.refused import Refused
from workflows.people.setup import on_set_up

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"


def starter_sizes(folder: Path = CATALOGUE) -> dict[str, Size]:
    """The sizes in which the starter policies come, by key."""
    return read_sizes(_read(folder, "sizes"))


def starter_bodies(folder: Path = CATALOGUE, size: str = STANDARD) -> dict[tuple[str, str], str]:
    """The body text of every starter policy of a size by gate and tier, checked.

    Raises Refused for an unknown size, Several or Refused for bad content.
    """
    return dict(_checked(folder, size))


def adopt(tx: Session, now: datetime, _actor: Actor) -> dict[str, str]:
    """Makes version 1 of every starter policy that is missing and gives their digests by `gate/tier`.

    The size is the one the organisation chose at set-up. Nothing is changed where a policy exists already, so it may
    be called again. It writes no entry of its own: set-up is one act, and its entry lists these digests.
    """
    present = {(gate, tier) for gate, tier in tx.execute(select(Policy.gate, Policy.tier))}
    size = tx.scalars(select(Organisation.starter_size)).one()
    missing = {key: text for key, text in starter_bodies(size=size).items() if key not in present}
    return {f"{gate}/{tier}": _publish(tx, now, gate, tier, text) for (gate, tier), text in missing.items()}


def register() -> None:
    """Makes set-up adopt the starter policies; called once at start."""
    on_set_up(adopt)


@lru_cache(maxsize=8)
def _checked(folder: Path, size: str) -> tuple[tuple[tuple[str, str], str], ...]:
    """Read once per process: the files belong to the code and do not change under it."""
    gates = _read(folder, "gates")
    chosen = starter_sizes(folder).get(size)
    if chosen is None:
        raise Refused("size_unknown", field="size", size=size)
    defaults = {**_read(folder, "policy_defaults"), **chosen.defaults}
    bodies = draft_bodies(chosen.shape(gates), defaults)
    for text in bodies.values():
        require_sound(load(text))
    return tuple(bodies.items())


def _publish(tx: Session, now: datetime, gate: str, tier: str, text: str) -> str:
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

"""The roles of the catalogue, read into rows once, at set-up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.role import Role
from workflows.ground.canonical import digest

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue" / "roles.yaml"
_FIELDS = ("key", "label", "kind", "summary", "responsibilities", "permissions")


def catalogue_roles() -> list[dict[str, Any]]:
    """The roles as the catalogue has them; raises KeyError when one lacks a field."""
    content = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return [{name: role[name] for name in _FIELDS} for role in content["roles"]]


def adopt_roles(tx: Session) -> str:
    """Makes the rows of all roles that are not there yet; gives the digest of what was adopted."""
    content = catalogue_roles()
    known = set(tx.scalars(select(Role.key)))
    for position, role in enumerate(content, start=1):
        if role["key"] in known:
            continue
        tx.add(
            Role(
                key=role["key"],
                label=role["label"],
                kind=role["kind"],
                summary=role["summary"],
                responsibilities=json.dumps(role["responsibilities"], ensure_ascii=False),
                permissions=json.dumps(role["permissions"], ensure_ascii=False),
                position=position,
                version=1,
            )
        )
    tx.flush()
    return digest(content)

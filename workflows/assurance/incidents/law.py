"""The clocks of the law data as of a day: the catalogue, and every change that was entered over it."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.law_entry import LawEntry
from workflows.assurance.incidents.clocks import Rule, rule_from, rules_from

SCHEME, KIND = "eu_ai_act", "clock"
_FILE = Path(__file__).resolve().parents[3] / "catalogue" / "eu_ai_act.yaml"


@cache
def starter() -> dict[str, Any]:
    """What the catalogue says about reporting; read once per process, the file belongs to the code."""
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["incident_reporting"]
    return found


def rules_as_of(tx: Session, day: date) -> dict[str, Rule]:
    """The rules in force on that day, by case: the newest entry wins over the starter content."""
    found = rules_from(starter())
    changed = tx.scalars(
        select(LawEntry)
        .where(LawEntry.scheme == SCHEME, LawEntry.kind == KIND, LawEntry.in_force_from <= day)
        .order_by(LawEntry.number)
    )
    for entry in changed:
        found[entry.key] = rule_from(entry.key, json.loads(entry.body))
    return found

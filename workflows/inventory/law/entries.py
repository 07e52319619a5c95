"""What an entry of each kind may say: from typed fields to the stored change, with a refusal beside each. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.law.effective import CLOCK, DATE, DUTY, QUESTION
from workflows.inventory.wording import line, text

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
TEXT = 1900
APPLIES = "applies:"


def shown(kind: str, raw: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an entry as its form shows them."""
    if kind == QUESTION:
        return {"text": str(raw.get("text", "")), "articles": ", ".join(map(str, raw.get("articles", [])))}
    if kind == DATE:
        return {"date": str(raw.get("date", "")), "what": str(raw.get("what", ""))}
    if kind == CLOCK:
        return {"days": str(raw.get("max_days") or ""), "hours": str(raw.get("max_hours") or "")}
    return {
        "label": str(raw.get("label", "")),
        "article": str(raw.get("article", "")),
        "text": str(raw.get("text", "")),
        "evidence": "\n".join(map(str, raw.get("evidence", []))),
        **{f"{APPLIES}{case}": str(day) for case, day in (raw.get("applies") or {}).items()},
    }


def changed(kind: str, raw: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """The part of the plain data that the typed fields change; raises Several-free refusals one by one."""
    typed = {**shown(kind, raw), **{key: value for key, value in fields.items() if key in shown(kind, raw)}}
    if kind == QUESTION:
        return {"text": _filled(typed["text"], "text"), "articles": _parts(typed["articles"])}
    if kind == DATE:
        return {"date": _day(typed["date"], "date").isoformat(), "what": _filled(typed["what"], "what")}
    if kind == CLOCK:
        name, other = ("days", "hours") if raw.get("max_days") else ("hours", "days")
        return {f"max_{name}": _count(typed[name], name), f"max_{other}": None}
    applies = {key[len(APPLIES) :]: value for key, value in typed.items() if key.startswith(APPLIES)}
    return {
        "label": _filled(line(typed["label"]), "label"),
        "article": _filled(line(typed["article"]), "article"),
        "text": _filled(typed["text"], "text"),
        "evidence": [line(one) for one in typed["evidence"].splitlines() if line(one)],
        "applies": {case: _day(day, f"{APPLIES}{case}").isoformat() for case, day in applies.items()},
    }


def carried(raw: Mapping[str, Any], old: str, new: str) -> dict[str, dict[str, Any]]:
    """The changes of duties that begin on the old day of a date: they begin on the new one."""
    found = {}
    for duty in raw.get("obligations", []):
        applies = {case: str(day) for case, day in (duty.get("applies") or {}).items()}
        if old in applies.values():
            moved = {case: new if day == old else day for case, day in applies.items()}
            found[str(duty["id"])] = {"applies": moved}
    return found


def named(kind: str, raw: Mapping[str, Any]) -> str:
    """What an entry is called in sentences."""
    key = {QUESTION: "text", DATE: "what", DUTY: "label", CLOCK: "case"}[kind]
    return str(raw.get(key, ""))


def _filled(value: str, field: str) -> str:
    found = text(value)
    if not found:
        raise Refused("needed", field=field)
    if len(found) > TEXT:
        raise Refused("too_long", field=field, limit=TEXT)
    return found


def _parts(value: str) -> list[str]:
    return [line(one)[:80] for one in re.split(r"[,;\n]", value) if line(one)][:40]


def _day(value: str, field: str) -> date:
    try:
        found = date.fromisoformat(line(value))
    except ValueError:
        raise Refused("law_day", field=field) from None
    if not EARLIEST <= found <= LATEST:
        raise Refused("law_day_far", field=field)
    return found


def _count(value: str, field: str) -> int:
    found = line(value)
    if not (found.isascii() and found.isdecimal() and 0 < int(found[:5]) <= 3650 and len(found) < 5):
        raise Refused("law_count", field=field)
    return int(found)

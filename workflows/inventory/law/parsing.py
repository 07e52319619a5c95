"""Reads a scheme from plain data, and refuses one in which a walk could get lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.law.faults import fault
from workflows.inventory.law.scheme import (
    CHECKLIST,
    COMPUTED,
    MULTI,
    YES_NO,
    Clock,
    Duty,
    Moment,
    Option,
    Outcome,
    Question,
    Scheme,
    TierRule,
)
from workflows.inventory.law.sound import require_sound

KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")
MOST_QUESTIONS, MOST_OPTIONS, LONGEST = 120, 120, 2000


def parse_scheme(key: str, content: Any, changes: int = 0) -> Scheme:
    """The scheme a parsed file holds; `changes` counts the questions changed since, for the version's name.

    Raises Refused `scheme_fault` that says where the file is wrong.
    """
    raw = _table(content, "file")
    meta, wizard = _table(raw.get("meta", {}), "meta"), _table(raw.get("classification_wizard"), "wizard")
    questions = [_question(one, raw) for one in _list(wizard.get("questions"), "questions", MOST_QUESTIONS)]
    version = _text(wizard.get("version", "1"), "version")
    scheme = Scheme(
        key=key,
        title=_text(meta.get("title") or meta.get("regulation") or key, "title"),
        version=f"{version}.{changes}" if changes else version,
        start=_text(wizard.get("start"), "start"),
        questions=_by_key(questions, "questions"),
        outcomes={
            name: _outcome(name, one) for name, one in _table(wizard.get("outcomes"), "outcomes").items()
        },
        tiers=_by_key([_tier(one) for one in _list(raw.get("tiers"), "tiers")], "tiers"),
        duties=_by_key([duty_of(one) for one in _list(raw.get("obligations", []), "obligations")], "duties"),
        timeline=tuple(
            moment_of(f"T{n}", one) for n, one in enumerate(_list(raw.get("timeline", []), "timeline"), 1)
        ),
        clocks=_clocks(_table(raw.get("incident_reporting", {}), "incident_reporting")),
        as_of=_text(meta.get("as_of", ""), "as_of"),
        basis=_text(meta.get("basis", ""), "basis"),
        rule=_text(wizard.get("rule", ""), "rule"),
        reclassify_when=_texts(wizard.get("reclassify_when", []), "reclassify_when"),
    )
    require_sound(scheme)
    return scheme


def duty_of(raw: Any) -> Duty:
    """One duty; raises Refused for a day that is none."""
    one = _table(raw, "obligations")
    key = _key(one.get("id"), "obligations")
    return Duty(
        key=key,
        article=_text(one.get("article", ""), key),
        roles=_texts(one.get("roles", []), key),
        tier=_text(one.get("tier", "all"), key),
        label=_text(one.get("label", key), key),
        text=_text(one.get("text", ""), key),
        evidence=_texts(one.get("evidence", []), key),
        module=_text(one.get("module", ""), key),
        applies={case: _day(day, key) for case, day in _table(one.get("applies", {}), key).items()},
        note=_text(one.get("date_note", ""), key),
    )


def moment_of(key: str, raw: Any) -> Moment:
    """One date of the timetable."""
    one = _table(raw, "timeline")
    return Moment(
        key=key,
        day=_day(one.get("date"), key),
        what=_text(one.get("what", ""), key),
        articles=_texts(one.get("articles", []), key),
        changed=bool(one.get("changed_by_omnibus", one.get("changed", False))),
        confidence=_text(one.get("confidence", ""), key),
        note=_text(one.get("note", ""), key),
    )


def _question(raw: Any, whole: Mapping[str, Any]) -> Question:
    one = _table(raw, "questions")
    key = _key(one.get("id"), "questions")
    onward = one.get("next", "")
    kind = _text(one.get("type", YES_NO), key)
    if kind not in (YES_NO, MULTI, CHECKLIST):
        raise fault("type", key)
    return Question(
        key=key,
        text=_text(one.get("text"), key),
        articles=_texts(one.get("articles", []), key),
        kind=kind,
        yes=_text(one.get("if_yes", one.get("next_yes", onward)), key),
        no=_text(one.get("if_no", one.get("next_no", onward)), key),
        yes_flag=_text(one.get("yes_flag", ""), key),
        no_flag=_text(one.get("no_flag", ""), key),
        options=_options(one, whole, key),
    )


def _options(one: Mapping[str, Any], whole: Mapping[str, Any], key: str) -> tuple[Option, ...]:
    """Choices stand in the question itself, or in a list of the file that it names with `from`."""
    rows = one.get("options", [])
    if "from" in one:
        rows = whole.get(_text(one["from"], key))
    found: list[Option] = []
    for row in _list(rows, key, MOST_OPTIONS):
        group = row.get("area", "") if isinstance(row, dict) else ""
        inner = row.get("items") if isinstance(row, dict) else None
        found += [
            _option(part, key, _text(group, key)) for part in (inner if isinstance(inner, list) else [row])
        ]
    return tuple(found)


def _option(row: Any, key: str, group: str) -> Option:
    if isinstance(row, str):
        return Option(_text(row, key), row, group=group)
    one = _table(row, key)
    name, text = _text(one.get("id", one.get("key")), key), _text(one.get("text", ""), key)
    if not name:
        raise fault("key", key)
    return Option(
        key=name,
        label=_text(one.get("label", text), key),
        text=text,
        screen=_text(one.get("screen", ""), key),
        group=group,
        applies_from=_text(one.get("applies_from", ""), key),
    )


def _outcome(name: str, raw: Any) -> Outcome:
    one = _table(raw, name)
    return Outcome(
        _key(name, "outcomes"),
        _text(one.get("tier", COMPUTED), name),
        _text(one.get("text", ""), name),
        _text(one.get("otherwise", ""), name),
    )


def _tier(raw: Any) -> TierRule:
    one = _table(raw, "tiers")
    key, rank = _key(one.get("key"), "tiers"), one.get("rank")
    if not isinstance(rank, int) or isinstance(rank, bool) or not 0 <= rank <= 50:
        raise fault("rank", key)
    return TierRule(
        key=key,
        label=_text(one.get("label", key), key),
        rank=rank,
        effect=_text(one.get("effect", ""), key),
        articles=_texts(one.get("articles", []), key),
        when_flags=frozenset(_texts(one.get("when_flags", []), key)),
    )


def _clocks(raw: Mapping[str, Any]) -> tuple[Clock, ...]:
    rows = [
        *_list(raw.get("deadlines", []), "deadlines"),
        *_list(raw.get("other_clocks", []), "other_clocks"),
    ]
    return tuple(clock_of(row) for row in rows)


def clock_of(raw: Any) -> Clock:
    """One legal clock: days or hours."""
    one = _table(raw, "clocks")
    key = re.sub(r"[^a-z0-9]+", "_", _text(one.get("case"), "clocks").lower()).strip("_")
    return Clock(
        key=key,
        law=_text(one.get("law", "EU AI Act"), key),
        article=_text(one.get("article", ""), key),
        days=_count(one.get("max_days"), key),
        hours=_count(one.get("max_hours"), key),
        start=_text(one.get("clock_start", ""), key),
    )


def _by_key(rows: list[Any], where: str) -> dict[str, Any]:
    found = {row.key: row for row in rows}
    if len(found) != len(rows):
        raise fault("twice", where)
    return found


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise fault("table", where)
    return value


def _list(value: Any, where: str, most: int = 400) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise fault("list", where)
    return value


def _text(value: Any, where: str) -> str:
    if isinstance(value, int | date) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise fault("text", where)
    return value.strip()


def _texts(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(one, where) for one in _list(value, where))


def _key(value: Any, where: str) -> str:
    if not isinstance(value, str) or not KEY.match(value):
        raise fault("key", where)
    return value


def _count(value: Any, where: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 3650):
        return value
    raise fault("number", where)


def _day(value: Any, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(_text(value, where))
    except (ValueError, Refused):
        raise fault("day", where) from None

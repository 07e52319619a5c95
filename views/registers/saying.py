"""How values of records are written on pages and in comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext

from forms.registers.values import written
from views.filters import when
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.offering import Somebody

People = Mapping[str, Somebody]


def declared(text: str) -> str:
    """A declared or added label in the reader's language; a percent sign in it means itself."""
    return str(gettext(text))


def capfirst(text: str) -> str:
    """A word of a declaration at the beginning of a cell."""
    return text[:1].upper() + text[1:]


def day(value: Any) -> str:
    """A kept day as pages write it; what is no day as it stands."""
    try:
        return when(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def said(field: Field, value: Any, people: People) -> str | None:
    """A value as one text, for comparisons; None for nothing."""
    if value in (None, "", []):
        return None
    if field.kind == "rows":
        return "; ".join(_line(field, line, people) for line in value) or None
    if field.kind == "choices":
        return ", ".join(str(gettext(field.label_of(one))) for one in value)
    if field.kind == "choice":
        return str(gettext(field.label_of(value)))
    if field.kind == "yes_no":
        return str(gettext("Yes") if value == "yes" else gettext("No"))
    if field.kind == "date":
        return day(value)
    if field.kind == "person":
        return people[value].name if value in people else str(value)
    return written(value) if field.kind in ("number", "whole") else str(value)


def _line(field: Field, line: Mapping[str, Any], people: People) -> str:
    parts = ((gettext(one.label), said(one, line.get(one.key), people)) for one in field.columns)
    return ", ".join(f"{label}: {text}" for label, text in parts if text)


def differing(
    fields: Iterable[Field], one: Mapping[str, Any], other: Mapping[str, Any], people: People
) -> list[tuple[str, str | None, str | None]]:
    """The fields in which two bodies differ: label, the first, the second."""
    pairs = [(f, said(f, one.get(f.key), people), said(f, other.get(f.key), people)) for f in fields]
    return [(str(gettext(field.label)), a, b) for field, a, b in pairs if a != b]


def status_choices(one: Register, now: str = "") -> list[tuple[str, str]]:
    """The statuses a form offers; one that only an act sets stays when the record has it."""
    chosen = [(key, str(gettext(label))) for key, label in one.chosen]
    if now and now not in dict(chosen):
        chosen.insert(
            0, (now, str(gettext("%(status)s (set by an act)", status=gettext(one.status_label(now)))))
        )
    return chosen

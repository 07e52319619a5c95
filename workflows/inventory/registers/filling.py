"""Values of declared fields: what counts as empty, and what is typed in the form in which it is stored."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Field
from workflows.inventory.wording import LINE, line, text, within

MOST_ROWS = 500
_DIGEST = re.compile(r"(sha256:)?[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def empty(field: Field, value: Any) -> bool:
    """Whether a value has no content; rows count only when a row has all its needed columns filled."""
    if value is None or value == "" or value == []:
        return True
    if field.kind == "rows":
        return not any(_full(field, row) for row in value if isinstance(row, Mapping))
    return isinstance(value, str) and not value.strip()


def _full(field: Field, row: Mapping[str, Any]) -> bool:
    needed = [column for column in field.columns if column.needed] or list(field.columns[:1])
    return all(not empty(column, row.get(column.key)) for column in needed)


def stored(field: Field, value: Any, at: str, bad: list[Refused]) -> Any:
    """A typed value as it is stored, "" or an empty list for nothing; refusals join `bad` beside the field `at`."""
    try:
        if field.kind == "rows":
            return _rows(field, value, at, bad)
        made = _single(field, value, at)
    except Refused as refused:
        bad.append(refused)
        return ""
    if field.needed and empty(field, made):
        bad.append(Refused("needed", field=at))
    return made


def _rows(field: Field, value: Any, at: str, bad: list[Refused]) -> list[dict[str, Any]]:
    given = value if isinstance(value, list | tuple) else []
    if len(given) > MOST_ROWS:
        raise Refused("rows_too_many", field=at, limit=MOST_ROWS)
    rows = []
    for number, row in enumerate(given):
        if not isinstance(row, Mapping) or not any(
            part for key, part in row.items() if any(column.key == key for column in field.columns)
        ):
            continue
        rows.append(
            {
                column.key: stored(column, row.get(column.key), f"{at}-{number}-{column.key}", bad)
                for column in field.columns
            }
        )
    if field.needed and not rows:
        bad.append(Refused("needed", field=at))
    return rows


def _single(field: Field, value: Any, at: str) -> Any:
    if field.kind == "choices":
        return _choices(field, value, at)
    typed = "" if value is None else str(value)
    if field.kind == "text":
        return within(text(typed), at, field.limit)
    typed = within(line(typed), at, max(LINE, min(field.limit, 2000)) if field.kind == "line" else 2000)
    if not typed:
        return ""
    return _SINGLE[field.kind](field, typed, at)


def _line(_field: Field, typed: str, at: str) -> str:
    return within(typed, at, LINE)


def _number(field: Field, typed: str, at: str) -> float | int:
    try:
        made = Decimal(typed.replace(",", ".") if typed.count(",") == 1 and "." not in typed else typed)
    except InvalidOperation:
        raise Refused("number_needed", field=at) from None
    if not made.is_finite() or not math.isfinite(float(made)) or abs(made) > 10**15:
        raise Refused("number_needed", field=at)
    if field.kind == "whole" and made != made.to_integral_value():
        raise Refused("whole_needed", field=at)
    if (field.low is not None and made < Decimal(str(field.low))) or (
        field.high is not None and made > Decimal(str(field.high))
    ):
        raise Refused("number_bounds", field=at, low=field.low, high=field.high)
    return int(made) if made == made.to_integral_value() else float(made)


def _date(_field: Field, typed: str, at: str) -> str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused("date_needed", field=at) from None
    if not 1950 <= day.year <= 2999:
        raise Refused("date_needed", field=at)
    return day.isoformat()


def _choice(field: Field, typed: str, at: str) -> str:
    if typed not in {key for key, _ in field.choices}:
        raise Refused("choice_unknown", field=at)
    return typed


def _yes_no(_field: Field, typed: str, at: str) -> str:
    if typed not in ("yes", "no"):
        raise Refused("choice_unknown", field=at)
    return typed


def _person(_field: Field, typed: str, at: str) -> str:
    if not _UUID.fullmatch(typed):
        # Names and addresses were turned into a person before; whatever is left names nobody.
        raise Refused("person_unknown", field=at)
    return typed


def _url(_field: Field, typed: str, at: str) -> str:
    try:
        parts = urlsplit(typed)
    except ValueError:
        raise Refused("url_needed", field=at) from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refused("url_needed", field=at)
    return typed


def _sha(_field: Field, typed: str, at: str) -> str:
    if not _DIGEST.fullmatch(typed.lower()):
        raise Refused("digest_needed", field=at)
    return typed.lower()


_SINGLE = {
    "line": _line,
    "number": _number,
    "whole": _number,
    "date": _date,
    "choice": _choice,
    "yes_no": _yes_no,
    "person": _person,
    "link_url": _url,
    "digest": _sha,
}


def _choices(field: Field, value: Any, at: str) -> list[str]:
    given = [value] if isinstance(value, str) else list(value or [])
    wanted = {str(one) for one in given if one not in ("", None)}
    allowed = [key for key, _ in field.choices]
    if wanted - set(allowed):
        raise Refused("choice_unknown", field=at)
    return [key for key in allowed if key in wanted]

"""One form field for each kind of declared field, and the way from its data to a kept value and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wtforms import Form, FormField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import longest
from forms.inventory.parts import offered
from forms.registers.asked import Asked, column_name
from forms.registers.values import MOST_ROWS, DayField, NumberField, Rows, address, digest, tidy, written
from forms.words import N_, lazy, translate

LONGEST_LINE = 500
YES_NO = [("yes", lazy(N_("Yes"))), ("no", lazy(N_("No"))), ("", lazy(N_("Not answered yet")))]


class Needed(InputRequired):
    """Wants an answer and names the field, so that a summary of several can be read."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def __call__(self, form: Any, field: Any) -> None:
        """Raises StopValidation when nothing was sent."""
        self.message = translate(N_("Fill in: %(label)s"), label=translate(self.label))
        super().__call__(form, field)


def field_of(asked: Asked, inside: bool = False) -> Any:
    """The unbound form field of a declared one; `inside` a repeating line text is tidied by the field itself."""
    checks: list[Any] = [Needed(asked.label) if asked.needed and not inside else Optional()]
    made = _MAKERS.get(asked.kind, _line)(asked, checks)
    if inside and made.field_class in (StringField, TextAreaField, NumberField):
        made.kwargs["filters"] = [tidy]
    return made


def _line(asked: Asked, checks: list[Any]) -> Any:
    most = min(asked.limit, LONGEST_LINE) if asked.kind == "line" else asked.limit
    return StringField(lazy(asked.label), [*checks, longest(most)])


def _text(asked: Asked, checks: list[Any]) -> Any:
    return TextAreaField(lazy(asked.label), [*checks, longest(asked.limit)])


def _number(asked: Asked, checks: list[Any]) -> Any:
    whole = asked.kind == "whole"
    return NumberField(lazy(asked.label), checks, whole=whole, low=asked.low, high=asked.high)


def _date(asked: Asked, checks: list[Any]) -> Any:
    return DayField(lazy(asked.label), checks)


def _choice(asked: Asked, checks: list[Any]) -> Any:
    words = [("", lazy(N_("Not chosen yet"))), *((value, lazy(label)) for value, label in asked.choices)]
    return SelectField(lazy(asked.label), checks, choices=offered(words))


def _choices(asked: Asked, checks: list[Any]) -> Any:
    words = offered((value, lazy(label)) for value, label in asked.choices)
    return SelectMultipleField(
        lazy(asked.label),
        checks,
        choices=words,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _yes_no(asked: Asked, checks: list[Any]) -> Any:
    return RadioField(lazy(asked.label), checks, choices=offered(YES_NO), default="")


def _link(asked: Asked, checks: list[Any]) -> Any:
    return StringField(lazy(asked.label), [*checks, longest(2000), address])


def _digest(asked: Asked, checks: list[Any]) -> Any:
    return StringField(lazy(asked.label), [*checks, longest(80), digest])


def _rows(asked: Asked, _checks: list[Any]) -> Any:
    columns = {column_name(column.key): field_of(column, inside=True) for column in asked.columns}
    line = type("Line", (Form,), columns)
    return Rows(FormField(line), lazy(asked.label), max_entries=MOST_ROWS)


_MAKERS: dict[str, Callable[[Asked, list[Any]], Any]] = {
    "text": _text,
    "number": _number,
    "whole": _number,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "link_url": _link,
    "digest": _digest,
    "rows": _rows,
}


def value_of(asked: Asked, field: Any) -> Any:
    """What a filled-in field says, as it is kept."""
    if asked.kind == "rows":
        return [line for _place, line in lines_of(asked, field)]
    if isinstance(field, NumberField | DayField):
        return field.value
    if asked.kind == "choices":
        return list(field.data or [])
    return field.data or ""


def lines_of(asked: Asked, field: Any) -> list[tuple[int, dict[str, Any]]]:
    """The lines with anything in them, each with its place on the form."""
    found = []
    for place, entry in enumerate(field.entries):
        line = {column.key: value_of(column, entry.form[column_name(column.key)]) for column in asked.columns}
        if any(value not in ("", []) for value in line.values()):
            found.append((place, line))
    return found


def data_of(asked: Asked, value: Any, people: Mapping[str, str], blank: int = 1) -> Any:
    """A kept value as its form field takes it; a repeating field gets empty lines behind."""
    if asked.kind == "rows":
        lines = value if isinstance(value, list) else []
        empty: list[dict[str, Any]] = [{} for _ in range(blank if lines else blank + 1)]
        return [_line_data(asked, line, people) for line in lines if isinstance(line, Mapping)] + empty
    if asked.kind == "date":
        return _day(value)
    if asked.kind in ("number", "whole"):
        return written(value)
    if asked.kind == "person":
        return people.get(str(value or ""), str(value or ""))
    return value


def _line_data(asked: Asked, line: Mapping[str, Any], people: Mapping[str, str]) -> dict[str, Any]:
    return {
        column_name(column.key): data_of(column, line.get(column.key), people) for column in asked.columns
    }


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None

"""Fields that read what people type into values that a register keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import DateField, Field, FieldList, StringField, ValidationError

from forms.base import clean_text
from forms.words import N_, translate

MOST_ROWS = 500
"""Lines that a repeating field takes."""

_DIGEST = re.compile(r"^(sha256:)?[0-9a-f]{64}$", re.IGNORECASE)
_ADDRESS = re.compile(r"^https?://[^\s/?#]+\S*$", re.IGNORECASE)
_NUMBER = re.compile(r"^[+-]?[0-9]{1,15}([.,][0-9]{1,12})?$")


def number(text: str) -> float | int | None:
    """A typed number, with a point or a comma; None when it is none."""
    typed = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    if not typed.isascii() or not _NUMBER.match(typed):
        return None
    value = float(typed.replace(",", "."))
    return int(value) if value == int(value) and "." not in typed and "," not in typed else value


def written(value: Any) -> str:
    """A number as a field shows it, without a needless `.0`."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


class NumberField(StringField):
    """A number as text, so that whatever was typed stays there to be put right."""

    def __init__(
        self, *args: Any, whole: bool = False, low: Any = None, high: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.whole, self.low, self.high = whole, low, high

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError for what is no number of this kind."""
        if not self.data:
            return
        value = number(str(self.data))
        if value is None or (self.whole and value != int(value)):
            sentence = (
                N_("Write a whole number, such as 3") if self.whole else N_("Write a number, such as 0.85")
            )
            raise ValidationError(translate(sentence))
        below = self.low is not None and value < self.low
        if below or (self.high is not None and value > self.high):
            raise ValidationError(
                translate(_bounds(self.low, self.high), low=written(self.low), high=written(self.high))
            )

    @property
    def value(self) -> float | int | str:
        """The number, or nothing."""
        found = number(str(self.data)) if self.data else None
        return "" if found is None else int(found) if self.whole else found


def _bounds(low: Any, high: Any) -> str:
    if low is None:
        return N_("Write a number up to %(high)s")
    return (
        N_("Write a number from %(low)s") if high is None else N_("Write a number from %(low)s to %(high)s")
    )


class DayField(DateField):
    """A day; what is no day is refused in our words and stays as typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(translate(N_("Write a day as year-month-day, such as 2026-11-24"))) from None

    @property
    def value(self) -> str:
        """The day as it is kept."""
        return self.data.isoformat() if isinstance(self.data, date) else ""


class Rows(FieldList):  # type: ignore[type-arg]
    """Repeating lines; only small plain numbers count as their places, whatever a client sends."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for key in formdata:
            place = key.removeprefix(f"{prefix}-").partition("-")[0]
            if key.startswith(f"{prefix}-") and place.isascii() and place.isdigit() and len(place) < 4:
                yield int(place)


def address(_form: Any, field: Field) -> None:
    """A validator that wants a web address."""
    if field.data and not _ADDRESS.match(str(field.data)):
        raise ValidationError(translate(N_("Write a web address that begins with https://")))


def digest(_form: Any, field: Field) -> None:
    """A validator that wants a SHA-256 digest."""
    if field.data and not _DIGEST.match(str(field.data)):
        raise ValidationError(translate(N_("Write sha256: and 64 hex digits")))


def tidy(value: str | None) -> str | None:
    """Typed text of a line inside a repeating field, as it is kept."""
    return clean_text(value)

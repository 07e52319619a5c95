"""What a form needs to know of a declared field; the declarations themselves live with the registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

RESERVED = frozenset(
    {"title", "status", "owner", "system", "version", "reason", "revision", "submit_id", "csrf_token"}
    | {"data", "errors", "form_errors", "validate", "process", "populate_obj", "post_process", "meta", "Meta"}
    | {"renew", "seen_revision", "lost_submit_id", "hidden_tag", "is_submitted", "validate_on_submit"}
    | {"asked", "own", "more", "drop", "body", "own_values", "field_named", "pressed"}
)
"""Names that a form has for itself; a declared field of that name gets an underscore behind it."""

RESERVED_INSIDE = frozenset(
    {"data", "errors", "validate", "process", "populate_obj", "post_process", "meta", "Meta"}
)
"""The same for the columns of a repeating line."""


class Asked(Protocol):
    """A declared field, as far as forms look at it."""

    @property
    def key(self) -> str:
        """The name in the body of the record."""

    @property
    def label(self) -> str:
        """What stands above the field."""

    @property
    def kind(self) -> str:
        """line, text, number, whole, date, choice, choices, yes_no, person, rows, link_url or digest."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Values and their words."""

    @property
    def columns(self) -> Sequence[Asked]:
        """The fields of one line, when the field repeats."""

    @property
    def needed(self) -> bool:
        """Whether nothing can be saved without it."""

    @property
    def low(self) -> float | None:
        """The smallest number it takes."""

    @property
    def high(self) -> float | None:
        """The largest number it takes."""

    @property
    def limit(self) -> int:
        """Characters it takes."""


def name_of(key: str) -> str:
    """The name of a declared field in the form and in what is sent."""
    return f"{key}_" if key in RESERVED else key


def column_name(key: str) -> str:
    """The name of a column inside a repeating line."""
    return f"{key}_" if key in RESERVED_INSIDE else key

"""What people ask of the law data: frozen, so that page and API are the same act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ChangeLaw:
    """Asks to change one entry of a scheme from a day on.

    `fields` holds what the form of its kind asks: `text`, `articles`, `label`, `article`, `evidence` (one a line),
    `date`, `what`, `days`, `hours`, and `applies:<case>` for the days of a duty. `carry` also moves the duties that
    begin on the old day of a date. `seen_number` is the number of the entry the author saw.
    """

    scheme: str
    kind: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    carry: bool = False
    reason: str = ""
    in_force_from: date | None = None
    seen_number: int = 0
    submit_id: str | None = None


@dataclass(frozen=True)
class Changed:
    """What a change made: how many entries, and the systems whose owners have a turn."""

    entries: int
    systems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UploadScheme:
    """Asks to keep a file as a scheme of classification, or as its next version."""

    key: str
    text: str
    reason: str = ""
    submit_id: str | None = None

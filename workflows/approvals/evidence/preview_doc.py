"""What a preview is: plain structure that a template can only escape, never run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class CannotShow(Exception):
    """A file that gets no preview; `code` and `params` are the plain sentence why."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Table:
    """One sheet, cut to what a page can carry. `total_rows` is None when counting them would take too long."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    total_rows: int | None
    total_columns: int
    numeric: tuple[bool, ...] = ()

    @property
    def shown_rows(self) -> int:
        """How many rows are shown."""
        return len(self.rows)

    @property
    def rows_cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.total_rows is None or self.total_rows > len(self.rows)

    @property
    def shown_columns(self) -> int:
        """How many columns are shown."""
        return len(self.numeric)

    @property
    def columns_cut(self) -> bool:
        """Whether there are more columns than are shown."""
        return self.total_columns > len(self.numeric)


@dataclass(frozen=True)
class Page:
    """One page of a document: its number, its picture's size in pixels and the text on it."""

    number: int
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class PreviewDoc:
    """A preview: `kind` is none, text, markdown, table, picture or pages.

    `html` (markdown only) went through the sanitizer; everything else is text that must be escaped.
    `total` counts what `kind` consists of (lines, sheets, pages); `cut` says that not all is shown.
    """

    kind: str
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    html: str = ""
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    width: int = 0
    height: int = 0
    total: int = 0
    cut: bool = False

    @property
    def shown(self) -> int:
        """How many lines, sheets or pages are shown."""
        return len(self.lines) or len(self.tables) or len(self.pages)


def nothing(code: str, **params: Any) -> PreviewDoc:
    """No preview, and the sentence why."""
    return PreviewDoc("none", code=code, params=params)

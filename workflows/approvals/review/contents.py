"""What the review page shows of the content of a round: items, fields, files, differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FileMark:
    """A piece of evidence of the round: where it stands, and whether the reader has checked it."""

    ref: str
    name: str
    item: str
    media_type: str
    size: int
    sha256: str
    ticked: bool
    is_new: bool


@dataclass(frozen=True)
class FieldLine:
    """One line of before and now; `kind` says what it is (answer, file, …), `name` which one of them."""

    kind: str
    name: str
    before: str
    now: str


@dataclass(frozen=True)
class ItemLine:
    """One item in the list: `mark` is +, ~ or -, or empty where nothing changed; the counts say what changed."""

    key: str
    title: str
    mark: str
    answers: int = 0
    files: int = 0
    records: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class ItemPane:
    """The selected item: what the policy asks, what was answered before and now, and its files."""

    key: str
    title: str
    level: str
    blocking: bool
    satisfied: bool
    controls: tuple[str, ...]
    articles: tuple[str, ...]
    hint: str
    lines: tuple[FieldLine, ...]
    files: tuple[FileMark, ...]
    is_new: bool


@dataclass(frozen=True)
class FilePane:
    """The selected file: who put it forward, where a link points, and which file is still to be checked after it."""

    mark: FileMark
    version: int
    url: str
    added_by: str
    added_at: datetime
    removed_at: datetime | None
    following: FileMark | None


@dataclass(frozen=True)
class RoundLine:
    """One round: why it was opened, by whom, what it covers."""

    id: int
    number: int
    cause: str
    digest: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Changes:
    """What the reader has not seen yet: against which round, the items that differ, and those that do not."""

    since: RoundLine | None
    changed: tuple[ItemLine, ...]
    same: tuple[ItemLine, ...]


@dataclass(frozen=True)
class Checks:
    """What the system can tell by itself about the round."""

    items: int
    satisfied: int
    open_musts: tuple[ItemLine, ...]
    files: int
    checked: int
    bare_links: int

"""What a paper consists of: blocks of plain text, so that nothing typed is ever read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 1 to 3, without leaving one out."""

    text: str
    level: int = 1
    block: str = "heading"


@dataclass(frozen=True)
class Text:
    """A paragraph; `kind` is plain, lead (the one sentence on top) or quiet."""

    text: str
    kind: str = "plain"
    block: str = "text"


@dataclass(frozen=True)
class Facts:
    """Terms and what they are, one below the other."""

    rows: tuple[tuple[str, str], ...]
    block: str = "facts"


@dataclass(frozen=True)
class Table:
    """A table with a caption and a head row; `widths` are shares of the page, equal when there are none."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    block: str = "table"


@dataclass(frozen=True)
class Quote:
    """Words as somebody gave them, and who that was."""

    text: str
    by: str = ""
    block: str = "quote"


@dataclass(frozen=True)
class Listing:
    """Short lines with a dash each."""

    items: tuple[str, ...]
    block: str = "list"


Block = Heading | Text | Facts | Table | Quote | Listing


@dataclass(frozen=True)
class Paper:
    """A whole paper. `made` is an instant of its facts and never of its printing: it is stored in the file.

    `foot` stands at the bottom of every page, `pages` is the sentence that counts them with a bar for each number
    ("Page | of |").
    """

    title: str
    made: datetime
    blocks: Sequence[Block]
    foot: str
    pages: str
    author: str = ""
    description: str = ""
    lang: str = "en"

    def values(self) -> dict[str, Any]:
        """The values the template reads; a block that would be empty is left out, since its tag would be too."""
        made = self.made.astimezone(UTC)
        return {
            "title": self.title,
            "author": self.author,
            "description": self.description,
            "lang": self.lang,
            "foot": self.foot,
            "pages": self.pages,
            "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
            "blocks": [_block(one) for one in self.blocks if _holds_something(one)],
        }


def _holds_something(block: Block) -> bool:
    if isinstance(block, Table | Facts):
        return bool(block.rows)
    return bool(block.items) if isinstance(block, Listing) else bool(block.text.strip())


def _block(block: Block) -> Mapping[str, Any]:
    values = asdict(block)
    if isinstance(block, Table):
        values["widths"] = block.widths or (1,) * len(block.columns)
    return values


def text_of(values: Mapping[str, Any]) -> str:
    """The values as the text that is handed over; the same text gives the same bytes."""
    return json.dumps(_clean(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _clean(value: Any) -> Any:
    """Without control characters, which no font has and nobody sees; line ends stay."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\t", " "))
    if isinstance(value, Mapping):
        return {key: _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, Sequence) else value

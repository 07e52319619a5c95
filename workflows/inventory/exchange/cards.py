"""A card of Hugging Face: a README.md with YAML front matter, and the sections of its Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.ground.plain_yaml import read_plain
from workflows.ground.refused import Refused
from workflows.inventory.exchange.taking import block, line

DEEPEST = 16
"""Levels of front matter: the features of a dataset stand deeper than a policy does."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"^(?:```|~~~)")
_PLACEHOLDER = re.compile(r"^\[?\s*more information needed\s*\]?\.?$", re.IGNORECASE)
_ESCAPED = re.compile(r"^\\(?=#)")
"""A backslash keeps a text from being read as a heading; see `model_card_out`."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Card:
    """Front matter, first heading, the text before any section, and each section under its folded heading."""

    matter: Mapping[str, Any]
    title: str
    opening: str
    sections: Mapping[str, str]

    def said(self, *headings: str) -> str:
        """What stands under the first of these headings that says something."""
        return next((self.sections[one] for one in headings if self.sections.get(one)), "")


def read_card(text: str) -> Card:
    """Takes a card apart; raises Refused for one without front matter or with front matter that is not plain."""
    matter_text, rest = _split(text)
    matter = read_plain(matter_text, field="file", deepest=DEEPEST, start=2)
    if not isinstance(matter, dict):
        raise Refused("public_front_matter_table", field="file")
    title, opening, sections = _sections(rest)
    return Card(matter, title, opening, sections)


def is_card(text: str) -> bool:
    """Whether a text begins as a card does."""
    return text.startswith("---\n")


def _split(text: str) -> tuple[str, str]:
    if not is_card(text):
        raise Refused("public_no_front_matter", field="file")
    end = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if end is None:
        raise Refused("public_no_front_matter", field="file")
    return text[4 : 4 + end.start()], text[4 + end.end() :]


def _sections(text: str) -> tuple[str, str, dict[str, str]]:
    """Title, opening and sections; a part of a section counts for the section above it as well."""
    title, opening = "", []
    open_now: list[tuple[int, str]] = []
    found: dict[str, list[str]] = {}
    fenced = False
    for row in _COMMENT.sub("", text).split("\n"):
        fenced = fenced != bool(_FENCE.match(row.strip()))
        heading = None if fenced else _HEADING.match(row)
        if heading:
            level, name = len(heading[1]), line(heading[2], 120)
            if level == 1 and not title:
                title, open_now = name, []
                continue
            open_now = [one for one in open_now if one[0] < level]
            for _level, above in open_now:
                found[above].append(f"{name}:")
            open_now.append((level, _folded(name)))
            found.setdefault(_folded(name), [])
        elif not open_now:
            opening.append(row)
        else:
            for _level, above in open_now:
                found[above].append(row)
    return title, _kept(opening), {name: _kept(rows) for name, rows in found.items()}


def _kept(rows: list[str]) -> str:
    """The rows without placeholders and pictures; nothing where only names of parts are left."""
    kept: list[str] = []
    for row in rows:
        plain = row.strip()
        if _PLACEHOLDER.match(plain) or plain.startswith(("![", "[![", "<img")):
            continue
        kept.append(_ESCAPED.sub("", row.rstrip()))
    return "" if _bare(kept) else block(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)))


def _bare(rows: list[str]) -> bool:
    """Whether nothing but names of parts is left."""
    return all(not row or row.endswith(":") for row in rows)


def _folded(heading: str) -> str:
    """A heading as it is looked up: lower case, words only."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.casefold()))

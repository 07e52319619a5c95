"""Previews of Markdown: no HTML of the author's, no link that leads away, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from workflows.approvals.evidence.preview_doc import PreviewDoc
from workflows.approvals.evidence.preview_text import MAX_TEXT_BYTES, decoded

MAX_CHARACTERS = 60_000
"""More than a model card needs; what is behind it is in the file."""
MAX_LINE = 4000
MAX_NESTING = 12

_BLOCKS = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_WORDS = {"em", "strong", "s", "code"}

_parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable(
    ["table", "strikethrough"]
)


def markdown_preview(data: bytes) -> PreviewDoc:
    """The beginning of a Markdown file as sanitized HTML without links, pictures, classes or styles."""
    text = decoded(data, MAX_TEXT_BYTES)
    lines = text.split("\n")
    part = "\n".join(line[:MAX_LINE] for line in lines)[:MAX_CHARACTERS]
    html = _parser.renderer.render([_tamed(token) for token in _parser.parse(part)], _parser.options, {})
    clean = nh3.clean(html, tags=_BLOCKS | _TABLES | _WORDS, attributes={"ol": {"start"}}, link_rel=None)
    return PreviewDoc(
        "markdown", html=clean, total=len(lines), cut=len(part) < len(text) or len(data) > MAX_TEXT_BYTES
    )


def _tamed(token: Token) -> Token:
    """Headings start below those of the page; links and pictures become words with their address."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    if token.children:
        token.children = list(_plain(token.children))
    return token


def _plain(tokens: list[Token]) -> Iterator[Token]:
    addresses: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            addresses.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            yield Token("text", "", 0, content=f" ({addresses.pop()})")
        elif token.type == "image":
            yield Token("text", "", 0, content=f"[{token.content}]")
        else:
            yield token

"""Cuts the part of Bootstrap that pages use out of the published file. Run: python ops/trim_css.py

A rule stays when every class it asks for is in KEEP; what only served rules that went (colours nobody reads,
animations nobody plays) goes too. The same input always gives the same bytes, so the result lies in the
repository and a test compares. A page that needs another class of Bootstrap: add it to KEEP and run this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SOURCE = HOME / "static" / "vendor" / "bootstrap" / "bootstrap.min.css"
TARGET = HOME / "static" / "bootstrap.css"

KEEP = re.compile(
    r"""btn|btn-(primary|sm|link|outline-secondary)|lead|badge|mark|small|initialism|img-fluid
    |form-(label|text|control|control-sm|select|select-sm|check|check-input|check-label|range)|is-invalid
    |row|col|col-(md-)?(1|2|3|4|5|6|7|8|9|10|11|12|auto)|g[xy]?-[0-5]
    |[mp][tbsexy]?-([0-5]|auto)|(row-|column-)?gap-[0-5]
    |d-(md-)?(none|block|inline|inline-block|flex|inline-flex|grid)|d-print-none
    |flex-(wrap|nowrap|column|row|grow-1|shrink-0|fill)|align-items-(start|center|end|baseline)
    |justify-content-(start|center|end|between)|align-(top|middle|baseline|bottom)
    |text-(start|center|end|wrap|nowrap|break)|fw-(normal|semibold|bold)|font-monospace
    |[wm]w?-(25|50|75|100|auto)|h-100|border-0|position-(static|relative)|overflow-(auto|hidden)
    |list-unstyled|visually-hidden(-focusable)?""",
    re.VERBOSE,
)
CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
DECLARATION = re.compile(
    r"((?<=[{;])--bs-[\w-]+:(?:\"[^\"]*\"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^;{}\"'(])*(?:;|(?=\})))"
)
VARIABLE = re.compile(r"var\((--bs-[\w-]+)")
# Statements that hold rules; animations are left out, nothing here moves.
GROUPS = ("@media", "@supports", "@layer")


def statements(text: str) -> Iterator[tuple[str, str | None]]:
    """Every top statement of a style sheet: (selector or at-rule, body); the body is None for `@charset "…";`."""
    at = depth = start = opened = 0
    while at < len(text):
        letter = text[at]
        if letter in "\"'":
            at = text.index(letter, at + 1)
        elif letter == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield text[start:opened].strip(), text[opened + 1 : at]
                start = at + 1
        elif letter == ";" and depth == 0:
            yield text[start:at].strip(), None
            start = at + 1
        at += 1


def parts(text: str, by: str) -> list[str]:
    """`text` cut at every `by` that stands outside brackets and quotes."""
    found, depth, quote = [""], 0, ""
    for letter in text:
        if quote or letter in "\"'":
            quote = "" if letter == quote else (quote or letter)
        else:
            depth += (letter in "([") - (letter in ")]")
        if letter == by and not depth and not quote:
            found.append("")
        else:
            found[-1] += letter
    return [part for part in found if part.strip()]


def _wanted(selector: str) -> bool:
    if "[data-bs-" in selector.replace("[data-bs-theme=light]", ""):
        return False
    asked = re.sub(r":not\([^)]*\)|\[[^\]]*\]", "", selector)
    return all(KEEP.fullmatch(name) for name in CLASS.findall(asked))


def rules(text: str) -> str:
    """The rules of `text` whose classes are all kept."""
    kept = []
    for head, body in statements(text):
        if body is None or head.startswith("@keyframes"):
            continue
        if head.startswith(GROUPS):
            inner = rules(body)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        else:
            selectors = [selector for selector in parts(head, ",") if _wanted(selector)]
            kept.append(f"{','.join(selectors)}{{{body}}}" if selectors else "")
    return "".join(kept)


def without_unread(text: str) -> str:
    """The rules without the variables that no rule left reads, until nothing more falls."""
    while True:
        read = set(VARIABLE.findall(text))
        fewer = "".join(
            "" if given.startswith("--bs-") and given.partition(":")[0] not in read else given
            for given in DECLARATION.split(text)
        )
        fewer = re.sub(r"(?<=[};])[^{};@]+\{\}", "", fewer)
        if fewer == text:
            return text
        text = fewer


def trimmed(published: str) -> str:
    """The style sheet that pages load, under the licence note of the published one."""
    note = published[published.index("/*!") : published.index("*/") + 2]
    body = re.sub(r"/\*.*?\*/", "", published, flags=re.S)
    kept = without_unread(";" + rules(body))[1:]
    return f'@charset "UTF-8";\n{note}\n/* Cut by ops/trim_css.py: the rules that pages use. */\n{kept}\n'


if __name__ == "__main__":
    TARGET.write_text(trimmed(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"trim: wrote {TARGET.relative_to(HOME)}")

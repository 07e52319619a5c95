"""The style sheet pages load is the published Bootstrap without what nobody uses, and nothing is missed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import HOME
from ops.trim_css import CLASS, SOURCE, TARGET, statements, trimmed

PUBLISHED = SOURCE.read_text(encoding="utf-8")
KEPT = TARGET.read_text(encoding="utf-8")
PAGES = [*sorted((HOME / "templates").rglob("*.html")), *sorted((HOME / "forms").rglob("*.py"))]
GIVEN = re.compile(r"""class(?:es)?"?\s*[=:]\s*"((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)\"""", re.S)


def _classes(text: str) -> set[str]:
    """Every class a style sheet has a rule for."""
    found: set[str] = set()
    for head, body in statements(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        found |= set(CLASS.findall(head))
        if body is not None and head.startswith("@media"):
            found |= _classes(body)
    return found


OURS = _classes((HOME / "static" / "theme.css").read_text())
# "active" and "show" stand in class attributes as names of values, never as classes.
CUT = _classes(PUBLISHED) - _classes(KEPT) - OURS - {"active", "show"}


def test_the_style_sheet_is_cut_from_the_published_one_by_the_program() -> None:
    assert trimmed(PUBLISHED) == KEPT, "run: python ops/trim_css.py"


def test_cutting_what_is_already_cut_changes_nothing() -> None:
    again = trimmed(KEPT)
    assert again.split("*/", 2)[2].strip() == KEPT.split("*/", 2)[2].strip()


def test_the_licence_note_stays() -> None:
    assert "Licensed under MIT" in KEPT[:400]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOME).as_posix())
def test_no_page_uses_a_class_that_was_cut_away(page: Path) -> None:
    used = {
        word for given in GIVEN.findall(page.read_text()) for word in re.findall(r"[A-Za-z][\w-]*", given)
    }
    assert used & CUT == set(), "add it to KEEP in ops/trim_css.py and run: python ops/trim_css.py"


def test_every_colour_and_size_that_is_read_is_given() -> None:
    theme = (HOME / "static" / "theme.css").read_text()
    given = set(re.findall(r"(--[\w-]+):", KEPT + theme))
    read = re.findall(r"var\((--[\w-]+)\)", KEPT + theme)
    assert {name for name in read if name not in given} - {"--bs-body-text-align"} == set()

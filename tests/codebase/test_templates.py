"""Templates are short, compile, and bring nothing that the content policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from config import HOME
from tests.fixtures.source import files, name_of

LONGEST = 60
LONG: dict[str, int] = {"templates/_fields.html": 68}
TEMPLATES = files("*.html", under="templates")
# What is cut out of Bootstrap has the colours it was published with; the theme gives its variables others.
STYLES = [path for path in files("*.css", under="static") if path.name != "bootstrap.css"]
INLINE = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "script address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "foreign address": re.compile(
        r"<(script|link|img|iframe)\b[^>]*(src|href)\s*=\s*[\"']?(https?:)?//", re.IGNORECASE
    ),
    "unescaped value": re.compile(r"[^'\"\s]\s*\|\s*safe\b"),
    "colour": re.compile(r"[\"'\s:(]#[0-9a-fA-F]{3,8}[\"';\s)]|\brgba?\("),
}
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
TOP = {"base.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_has_nothing_that_the_policy_forbids(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    drawn = STATEMENT.sub("", text)
    found = [name for name, pattern in INLINE.items() if pattern.search(drawn)]
    assert found == []
    assert "autoescape" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= LONG.get(name_of(path), LONGEST)


def test_every_template_compiles_and_forgives_no_missing_value(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    names = [name for name in app.jinja_env.list_templates() if name.endswith(".html")]
    assert {app.jinja_env.get_template(name).name for name in names} == set(names)
    assert names


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_colours_are_named_once_in_the_token_block(path: Path) -> None:
    """A line that defines tokens may hold colours; every other line says `var(--token)`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    loose = [
        f"{name_of(path)}:{number}"
        for number, line in enumerate(lines, 1)
        if HEX.search(re.sub(r"--[a-z0-9-]+\s*:[^;}]*", "", re.sub(r"url\([^)]*\)", "", line)))
    ]
    assert loose == []


def test_partials_and_macros_are_named_as_such() -> None:
    top = {path.name for path in TEMPLATES if path.parent == HOME / "templates"}
    assert {name for name in top if not name.startswith("_")} <= TOP

"""The theme keeps its promises: contrast, one place for colours, weight, and vendored files as published."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import pytest

from config import HOME

STATIC = HOME / "static"
THEME = (STATIC / "theme.css").read_text()
BLOCK, BELOW = THEME.split("/* tokens: end */")
STATES = ("ok", "due", "bad", "info", "neutral", "cond")

LIGHT = {
    "canvas": "#FFFFFF", "surface-1": "#F6F8FA", "surface-2": "#EBEFF3", "text": "#1A2129",
    "text-muted": "#47525D", "text-subtle": "#5A6571", "accent": "#0B57A4", "accent-hover": "#083F78",
    "control": "#727E8A", "divider": "#D5DBE1", "ok": "#0F5E2A", "ok-tint": "#DFF5E5", "due": "#6F4400",
    "due-tint": "#FFF1CC", "bad": "#9B1B20", "bad-tint": "#FFE6E4", "info": "#0A4A8A", "info-tint": "#E0EFFC",
    "neutral": "#434D57", "neutral-tint": "#E8ECF0", "cond": "#56289A", "cond-tint": "#F0E8FC",
    "ok-fill": "#1A7F37", "due-fill": "#F2B01E", "bad-fill": "#C0232B",
}  # fmt: skip
DARK = {
    "canvas": "#0F141A", "surface-1": "#161D25", "surface-2": "#1F2832", "text": "#E8EDF2",
    "text-muted": "#B6C1CC", "text-subtle": "#9AA7B4", "accent": "#82BBFF", "accent-hover": "#A9D3F7",
    "control": "#7D8B99", "divider": "#313C48", "ok": "#86E3A6", "ok-tint": "#10301D", "due": "#F6CB66",
    "due-tint": "#38290A", "bad": "#FFB0AA", "bad-tint": "#44191C", "info": "#A5D0FF", "info-tint": "#102F50",
    "neutral": "#C6D0DA", "neutral-tint": "#28323C", "cond": "#D6BEFF", "cond-tint": "#2F2149",
}  # fmt: skip


def tokens(selector: str) -> dict[str, str]:
    start = BLOCK.index(selector) + len(selector)
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", BLOCK[start : BLOCK.index("}", start)]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


MODES = {
    "light": tokens(":root,[data-theme=light]{"),
    "dark by device": tokens(":root:not([data-theme=light]){"),
    "dark by choice": tokens("[data-theme=dark]{"),
}


@pytest.mark.parametrize("mode", MODES)
def test_the_tokens_are_those_of_the_design(mode: str) -> None:
    wanted = LIGHT if mode == "light" else DARK
    assert {name: MODES[mode][name] for name in wanted} == wanted


def test_dark_is_the_same_by_device_and_by_choice() -> None:
    assert MODES["dark by device"] == MODES["dark by choice"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["canvas", "surface-1", "surface-2"])
@pytest.mark.parametrize("ink", ["text", "text-muted", "text-subtle", "accent", "accent-hover"])
def test_text_can_be_read_on_every_ground(mode: str, ground: str, ink: str) -> None:
    assert contrast(MODES[mode][ink], MODES[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("state", STATES)
def test_a_state_can_be_read_plain_and_filled(mode: str, state: str) -> None:
    colours = MODES[mode]
    for ground in ("canvas", "surface-1", f"{state}-tint"):
        assert contrast(colours[state], colours[ground]) >= 4.5, ground
    assert contrast(colours["text"], colours[f"{state}-tint"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_edges_of_controls_and_labels_on_fills_can_be_seen(mode: str) -> None:
    colours = MODES[mode]
    for ground in ("canvas", "surface-1", "surface-2"):
        assert contrast(colours["control"], colours[ground]) >= 3
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent-hover"]) >= 4.5
    assert contrast(colours["bad-fill"], colours["canvas"]) >= 3
    assert contrast(colours["paper-ink"], colours["paper"]) >= 4.5


def test_no_colour_stands_outside_the_token_block() -> None:
    below = re.sub(r"/\*.*?\*/", "", BELOW, flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;},\s])|\brgba?\(|\bhsla?\(", below) == []
    named = r"[:\s,](white|black|red|green|blue|gr[ae]y|yellow|orange|purple)\b(?=[;},\s])"
    assert re.findall(named, below) == []


def test_no_text_is_smaller_than_14_pixels() -> None:
    sizes = re.findall(r"font-size:([0-9.]*)(rem|px)", BELOW)
    assert all(float(size) * (16 if unit == "rem" else 1) >= 14 for size, unit in sizes)


def test_nothing_is_fetched_from_the_style_sheet() -> None:
    assert "url(" not in THEME
    assert "@import" not in THEME


def packed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def test_style_script_and_glyphs_stay_inside_their_budgets() -> None:
    assert packed("bootstrap.css", "theme.css") <= 40 * 1024
    assert packed("app.js") <= 24 * 1024
    assert (STATIC / "app.js").stat().st_size <= 10 * 1024
    assert packed("icons.svg") <= 4 * 1024


def test_the_sprite_has_at_most_24_glyphs_and_no_script() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    names = re.findall(r'<symbol id="([a-z]+)"', sprite)
    assert len(names) == len(set(names)) <= 24
    assert "<script" not in sprite
    assert "style=" not in sprite


def test_vendored_files_are_the_published_ones() -> None:
    entries = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    for entry in entries:
        body = (STATIC / "vendor" / entry["file"]).read_bytes()
        assert base64.b64encode(hashlib.sha384(body).digest()).decode() == entry["sha384"], entry["file"]
        assert (STATIC / "vendor" / entry["licence_file"]).read_text().strip()
    listed = (
        {entry["file"] for entry in entries}
        | {entry["licence_file"] for entry in entries}
        | {"manifest.json"}
    )
    there = {
        path.relative_to(STATIC / "vendor").as_posix()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file()
    }
    assert there == listed


def test_no_template_carries_style_script_or_handlers() -> None:
    for path in (HOME / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<[a-z][^<>]*\s(style|on[a-z]+)=|<style|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r'(src|href)="https?:', text), path

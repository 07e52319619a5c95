"""The media type is ours: content and name must agree."""

from __future__ import annotations

import pytest

from tests.fixtures.hostile import FILES, pdf, png, workbook, zipped
from workflows.approvals.evidence import sniff
from workflows.approvals.evidence.sniff import MEDIA_TYPES, OCTETS, Probe, media_type, says_otherwise


def of(name: str, data: bytes, step: int = 700) -> str:
    probe = Probe()
    for at in range(0, len(data), step):
        probe.feed(data[at : at + step])
    return media_type(name, probe)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("card.pdf", pdf("x"), sniff.PDF),
        ("plot.png", png(), sniff.PNG),
        ("plot.jpeg", b"\xff\xd8\xff\xe0rest", sniff.JPEG),
        ("plot.gif", b"GIF89arest", sniff.GIF),
        ("plot.webp", b"RIFF\x10\0\0\0WEBPVP8 ", sniff.WEBP),
        ("table.xlsx", workbook(""), sniff.XLSX),
        ("data.zip", zipped({"a": b"b"}), "application/zip"),
        ("data.csv", b"a,b\n1,2\n", sniff.CSV),
        ("data.tsv", b"a\tb\n", sniff.TSV),
        ("metrics.json", b'{"auc": 0.91}', sniff.JSON),
        ("README.md", "# Größe\n".encode(), sniff.MARKDOWN),
        ("notes.txt", "naïve".encode("cp1252"), sniff.TEXT),
        ("wide.txt", "größer 🧪\n".encode("utf-16"), sniff.TEXT),
        ("train.py", b"print(1)\n", sniff.TEXT),
        ("CARD.PDF", pdf("x"), sniff.PDF),
        ("no extension", pdf("x"), sniff.PDF),
        ("LICENSE", b"Apache License\n", sniff.TEXT),
    ],
)
def test_a_file_is_what_its_content_and_its_name_say(name: str, data: bytes, found: str) -> None:
    assert of(name, data) == found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("card.pdf", png()),
        ("card.pdf", b"just text"),
        ("plot.png", pdf("x")),
        ("notes.txt", png()),
        ("notes.txt", b"nul\0inside"),
        ("notes.txt", b"<!DOCTYPE html><p>"),
        ("notes.txt", b"\xef\xbb\xbf  <script>alert(1)</script>"),
        ("notes.md", "<svg onload=alert(1)>".encode("utf-16")),
        ("table.xlsx", b"a,b\n"),
        ("data.csv", zipped({"a": b"b"})),
        ("late.txt", b"a" * 5000 + b"\0"),
    ],
)
def test_a_file_whose_name_says_otherwise_is_mere_octets(name: str, data: bytes) -> None:
    assert of(name, data) == OCTETS
    assert says_otherwise(name, OCTETS)


@pytest.mark.parametrize("name", ["run.exe", "page.html", "drawing.svg", "feed.xml", "code.js", "macro.xlsm"])
def test_kinds_that_a_browser_could_run_are_mere_octets(name: str) -> None:
    for data in (b"text", zipped({"a": b"b"}), b"<svg/>"):
        assert of(name, data) == OCTETS
    assert not says_otherwise(name, OCTETS)


@pytest.mark.parametrize("name", [name for name in FILES if name != "flat-bomb.zip"])
def test_only_types_of_the_fixed_list_are_ever_stored(name: str) -> None:
    assert of(name, FILES[name](), step=65_536) in MEDIA_TYPES

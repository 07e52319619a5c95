"""A preview shows what a file says, changes nothing of it, and never runs it."""

from __future__ import annotations

import json
import tracemalloc
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.hostile import FILES, pdf, png, workbook
from workflows.approvals.evidence import sniff
from workflows.approvals.evidence.pdf import page_picture
from workflows.approvals.evidence.preview import MAX_BYTES, preview
from workflows.approvals.evidence.raster import size_of
from workflows.approvals.evidence.sniff import Probe, media_type

PLAIN_TAGS = {"p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"} | {
    *("table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6")
}


def test_text_is_shown_line_by_line_and_cut_where_it_is_long() -> None:
    doc = preview(b"first\r\nsecond\n", sniff.TEXT)
    assert (doc.kind, doc.lines, doc.total, doc.cut) == ("text", ("first", "second"), 2, False)

    long = preview(b"line\n" * 5000, sniff.TEXT)
    assert (long.shown, long.total, long.cut) == (2000, 5000, True)
    assert preview("größer 🧪".encode("utf-16"), sniff.TEXT).lines == ("größer 🧪",)
    assert preview("größer".encode("cp1252"), sniff.TEXT).lines == ("größer",)


def test_markdown_runs_nothing_links_nowhere_and_loads_nothing() -> None:
    source = "# Card\n\n**bold** <script>alert(1)</script> [here](https://x.example/a) ![p](https://x.example/p.png)\n"
    html = preview(source.encode(), sniff.MARKDOWN).html

    assert "<h3>Card</h3>" in html
    assert "<strong>bold</strong>" in html
    assert "here (https://x.example/a)" in html
    for forbidden in ("<script", "<a", "<img", "href", "src=", "onerror", "style="):
        assert forbidden not in html


@given(st.text(alphabet="<>[]()!*_`&\"'= \n/scriptahreonx:#|-", max_size=200))
def test_no_markdown_makes_anything_but_plain_tags(source: str) -> None:
    html = preview(source.encode(), sniff.MARKDOWN).html
    tags = {part.split(">")[0].strip("/ ").split(" ")[0] for part in html.split("<")[1:]}

    assert tags <= PLAIN_TAGS


def test_csv_says_how_many_rows_there_are_of_which_it_shows_some() -> None:
    doc = preview(b"group;n;gap\n" + b"65+;1904;-1.4\n" * 18_203, sniff.CSV)
    (table,) = doc.tables

    assert table.rows[0] == ("group", "n", "gap")
    assert (table.shown_rows, table.total_rows, table.rows_cut) == (200, 18_204, True)
    assert table.numeric == (False, True, True)
    assert preview(b"=cmd|' /C calc'!A0,2\n", sniff.CSV).tables[0].rows[0][0] == "=cmd|' /C calc'!A0"


def test_csv_with_very_many_columns_shows_the_first_thirty() -> None:
    (table,) = preview(b",".join(b"%d" % at for at in range(500)) + b"\n", sniff.CSV).tables
    assert (table.shown_columns, table.total_columns, table.columns_cut) == (30, 500, True)


def test_json_keeps_every_number_and_string_as_the_file_writes_it() -> None:
    doc = preview(
        b'{"auc":0.910,"n":1e400,"big":12345678901234567890123,"s":"a\\"b: {","e":[],"l":[1,2]}', sniff.JSON
    )

    assert doc.lines == (
        "{",
        '  "auc": 0.910,',
        '  "n": 1e400,',
        '  "big": 12345678901234567890123,',
        '  "s": "a\\"b: {",',
        '  "e": [],',
        '  "l": [',
        "    1,",
        "    2",
        "  ]",
        "}",
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_json_on_lines_is_the_same_json(value: object) -> None:
    doc = preview(json.dumps(value).encode(), sniff.JSON)
    assert json.loads("\n".join(doc.lines)) == value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "preview_too_deep"),
        (b"[" * 100 + b"]" * 100, "preview_too_deep"),
        (b'{"' + b'\\"' * 900_000, "preview_damaged"),
        (b"[1,]", "preview_damaged"),
        (b"[" + b"0," * 1_500_000 + b"0]", "preview_too_large"),
    ],
)
def test_json_that_is_too_deep_too_large_or_none_is_not_shown(data: bytes, code: str) -> None:
    assert preview(data, sniff.JSON).code == code


def test_a_workbook_shows_stored_values_days_and_never_runs_a_formula() -> None:
    data = workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>When</t></is></c><c r="C1"/></row>'
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" s="1"><v>46343</v></c><c r="C2"><f>1+1</f></c></row>'
        '<row r="3"><c r="A3"><v>0.30000000000000004</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3"><f>1+1</f><v>2</v></c></row>',
        shared="<si><r><t>Gro</t></r><r><t>up</t></r><rPh><t>hidden</t></rPh></si>",
        styles='<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>',
    )
    (table,) = preview(data, sniff.XLSX).tables

    assert table.name == "Results"
    assert table.rows == (("Group", "When", ""), ("TRUE", "2026-11-17", "=1+1"), ("0.3", "#N/A", "2"))


def test_a_workbook_counts_its_rows_and_skips_no_gap() -> None:
    rows = "".join(f'<row r="{at}"><c r="B{at}"><v>{at}</v></c></row>' for at in range(1, 1001))
    (table,) = preview(workbook(rows), sniff.XLSX).tables

    assert (table.shown_rows, table.total_rows, table.shown_columns) == (200, 1000, 2)
    assert table.rows[4] == ("", "5")


def test_a_pdf_becomes_pages_with_their_text_and_pictures_of_ours() -> None:
    data = pdf("Hello page one", "Second")
    doc = preview(data, sniff.PDF)

    assert [page.text.strip() for page in doc.pages] == ["Hello page one", "Second"]
    drawn = page_picture(data, 1)
    assert size_of(drawn, sniff.PNG) == (doc.pages[0].width, doc.pages[0].height)
    assert b"JavaScript" not in drawn


def test_a_broken_pdf_is_not_shown() -> None:
    assert preview(b"%PDF-1.4\n" + b"\xff" * 500, sniff.PDF).code == "preview_damaged"


def test_a_picture_shows_its_size() -> None:
    doc = preview(png(3, 2), sniff.PNG)
    assert (doc.kind, doc.width, doc.height) == ("picture", 3, 2)


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (png(60_000, 60_000), sniff.PNG, "preview_too_many_pixels"),
        (png() + b"<script>", sniff.PNG, "preview_trailing"),
        (png()[:-9], sniff.PNG, "preview_damaged"),
        (png().replace(b"IDAT", b"IDAX"), sniff.PNG, "preview_damaged"),
        (b"GIF89a/*" + b"\0" * 20, sniff.GIF, "preview_damaged"),
        (b"\xff\xd8\xff\xe0", sniff.JPEG, "preview_damaged"),
        (b"RIFF\x04\0\0\0WEBP", sniff.WEBP, "preview_damaged"),
        (b"x" * (MAX_BYTES + 1), sniff.TEXT, "preview_too_large"),
        (b"MZ", sniff.OCTETS, "preview_none"),
        (b"PK\x03\x04", "application/zip", "preview_none"),
    ],
)
def test_what_cannot_be_shown_safely_says_why(data: bytes, kind: str, code: str) -> None:
    doc = preview(data, kind)
    assert (doc.kind, doc.code) == ("none", code)


SHOWN = {"nul.txt": "none", "eicar.txt": "text", "empty.txt": "text"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_hostile_file_gets_no_preview_and_costs_little(name: str) -> None:
    data = FILES[name]()
    probe = Probe()
    probe.feed(data)
    tracemalloc.start()
    began = monotonic()
    doc = preview(data, media_type(name, probe))
    grown = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert doc.kind == SHOWN.get(name, "none")
    assert grown < 100_000_000
    assert monotonic() - began < 8


@given(st.binary(max_size=400), st.sampled_from(sorted(sniff.MEDIA_TYPES - {sniff.PDF})))
def test_no_bytes_of_any_kind_break_a_preview(data: bytes, kind: str) -> None:
    starts = {
        sniff.PNG: png()[:40],
        sniff.GIF: b"GIF89a",
        sniff.JPEG: b"\xff\xd8\xff",
        sniff.WEBP: b"RIFF\0\0\0\0WEBP",
    }
    assert preview(starts.get(kind, b"") + data, kind).kind

"""Cells of exported tables run nowhere, and are read as what they were written from."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.approvals.evidence.sheets import xlsx_preview
from workflows.ground.refused import Refused
from workflows.inventory.registers.declaring import Field
from workflows.inventory.registers.exchange.cells import guarded, shown, typed, unguarded
from workflows.inventory.registers.exchange.columns import Column, mapped
from workflows.inventory.registers.exchange.csv_text import read_csv, write_csv
from workflows.inventory.registers.exchange.workbooks import write_workbook
from workflows.inventory.registers.filling import stored

BATTERY = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "|calc",
    "%0A=1",
    " =1+1",
    "   @x",
    "\u00a0=1",
    "\u3000=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "'=1+1",
    "''=1",
    "' =1",
    '=DDE("a";"b")',
    "-2 + 3",
]
RUNNERS = tuple("=+-@|%\t\r\n＝＋－＠")


@pytest.mark.parametrize("text", BATTERY)
def test_no_text_is_taken_for_a_formula_and_none_is_lost(text: str):
    cell = guarded(text)
    assert cell.startswith("'")
    assert unguarded(cell) == text
    (head, row) = csv.reader(io.StringIO(write_csv([text], [[text]]).removeprefix("\ufeff"), newline=""))
    assert not head[0].strip("\u3000 \u00a0").startswith(RUNNERS)
    assert not row[0].strip("\u3000 \u00a0").startswith(RUNNERS)


@pytest.mark.parametrize("text", BATTERY)
def test_a_workbook_holds_texts_and_no_formula(text: str):
    data = write_workbook(text, [text], [[text, "more"][:1], [3]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<v>3</v>" in sheet


def test_a_workbook_opens_as_the_table_it_was_written_from():
    data = write_workbook("Risks / open", ["Title", "Score"], [["=1+1", 4], ["Ä 漢", 2.5]])
    (table,) = xlsx_preview(data).tables
    assert table.name == "Risks open"
    assert [list(row) for row in table.rows][-2:] == [["=1+1", "4"], ["Ä 漢", "2.5"]]


@pytest.mark.parametrize("text", ["plain", "a=b", "'quoted'", "", "1-1", "x@y"])
def test_harmless_texts_are_left_alone(text: str):
    assert guarded(text) == text == unguarded(text)


PLAIN = st.text(st.sampled_from("ab=+-@|;,\"'%\n 1＝"), max_size=14).map(str.strip)
LINE = PLAIN.map(lambda text: " ".join(text.split()))
CHOICES = (("a", "First"), ("b", "a"), ("c", "Third; or last"), ("d", "Same"), ("e", "same"))
COLUMNS = (
    Field("name", "Name", "line", needed=True),
    Field("note", "Note"),
    Field("sort", "Sort", "choice", choices=CHOICES),
    Field("amount", "Amount", "number"),
)
NUMBER = st.integers(-10_000, 10_000) | st.decimals(-100, 100, places=2).map(float)
ROW = st.fixed_dictionaries(
    {
        "name": LINE.filter(bool),
        "note": PLAIN,
        "sort": st.sampled_from(["", "a", "b", "c", "d", "e"]),
        "amount": NUMBER | st.just(""),
    }
)
CASES = st.one_of(
    st.tuples(st.just(Field("f", "F")), PLAIN),
    st.tuples(st.just(Field("f", "F", "line")), LINE),
    st.tuples(st.just(Field("f", "F", "number")), NUMBER | st.just("")),
    st.tuples(st.just(Field("f", "F", "choice", choices=CHOICES)), st.sampled_from(["", *"abcde"])),
    st.tuples(
        st.just(Field("f", "F", "choices", choices=CHOICES)),
        st.lists(st.sampled_from("abcde"), unique=True).map(sorted),
    ),
    st.tuples(st.just(Field("f", "F", "yes_no")), st.sampled_from(["", "yes", "no"])),
    st.tuples(st.just(Field("f", "F", "rows", columns=COLUMNS)), st.lists(ROW, max_size=3)),
)


@settings(max_examples=300, deadline=None)
@given(CASES, st.sampled_from(",;\t"))
def test_whatever_a_field_holds_comes_back_from_a_file_as_the_same(case, mark: str):
    field, value = case
    cell = shown(field, value, {})
    text = write_csv(["Title", "F"], [["x", cell]])
    (_head, row) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([["Title", "F"], row])
    _head, ((_title, again),) = read_csv(out.getvalue().encode())
    bad: list[Refused] = []
    assert stored(field, typed(field, unguarded(again)), "f", bad) == value
    assert bad == []


def test_a_person_is_written_as_an_address_and_read_as_it():
    field = Field("who", "Who", "person")
    assert shown(field, "u-1", {"u-1": "ana@halm.example"}) == "ana@halm.example"
    assert typed(field, "ana@halm.example") == "ana@halm.example"


def test_more_parts_than_columns_are_refused_and_fewer_are_empty():
    field = Field("f", "F", "rows", columns=COLUMNS)
    assert typed(field, "only a name") == [{"name": "only a name"}]
    with pytest.raises(Refused) as caught:
        typed(field, "a | b | c | 1 | and more")
    assert (caught.value.code, caught.value.field) == ("import_cell_parts", "f")


def test_headings_are_understood_by_key_label_and_case_and_each_once():
    columns = (
        Column("title", "Title"),
        Column("plan", "Measures (Measure | Until)"),
        Column("level", "Level"),
        Column("x1_cost", "Cost centre"),
    )
    head = ["TITLE", "measures", "Level", "Cost Centre", "title", "Unknown", ""]
    assert mapped(columns, head) == ["title", "plan", "", "x1_cost", "", "", ""]

"""Papers: plain text in, one tagged PDF out; nothing typed is markup and no name leaves a blank."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.pdfs import look
from views.pdf.paper import Facts, Heading, Listing, Paper, Quote, Table, Text
from views.pdf.setting import CannotSet, set_paper
from views.pdf.words import stamp

AT = datetime(2026, 5, 10, 12, 31, tzinfo=UTC)


def paper(*blocks, title: str = "Minutes of June", lang: str = "en") -> Paper:
    return Paper(title, AT, blocks, "MTG-1", "Page | of |", author="Halm Group", lang=lang)


@pytest.fixture
def house(app: Flask):
    with app.app_context():
        yield app


def test_what_is_typed_is_never_read_as_markup(house: Flask) -> None:
    typed = '#panic("x") *bold* $x$ <b>no</b> #import "/etc/passwd" \\n = Heading @ref `code` // gone'
    seen = look(set_paper(paper(Heading("One"), Text(typed), Quote(typed, typed), Listing((typed,)))))
    assert seen.text.count('#panic("x") *bold* $x$ <b>no</b>') == 4
    assert seen.text.count("// gone") == 4
    assert seen.tags.count("H1") == 1


def test_every_block_has_its_tag_in_reading_order(house: Flask) -> None:
    table = Table("Votes", ("Who", "Vote"), (("Ben", "against"),))
    blocks = (Text("Lead", "lead"), Heading("One"), Facts((("Chair", "Carla"),)), table, Heading("Two", 2))
    seen = look(set_paper(paper(*blocks, Listing(("a", "b")), Quote("Said", "Ben"))))
    order = [tag for tag in seen.tags if tag in ("H1", "L", "Table", "H2")]
    assert order == ["H1", "L", "Table", "H2", "L"]
    assert (seen.tags.count("TH"), seen.tags.count("TD"), seen.tags.count("LI")) == (2, 2, 3)


def test_the_same_facts_give_the_same_bytes_and_other_facts_other_ones(house: Flask) -> None:
    first = set_paper(paper(Text("One")))
    assert first == set_paper(paper(Text("One")))
    assert first != set_paper(paper(Text("Two")))


def test_the_paper_says_its_language(house: Flask) -> None:
    assert look(set_paper(paper(Text("Eins"), lang="de"))).language == "de"


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη", "Иван", "O\u2019Brien\u00ad"])
def test_names_of_many_alphabets_are_set_with_the_own_fonts(house: Flask, name: str) -> None:
    assert look(set_paper(paper(Text(name)))).text.startswith("Minutes of June")


@pytest.mark.parametrize("letter", ["\ufdd0", "\U0001f9ff", "\U000f1234"])
def test_a_letter_without_a_font_never_breaks_the_paper(house: Flask, letter: str) -> None:
    text = look(set_paper(paper(Text(f"before {letter} after")))).text
    assert "before" in text
    assert "after" in text


def test_a_letter_that_no_font_shows_is_written_as_its_code_point(house: Flask) -> None:
    assert "[U+F1234]" in look(set_paper(paper(Text("Ana \U000f1234")))).text


def test_control_characters_leave_no_trace(house: Flask) -> None:
    assert "beforeafter" in look(set_paper(paper(Text("before\x07\x00after")))).text


def test_a_block_without_content_is_left_out(house: Flask) -> None:
    empty = (Text(" "), Facts(()), Listing(()), Table("None", ("A",), ()), Quote(""))
    seen = look(set_paper(paper(Heading("One"), *empty)))
    assert not {"Table", "L"} & set(seen.tags)


def test_a_paper_of_many_pages_repeats_its_head_rows_and_counts_its_pages(house: Flask) -> None:
    rows = tuple((str(number), "A vote") for number in range(300))
    seen = look(set_paper(paper(Table("Votes", ("No.", "What"), rows, (1, 9)))))
    assert seen.pages > 5
    assert f"Page {seen.pages} of {seen.pages}" in seen.text
    assert seen.tags.count("TR") >= 301


def test_a_fault_of_the_template_is_told_and_no_half_paper_is_given(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("views.pdf.setting._source", lambda _path: b"#panic()")
    with pytest.raises(CannotSet):
        set_paper(paper(Text("One")))


def test_times_stand_in_the_zone_of_the_organisation_and_in_utc() -> None:
    assert stamp(AT, "Europe/Berlin") == "10 May 2026, 14:31 CEST (12:31 UTC)"
    assert stamp(AT, "UTC") == "10 May 2026, 12:31 UTC"
    assert stamp(AT + timedelta(hours=10), "Europe/Berlin") == "11 May 2026, 00:31 CEST (10 May, 22:31 UTC)"
    assert stamp(None, "UTC") == "—"

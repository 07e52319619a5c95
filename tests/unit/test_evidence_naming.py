"""Names of files stay as people gave them and can do nothing."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.hostile import NAMES
from workflows.approvals.evidence.naming import clean_name, disposition, extension, shown_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\report.txt", "report.txt"),
        ("folder/", "folder"),
        ("nul\x00byte.txt", "nulbyte.txt"),
        ("line\r\nbreak.txt", "linebreak.txt"),
        ("two\u2028lines.txt", "two lines.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("broken\ud800.txt", "broken?.txt"),
        ("תקציר 🧪.pdf", "תקציר 🧪.pdf"),
        (".htaccess", ".htaccess"),
        ("CON", "CON"),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("/", "unnamed"),
    ],
)
def test_a_name_is_kept_without_folders_and_control_characters(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("given_name", NAMES)
def test_a_hostile_name_makes_one_header_line_that_gives_the_same_name_back(given_name: str) -> None:
    name = clean_name(given_name)
    header = disposition(name)

    assert header.startswith('attachment; filename="')
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert unquote(header.rpartition("UTF-8''")[2]) == name


@given(st.text(max_size=300))
def test_any_name_can_be_cleaned_shown_and_sent(given_name: str) -> None:
    name = clean_name(given_name)

    assert name
    assert name not in (".", "..")
    assert not set(name) & set("/\\\x00\r\n")
    assert name == unicodedata.normalize("NFC", name)
    assert clean_name(name) == name
    assert shown_name(name)
    assert disposition(name).isascii()


def test_marks_that_turn_letters_around_are_shown() -> None:
    assert shown_name("invoice\u202efdp.exe") == "invoice⟨U+202E⟩fdp.exe"
    assert shown_name("👩🏽\u200d⚕\ufe0f") == "👩🏽\u200d⚕\ufe0f"


def test_a_long_name_keeps_its_ending_for_old_browsers() -> None:
    header = disposition("a" * 251 + ".txt")

    assert '.txt"; filename*' in header
    assert len(header.split('"')[1]) <= 100


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), (".env", ""), ("notes", "")]
)
def test_the_extension_is_what_stands_behind_the_last_dot(name: str, ending: str) -> None:
    assert extension(name) == ending

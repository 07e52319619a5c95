"""Typed text, artefacts and look-alikes, without a database."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.ground.refused import Refused
from workflows.inventory.artefacts import artefact_value, checked
from workflows.inventory.commands import ArtefactInput
from workflows.inventory.similar import likeness
from workflows.inventory.wording import line, name_key, need, text, within

HEX = "9f2c" * 16


@given(st.text(max_size=80))
def test_stored_text_holds_nothing_a_database_or_a_hash_refuses(typed: str) -> None:
    for stored in (line(typed), text(typed), name_key(typed)):
        stored.encode("utf-8")
        assert "\x00" not in stored
        assert stored == stored.strip()
    assert unicodedata.is_normalized("NFC", line(typed))
    assert line(line(typed)) == line(typed)


def test_a_name_is_found_whatever_its_case_accents_and_punctuation() -> None:
    assert name_key("  Crédit-SCORING  (v2)") == name_key("credit scoring v2")


def test_several_lines_keep_their_breaks_and_one_line_has_none() -> None:
    assert text("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert line("one\r\ntwo") == "one two"


def test_empty_and_endless_text_is_refused_beside_its_field() -> None:
    with pytest.raises(Refused) as empty:
        need("", "purpose")
    with pytest.raises(Refused) as long:
        within("x" * 5, "purpose", 4)
    assert (empty.value.field, long.value.field, long.value.params) == ("purpose", "purpose", {"limit": 4})


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (f"sha256:{HEX}", f"sha256:{HEX}"),
        (f" SHA256: {HEX.upper()} ", f"sha256:{HEX}"),
        ("release:2026.3 LTS", "release:2026.3 LTS"),
        ("Release: 2026.3", "release:2026.3"),
    ],
)
def test_an_artefact_has_one_spelling(typed: str, stored: str) -> None:
    assert artefact_value(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "sha256:", f"sha256:{HEX}0", "sha256:xyz", "md5:" + HEX, "release:", "release:  "]
)
def test_what_is_no_digest_and_no_release_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="artefact_value"):
        artefact_value(typed)


def test_two_artefacts_of_one_name_are_refused() -> None:
    twice = [ArtefactInput(name="model", value="release:1"), ArtefactInput(name=" model ", value="release:2")]
    with pytest.raises(Refused, match="artefact_name_twice"):
        checked(twice)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Credit scoring", ""), ("credit-scoring", ""), True),
        (("Credit scoring", ""), ("Credit scoring v2", ""), True),
        (("Credit scoring for cards", ""), ("Scoring credit", ""), True),
        (("Credit scoring", ""), ("Demand forecast", ""), False),
        (
            ("Helper", "ranks applications of job candidates by fit"),
            ("Sorter", "ranks candidates by fit of applications for a job"),
            True,
        ),
        (("Chat", "answers questions"), ("Check", "reads invoices"), False),
    ],
)
def test_a_look_alike_is_told_from_another_system(
    one: tuple[str, str], other: tuple[str, str], alike: bool
) -> None:
    assert (likeness(name_key(one[0]), one[1], name_key(other[0]), other[1]) > 0) is alike

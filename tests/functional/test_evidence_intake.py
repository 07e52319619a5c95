"""Evidence comes in by rule, is immutable afterwards, and never stands without its bytes."""

from __future__ import annotations

import io
from typing import BinaryIO, cast

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from models.base import db
from models.blob import CONTENT_COLUMNS as BLOB_COLUMNS
from models.blob import Blob
from models.evidence import CONTENT_COLUMNS, Evidence
from tests.fixtures.evidence import SYSTEM, Shelf
from workflows.approvals.evidence import staging, store
from workflows.approvals.evidence.intake import add_file, checked_url, counts, stage_upload
from workflows.approvals.evidence.queries import usable_evidence
from workflows.ground import clock
from workflows.ground.actor import CLOCK
from workflows.ground.refused import Conflict, NotFound, Refused, Unavailable
from workflows.ground.transaction import reading, transaction

both = pytest.mark.both_databases


def row_of(ref: str) -> Evidence:
    return reading().get_one(Evidence, int(ref[3:]))


@both
def test_evidence_says_who_put_which_bytes_forward_and_when(shelf: Shelf) -> None:
    row = row_of(shelf.put("card.md", b"# Card\n"))

    assert (row.kind, row.filename, row.media_type, row.size) == ("file", "card.md", "text/markdown", 7)
    assert (row.version, row.added_by_id, row.system_id) == (1, shelf.actor.person_id, SYSTEM)
    assert row.blob is not None
    assert store.current().read(row.blob.store_key, 7) == b"# Card\n"
    assert counts(row)


@both
def test_the_same_bytes_under_two_names_are_kept_once(shelf: Shelf) -> None:
    first, second = row_of(shelf.put("a.txt", b"same")), row_of(shelf.put("b.txt", b"same"))

    assert first.blob_id == second.blob_id
    assert (first.filename, second.filename) == ("a.txt", "b.txt")
    assert reading().scalars(select(func.count()).select_from(Blob)).one() == 1


@both
def test_a_replacement_is_a_new_version_and_the_old_one_stays(shelf: Shelf) -> None:
    old = shelf.put("bias.csv", b"a\n1\n")
    new = row_of(shelf.put("bias.csv", b"a\n2\n", replaces=int(old[3:])))

    assert (new.version, new.replaces_id) == (2, int(old[3:]))
    assert row_of(old).filename == "bias.csv"
    with pytest.raises(Conflict, match="evidence_replaced_already"):
        shelf.put("bias.csv", b"a\n3\n", replaces=int(old[3:]))


@both
def test_the_database_refuses_a_second_successor_whatever_the_code_says(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = int(shelf.put("bias.csv", b"a\n1\n")[3:])
    shelf.put("bias.csv", b"a\n2\n", replaces=old)
    monkeypatch.setattr("workflows.approvals.evidence.intake._next_version", lambda *_asked: 2)

    with pytest.raises(Conflict, match="somebody_was_first"):
        shelf.put("bias.csv", b"a\n3\n", replaces=old)


def test_evidence_of_another_system_cannot_be_replaced_from_here(shelf: Shelf) -> None:
    shelf.visible.add(8)
    other = shelf.put("x.txt", b"x", system_id=8)

    with pytest.raises(Refused, match="evidence_other_system"):
        shelf.put("x.txt", b"y", replaces=int(other[3:]))
    with pytest.raises(Refused, match="evidence_other_system"):
        shelf.put("x.txt", b"y", replaces=999)


def test_nobody_puts_forward_for_a_system_they_do_not_see(shelf: Shelf) -> None:
    with pytest.raises(NotFound):
        shelf.put("x.txt", b"x", system_id=8)


def test_a_clock_puts_nothing_forward(shelf: Shelf) -> None:
    staged = stage_upload(io.BytesIO(b"x"), "x.txt")
    with transaction() as tx, pytest.raises(Refused, match="persons_only"):
        add_file(tx, clock.now(tx), CLOCK, system_id=SYSTEM, staged=staged)


@both
@pytest.mark.parametrize("table", [Blob, Evidence])
def test_no_row_can_be_changed_or_removed_behind_our_back(
    shelf: Shelf, table: type[Blob] | type[Evidence]
) -> None:
    shelf.put("card.md", b"# Card\n")
    columns = BLOB_COLUMNS if table is Blob else CONTENT_COLUMNS
    acts = [update(table).values({column: text(column)}) for column in columns]
    for act in (*acts, delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(act)


@both
def test_evidence_can_leave_the_lists_and_nothing_else_of_it_changes(shelf: Shelf) -> None:
    ref = shelf.put("card.md", b"# Card\n")
    with transaction() as tx:
        tx.get_one(Evidence, int(ref[3:])).archived_at = clock.now(tx)

    assert row_of(ref).archived_at is not None
    assert usable_evidence(reading(), [SYSTEM]) == ()


@both
def test_the_picker_offers_the_newest_versions_of_these_systems_by_name(shelf: Shelf) -> None:
    shelf.visible.add(8)
    old = shelf.put("Bias Test.csv", b"a\n1\n")
    new = shelf.put("Bias Test.csv", b"a\n2\n", replaces=int(old[3:]))
    shelf.put("100%_done.txt", b"done")
    shelf.put("foreign bias.txt", b"foreign", system_id=8)

    def names(words: str) -> list[str]:
        return [row.name for row in usable_evidence(reading(), [SYSTEM], words)]

    assert [row.ref for row in usable_evidence(reading(), [SYSTEM], "bias test")] == [new]
    assert names("") == ["100%_done.txt", "Bias Test.csv"]
    assert names("0%_") == ["100%_done.txt"]
    assert names("%") == ["100%_done.txt"]
    assert names("bias nothing") == []
    assert usable_evidence(reading(), [], "bias") == ()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a" * 256, b"x", "evidence_name_too_long"),
        ("big.txt", b"x" * (1024 * 1024 + 1), "evidence_too_large"),
        ("empty.txt", b"", "evidence_empty"),
    ],
)
def test_what_breaks_a_documented_limit_is_refused_and_not_stored(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, code: str
) -> None:
    monkeypatch.setattr(staging, "_max_bytes", 1024 * 1024)
    with pytest.raises(Refused, match=code) as refused:
        shelf.put(name, data)
    assert refused.value.field == "file"
    assert reading().scalars(select(Evidence.id)).all() == []


class OnlyForward(io.BytesIO):
    """A stream as a network gives it."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("size", [10, 1024 * 1024 + 1])
def test_a_stream_that_cannot_go_back_obeys_the_same_limits(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(staging, "_max_bytes", 1024 * 1024)
    stream = cast(BinaryIO, OnlyForward(b"x" * size))
    if size > 1024 * 1024:
        with pytest.raises(Refused, match="evidence_too_large"):
            stage_upload(stream, "x.txt")
    else:
        assert stage_upload(stream, "x.txt").stored.size == size


def test_a_store_that_fails_leaves_no_row(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_stream: BinaryIO) -> None:
        raise Unavailable("store_full")

    monkeypatch.setattr(store.current(), "put", full)
    with pytest.raises(Unavailable, match="store_full"):
        shelf.put("card.md", b"# Card\n")
    assert reading().scalars(select(Blob.id)).all() == []


@both
def test_a_link_counts_only_with_a_frozen_copy(shelf: Shelf) -> None:
    bare, kept = (
        row_of(shelf.link("https://wiki.example/a")),
        row_of(shelf.link("https://wiki.example/a", b"<p>")),
    )

    assert not counts(bare)
    assert (bare.filename, bare.blob_id, bare.fetched_at) == ("", None, None)
    assert counts(kept)
    assert (kept.filename, kept.fetched_at) == ("copy.html", kept.added_at)


@pytest.mark.parametrize(
    "url",
    ["", "wiki", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "https://a b/", "//x/",
     "http://[::1", "https://x\\y", "https://x/\u202e", "ftp://x/", "https:///x"],
)  # fmt: skip
def test_only_web_addresses_are_links(url: str) -> None:
    with pytest.raises(Refused, match="link_not_web") as refused:
        checked_url(url)
    assert refused.value.field == "url"


def test_a_link_carries_no_password_and_is_not_endless() -> None:
    with pytest.raises(Refused, match="link_with_password"):
        checked_url("https://ana:secret@wiki.example/")
    with pytest.raises(Refused, match="link_too_long"):
        checked_url("https://wiki.example/" + "a" * 2000)
    assert checked_url(" https://wiki.example:8443/größe?a=b#c ") == "https://wiki.example:8443/größe?a=b#c"

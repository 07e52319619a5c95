"""The evidence store keeps bytes once, whole, under their digest, or says plainly that it cannot."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from workflows.approvals.evidence import content, folder_store
from workflows.approvals.evidence.folder_store import FolderStore
from workflows.approvals.evidence.store import configure, current
from workflows.ground.refused import Unavailable

BODY = b"model card\n" * 1000


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def files(store: FolderStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_a_body_is_kept_under_its_sha256_and_read_back_whole(store: FolderStore) -> None:
    stored = store.put(io.BytesIO(BODY))

    assert stored.sha256 == hashlib.sha256(BODY).hexdigest()
    assert stored.size == len(BODY)
    assert store.exists(stored.key)
    assert b"".join(store.open(stored.key)) == BODY
    assert store.read(stored.key, len(BODY)) == BODY


def test_the_same_body_is_kept_once_and_left_as_it_is(store: FolderStore) -> None:
    first = store.put(io.BytesIO(BODY))
    before = (store.root / first.key).stat()

    assert store.put(io.BytesIO(BODY)) == first
    after = (store.root / first.key).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(files(store)) == 1


def test_bodies_are_readable_by_this_account_alone(store: FolderStore) -> None:
    path = store.root / store.put(io.BytesIO(BODY)).key

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_an_empty_body_is_not_stored(store: FolderStore) -> None:
    with pytest.raises(ValueError, match="nothing to store"):
        store.put(io.BytesIO(b""))
    assert files(store) == []


def test_a_changed_byte_is_found_before_anything_is_given_out(store: FolderStore) -> None:
    stored = store.put(io.BytesIO(BODY))
    (store.root / stored.key).write_bytes(BODY.replace(b"card", b"cart", 1))

    with pytest.raises(Unavailable, match="store_damaged"):
        store.open(stored.key)
    with pytest.raises(Unavailable, match="store_damaged"):
        store.read(stored.key, len(BODY))


def test_a_damaged_body_is_healed_when_the_good_one_comes_again(store: FolderStore) -> None:
    stored = store.put(io.BytesIO(BODY))
    (store.root / stored.key).write_bytes(b"rubbish")

    store.put(io.BytesIO(BODY))

    assert store.read(stored.key, len(BODY)) == BODY


def test_a_missing_body_is_said_to_be_missing(store: FolderStore) -> None:
    key = content.key_for("0" * 64)
    assert not store.exists(key)
    with pytest.raises(Unavailable, match="store_body_missing"):
        store.open(key)


def test_more_than_the_limit_is_not_read(store: FolderStore) -> None:
    stored = store.put(io.BytesIO(BODY))
    with pytest.raises(ValueError, match="limit"):
        store.read(stored.key, len(BODY) - 1)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../secret",
        "/etc/passwd",
        "sha256/00/11/" + "0" * 64,
        "sha256/00/00/" + "0" * 63 + "/",
        "sha256/00/00/\x00",
    ],
)
def test_no_key_leads_out_of_the_store(store: FolderStore, key: str) -> None:
    for read in (store.open, store.exists, lambda key: store.read(key, 10)):
        with pytest.raises(ValueError, match="not a key"):
            read(key)


def test_a_link_in_the_place_of_a_body_is_not_followed(store: FolderStore, tmp_path: Path) -> None:
    stored = store.put(io.BytesIO(BODY))
    outside = tmp_path / "outside"
    outside.write_bytes(BODY)
    (store.root / stored.key).unlink()
    (store.root / stored.key).symlink_to(outside)

    with pytest.raises(Unavailable, match="store_away"):
        store.open(stored.key)


@pytest.mark.parametrize(
    ("call", "number", "code"),
    [
        ("fsync", errno.ENOSPC, "store_full"),
        ("fsync", errno.EDQUOT, "store_full"),
        ("fsync", errno.EIO, "store_away"),
        ("link", errno.ENOSPC, "store_full"),
        ("link", errno.EROFS, "store_away"),
    ],
)
def test_a_failing_disk_leaves_nothing_half_visible(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    monkeypatch.setattr(folder_store.os, call, _failing(number))

    with pytest.raises(Unavailable, match=code):
        store.put(io.BytesIO(BODY))
    monkeypatch.undo()
    assert files(store) == []
    assert store.put(io.BytesIO(BODY)).size == len(BODY)


def _failing(number: int) -> Callable[..., None]:
    def fail(*_args: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_disk_without_hard_links_is_written_by_renaming(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_store.os, "link", _failing(errno.EPERM))

    stored = store.put(io.BytesIO(BODY))

    assert store.read(stored.key, len(BODY)) == BODY
    assert len(files(store)) == 1


def test_the_check_says_full_before_uploads_fail(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.check()
    monkeypatch.setattr(folder_store, "_SPARE_BYTES", 1 << 62)
    with pytest.raises(Unavailable, match="store_full"):
        store.check()
    assert files(store) == []


def test_what_a_crash_left_unfinished_is_cleared_at_the_next_start(store: FolderStore) -> None:
    old, young = store.root / "incoming" / "old", store.root / "incoming" / "young"
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (0, 0))

    FolderStore(store.root)

    assert not old.exists()
    assert young.exists()


def test_the_store_is_chosen_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.approvals.evidence.store._store", None)
    with pytest.raises(Unavailable, match="store_away"):
        current()

    for address in (f"file://{tmp_path}/with%20space", str(tmp_path / "plain")):
        assert configure(address) is current()
    assert (tmp_path / "with space" / "incoming").is_dir()
    for address in ("", "ftp://host/evidence", "s3://", "file://"):
        with pytest.raises(ValueError):
            configure(address)

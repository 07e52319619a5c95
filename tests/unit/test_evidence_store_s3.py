"""The S3 store keeps the same promises, tried against a server that speaks the real protocol."""

from __future__ import annotations

import hashlib
import io
import socket
from collections.abc import Iterator
from urllib.request import Request, urlopen

import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.exceptions import AlreadyExistsError

from workflows.approvals.evidence import content
from workflows.approvals.evidence.s3_store import S3EvidenceStore
from workflows.approvals.evidence.store import configure
from workflows.ground.refused import Unavailable

BODY = b"impact assessment\n" * 500
ACCESS = {"region": "us-east-1", "access_key_id": "test", "secret_access_key": "test"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str) -> S3EvidenceStore:
    made = S3EvidenceStore("evidence-bucket", "countersign", {**ACCESS, "endpoint": endpoint})
    _make_bucket(endpoint, "evidence-bucket")
    return made


def _make_bucket(endpoint: str, name: str) -> None:
    with urlopen(Request(f"{endpoint}/{name}", method="PUT")) as answer:
        assert answer.status == 200


def test_a_body_goes_to_s3_and_comes_back_checked(store: S3EvidenceStore) -> None:
    stored = store.put(io.BytesIO(BODY))

    assert stored.sha256 == hashlib.sha256(BODY).hexdigest()
    assert store.exists(stored.key)
    assert b"".join(store.open(stored.key)) == BODY
    assert store.read(stored.key, len(BODY)) == BODY
    with pytest.raises(ValueError, match="limit"):
        store.read(stored.key, len(BODY) - 1)


def test_a_body_in_s3_is_put_only_when_absent(store: S3EvidenceStore) -> None:
    stored = store.put(io.BytesIO(BODY))
    first = obstore.head(store._bucket, stored.key)

    assert store.put(io.BytesIO(BODY)) == stored
    assert obstore.head(store._bucket, stored.key)["last_modified"] == first["last_modified"]
    with pytest.raises(AlreadyExistsError):
        obstore.put(store._bucket, stored.key, b"other", mode="create")


def test_a_race_for_the_same_body_ends_well_for_both(
    store: S3EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store.put(io.BytesIO(BODY))
    monkeypatch.setattr(store, "_has", lambda *_asked: False)

    assert store.put(io.BytesIO(BODY)) == stored


def test_a_large_body_goes_up_in_parts(store: S3EvidenceStore) -> None:
    large = bytes(range(256)) * (9 * 4096)
    stored = store.put(io.BytesIO(large))

    assert stored.size == len(large) > 8 * 1024 * 1024
    assert b"".join(store.open(stored.key)) == large


def test_a_changed_object_is_found_before_anything_is_given_out(store: S3EvidenceStore) -> None:
    key = content.key_for("1" * 64)
    obstore.put(store._bucket, key, b"not what the name says")

    with pytest.raises(Unavailable, match="store_damaged"):
        store.open(key)


def test_an_absent_object_is_said_to_be_missing(store: S3EvidenceStore) -> None:
    key = content.key_for("2" * 64)
    assert not store.exists(key)
    with pytest.raises(Unavailable, match="store_body_missing"):
        store.read(key, 10)


def test_an_empty_body_is_not_sent(store: S3EvidenceStore) -> None:
    with pytest.raises(ValueError, match="nothing to store"):
        store.put(io.BytesIO(b""))


def test_a_missing_bucket_is_a_store_that_is_away(endpoint: str) -> None:
    store = S3EvidenceStore("no-such-bucket", "", {**ACCESS, "endpoint": endpoint})

    with pytest.raises(Unavailable, match="store_away"):
        store.check()
    with pytest.raises(Unavailable, match="store_away"):
        store.put(io.BytesIO(BODY))


def test_a_server_that_is_down_is_a_store_that_is_away() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        store = S3EvidenceStore("evidence-bucket", "", {**ACCESS, "endpoint": f"http://127.0.0.1:{port}"})
        for act in (
            store.check,
            lambda: store.put(io.BytesIO(BODY)),
            lambda: store.exists(content.key_for("3" * 64)),
        ):
            with pytest.raises(Unavailable, match="store_away"):
                act()


def test_a_store_that_answers_passes_the_check(store: S3EvidenceStore) -> None:
    store.check()


def test_the_address_names_bucket_and_prefix(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.approvals.evidence.store._store", None)
    _make_bucket(endpoint, "by-address")
    store = configure("s3://by-address/some/prefix", {**ACCESS, "endpoint": endpoint})
    stored = store.put(io.BytesIO(BODY))

    assert S3EvidenceStore("by-address", "some/prefix", {**ACCESS, "endpoint": endpoint}).exists(stored.key)
    assert not S3EvidenceStore("by-address", "", {**ACCESS, "endpoint": endpoint}).exists(stored.key)
    with pytest.raises(ValueError):
        configure("s3://by-address", {"colour": "blue"})

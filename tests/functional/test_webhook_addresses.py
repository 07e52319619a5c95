"""No message reaches an inner address, whatever it is written as; a canary counts who knocks."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask

from tests.fixtures.company import Company
from tests.fixtures.receiver import allow
from workflows.ground.refused import Several
from workflows.notices.hooks import reaching
from workflows.notices.hooks.addresses import Blocked, check_text, is_public, target_of
from workflows.notices.hooks.endpoints import AddEndpoint, add_endpoint


class Canary:
    """Listens on the loopback, in both families where the machine has them, and counts connections."""

    def __init__(self) -> None:
        self.knocks = 0
        self._doors = []
        self.port = 0
        for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            try:
                door = socket.socket(family)
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                door.bind((address, self.port))
            except OSError:
                continue
            self.port = door.getsockname()[1]
            door.listen()
            self._doors.append(door)
            Thread(target=self._count, args=(door,), daemon=True).start()

    def _count(self, door: socket.socket) -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            self.knocks += 1
            line.close()

    def close(self) -> None:
        for door in self._doors:
            door.shutdown(socket.SHUT_RDWR)
            door.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.close()


INNER = [
    "https://127.0.0.1/",
    "https://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/",
    "https://localhost:8443/",
    "https://localhost/",
    "https://[::1]/",
    "https://[::1]:{port}/",
    "https://0.0.0.0/",
    "https://[::]/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://127.1/",
    "https://127.0.1/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/",
    "https://168.63.129.16/",
    "https://100.100.100.200/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.0.1/",
    "https://[fe80::1]/",
    "https://[fe80::1%25lo]/",
    "https://[fc00::1]/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://example.org:5432/",
    "https://example.org:22/",
    "http://example.org/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_x",
    "ftp://127.0.0.1/",
    "//127.0.0.1/",
    "https://user:word@example.org/",
    "https://example.org#@127.0.0.1/",
    "https://127.0.0.1\\@example.org/",
    "https://example.org /",
    "https://example.org\r\nHost: inner/",
    "https://ⓛocalhost/",
    "https://",
    "not an address",
    "https://example.org:99999/",
]


@pytest.mark.parametrize("url", INNER)
def test_g45_no_inner_address_is_opened(app: Flask, canary: Canary, url: str) -> None:
    answer = reaching.post(url.format(port=canary.port), b"{}", {})
    assert answer.outcome == reaching.BLOCKED, answer
    assert canary.knocks == 0


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["::1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["2606:4700::1111", "fd00::1"],
        ["fe80::1%2"],
        [],
    ],
)
def test_g45_a_name_that_leads_inside_is_not_opened(app: Flask, canary: Canary, found: list[str]) -> None:
    answer = reaching.post("https://hooks.example.org/", b"{}", {}, resolve=lambda _host, _port: found)
    assert answer.outcome == reaching.BLOCKED
    assert canary.knocks == 0


def test_g45_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    app: Flask, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer leads inside, and nobody asks a second time."""
    answers, asked, opened = [["93.184.216.34"], ["127.0.0.1"]], [], []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    def connect(address: tuple[str, int], **_more: object) -> socket.socket:
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(reaching.socket, "create_connection", connect)
    answer = reaching.post("https://hooks.example.org/", b"{}", {}, resolve=resolve)
    assert answer.outcome == reaching.UNREACHABLE
    assert opened == [("93.184.216.34", 443)]
    assert asked == ["hooks.example.org"]
    assert canary.knocks == 0


def test_public_addresses_are_public() -> None:
    assert all(is_public(one) for one in ("93.184.216.34", "1.1.1.1", "2606:4700:4700::1111"))


def test_an_operator_can_name_a_place_inside(app: Flask, canary: Canary) -> None:
    allow(app, canary.port)
    assert target_of(f"http://127.0.0.1:{canary.port}/in").ip == "127.0.0.1"
    with pytest.raises(Blocked):
        check_text(f"http://127.0.0.1:{canary.port + 1}/in")


def _serve(answer: bytes, pause: float = 0.0, times: int = 1) -> int:
    door = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with door:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                try:
                    for _ in range(times):
                        line.sendall(answer)
                        time.sleep(pause)
                except OSError:
                    return

    Thread(target=run, daemon=True).start()
    return int(door.getsockname()[1])


def test_g45_a_slow_answer_is_cut_off(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "SECONDS", 0.5)
    port = _serve(b"x", pause=0.1, times=50)
    allow(app, port)
    began = time.monotonic()
    assert reaching.post(f"http://127.0.0.1:{port}/", b"{}", {}).detail == "endpoint_too_slow"
    assert time.monotonic() - began < 2


def test_g45_five_seconds_and_64_kilobytes_are_the_limits() -> None:
    assert (reaching.SECONDS, reaching.MOST_BYTES) == (5.0, 65536)


def test_g45_an_endless_head_is_cut_off(app: Flask) -> None:
    port = _serve(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 9000, times=20)
    allow(app, port)
    assert reaching.post(f"http://127.0.0.1:{port}/", b"{}", {}).outcome == reaching.UNREACHABLE


def test_g45_thirty_megabytes_of_answer_are_not_read(app: Flask) -> None:
    port = _serve(b"HTTP/1.1 200 OK\r\nContent-Length: 31457280\r\n\r\n" + b"z" * 65536, times=480)
    allow(app, port)
    assert reaching.post(f"http://127.0.0.1:{port}/", b"{}", {}).outcome == reaching.SENT


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_an_answer_that_is_no_http_is_no_answer(app: Flask, answer: bytes) -> None:
    port = _serve(answer)
    allow(app, port)
    assert reaching.post(f"http://127.0.0.1:{port}/", b"{}", {}).outcome == reaching.UNREACHABLE


def test_an_inner_address_is_refused_beside_its_field(company: Company) -> None:
    for url in ("https://127.0.0.1/", "http://example.org/", "nonsense"):
        with pytest.raises(Several) as caught:
            add_endpoint(company["admin"], AddEndpoint("Inside", "standard", url))
        assert [one.field for one in caught.value.reasons] == ["url"]

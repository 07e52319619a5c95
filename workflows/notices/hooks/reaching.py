"""Sends one message over a connection to the checked address: five seconds, 64 kB, no redirect, nothing kept."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from workflows.ground import clock
from workflows.notices.hooks.addresses import Blocked, Resolve, Target, target_of

SECONDS = 5.0
MOST_BYTES = 64 * 1024
HEAD_END = b"\r\n\r\n"

SENT, REFUSED, UNREACHABLE, BLOCKED = "sent", "refused", "unreachable", "blocked"


@dataclass(frozen=True)
class Answer:
    """What came of it; `wait_seconds` is how long the other side wants us to wait."""

    outcome: str
    status: int = 0
    detail: str = ""
    wait_seconds: int = 0
    millis: int = 0


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    resolve: Resolve | None = None,
) -> Answer:
    """Posts `body` and reads no more than the head of the answer; never raises for what the other side does."""
    began = time.monotonic()

    def answer(outcome: str, detail: str, status: int = 0, wait: int = 0) -> Answer:
        return Answer(outcome, status, detail, wait, int((time.monotonic() - began) * 1000))

    try:
        target = target_of(url, resolve)
        status, head = _exchange(target, _request(target, body, headers), time.monotonic() + SECONDS)
    except Blocked as blocked:
        return answer(BLOCKED, blocked.code)
    except TimeoutError:
        return answer(UNREACHABLE, "endpoint_too_slow")
    except ssl.SSLError:
        return answer(UNREACHABLE, "endpoint_no_trust")
    except (OSError, http.client.HTTPException, ValueError):
        return answer(UNREACHABLE, "endpoint_no_answer")
    wait = _wait(head.get("Retry-After", ""), clock.glance().timestamp())
    if 200 <= status < 300:
        return answer(SENT, "endpoint_status", status)
    return answer(REFUSED, "endpoint_redirects" if 300 <= status < 400 else "endpoint_status", status, wait)


def _request(target: Target, body: bytes, headers: Mapping[str, str]) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = 443 if target.tls else 80
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"Host: {host}" + ("" if target.port == usual else f":{target.port}"),
        "User-Agent: Countersign",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode("ascii") + HEAD_END + body


def _exchange(target: Target, sent: bytes, until: float) -> tuple[int, http.client.HTTPMessage]:
    """One request over one connection; every wait is what is left of the whole."""
    with socket.create_connection((target.ip, target.port), timeout=_left(until)) as plain:
        if not target.tls:
            return _talk(plain, sent, until)
        context = ssl.create_default_context()
        plain.settimeout(_left(until))
        with context.wrap_socket(plain, server_hostname=target.host) as wrapped:
            return _talk(wrapped, sent, until)


def _talk(line: socket.socket, sent: bytes, until: float) -> tuple[int, http.client.HTTPMessage]:
    line.settimeout(_left(until))
    line.sendall(sent)
    got = b""
    while True:
        while HEAD_END not in got:
            line.settimeout(_left(until))
            more = line.recv(4096)
            if not more or len(got) + len(more) > MOST_BYTES:
                raise http.client.HTTPException
            got += more
        head, _, got = got.partition(HEAD_END)
        first, _, fields = head.partition(b"\r\n")
        status = _status(first)
        if status >= 200:
            return status, http.client.parse_headers(io.BytesIO(fields + HEAD_END))


def _status(line: bytes) -> int:
    """The status in "HTTP/1.1 204 No Content"; an answer that is no HTTP is no answer."""
    parts = line.split(None, 2)
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].isdigit():
        raise http.client.HTTPException
    return int(parts[1][:3])


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _wait(text: str, now: float) -> int:
    """Seconds in a Retry-After, given as a number or as a date; 0 for anything else."""
    if text.strip().isascii() and text.strip().isdigit():
        return int(text.strip()[:9])
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() - now))
    except (TypeError, ValueError, OverflowError):
        return 0

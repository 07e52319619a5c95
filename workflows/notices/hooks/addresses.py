"""Which addresses outside may be opened: public ones over https, and the few that the operator names.

A name is looked up once; what was looked up is what is connected to, so that a name which points elsewhere a
moment later (DNS rebinding) wins nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, Queue
from threading import Thread
from urllib.parse import SplitResult, urlsplit

from workflows.notices.hooks.outside import outside

LONGEST = 300
PORTS = frozenset({443, 8443})
LOOK_UP_SECONDS = 5.0

Resolve = Callable[[str, int], list[str]]

# Addresses that count as public in the registry and yet lead inside: what embeds another address, and
# the one under which a large cloud serves its machines.
_INSIDE = [
    ip_network(net)
    for net in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "::/96",
        "::ffff:0:0/96",
        "192.88.99.0/24",
        "168.63.129.16/32",
    )
]


class Blocked(Exception):
    """The address may not be opened; `code` names the sentence that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Target:
    """Where to connect: the checked address, and the names that go into TLS and into the request."""

    ip: str
    port: int
    host: str
    path: str
    tls: bool


def check_text(url: str) -> SplitResult:
    """The parts of an address that may be kept; raises Blocked for one that could never be opened.

    Nothing is looked up here: a page must not wait for a name server, and the look-up that counts is the sender's.
    """
    if len(url) > LONGEST or any(ord(letter) <= 32 or ord(letter) > 126 for letter in url) or "\\" in url:
        raise Blocked("endpoint_url_odd")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Blocked("endpoint_url_odd") from None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or parts.fragment:
        raise Blocked("endpoint_url_odd")
    if _place(host, port or _default(parts.scheme)) in outside().allowed:
        return parts
    if parts.scheme != "https":
        raise Blocked("endpoint_url_plain")
    if port not in (None, *PORTS):
        raise Blocked("endpoint_url_port")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise Blocked("endpoint_url_inside")
    return parts


def target_of(url: str, resolve: Resolve | None = None) -> Target:
    """The checked address behind `url`; raises Blocked when any address of its name leads inside."""
    parts = check_text(url)
    host = parts.hostname or ""
    port = parts.port or _default(parts.scheme)
    found = (resolve or look_up)(host, port)
    if not found:
        raise Blocked("endpoint_unknown_host")
    allowed = _place(host, port) in outside().allowed
    if not allowed and not all(is_public(address) for address in found):
        raise Blocked("endpoint_url_inside")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(found[0], port, host, path, parts.scheme == "https")


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, whatever it is written or wrapped in."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address or ip.is_multicast or ip.is_unspecified or ip.is_loopback or ip.is_link_local:
        return False
    return ip.is_global and not ip.is_reserved and not any(ip in net for net in _INSIDE)


def look_up(host: str, port: int) -> list[str]:
    """All addresses of a name, within seconds; none for a name that nobody knows or nobody answers for."""
    answers: Queue[list[str]] = Queue()
    Thread(target=lambda: answers.put(_addresses(host, port)), daemon=True).start()
    try:
        return answers.get(timeout=LOOK_UP_SECONDS)
    except Empty:
        return []


def _addresses(host: str, port: int) -> list[str]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def _literal(host: str) -> str | None:
    """The address that a host is in itself, also in the odd forms the system's own look-up understands."""
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def _place(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _default(scheme: str) -> int:
    return 443 if scheme == "https" else 80

"""Where mail goes out, from whom, and the address that links begin with; without a server mail is off."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"none": 25, "starttls": 587, "ssl": 465}


@dataclass(frozen=True)
class MailSetting:
    """One mail server; `tls` is `starttls`, `ssl` or `none`."""

    base_url: str
    sender: str
    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)


_now: list[MailSetting | None] = [None]


def configure(url: str, sender: str, base_url: str) -> None:
    """Takes the settings of the installation; an empty `url` turns mail off.

    Raises ValueError with one sentence for an address that cannot be used or would show a password on the way.
    """
    _now[0] = _read(url, sender, base_url) if url else None


def current() -> MailSetting | None:
    """The setting, or None while mail is off."""
    return _now[0]


def mail_is_on() -> bool:
    """Whether a mail server is set."""
    return _now[0] is not None


def _read(url: str, sender: str, base_url: str) -> MailSetting:
    parts = urlsplit(url)
    try:
        asked, port = parse_qs(parts.query, strict_parsing=bool(parts.query)), parts.port
    except ValueError:
        asked, port = {"?": []}, None
    tls = "ssl" if parts.scheme == "smtps" else asked.pop("tls", ["starttls"])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or tls not in PORTS or asked:
        raise ValueError(
            "COUNTERSIGN_MAIL_URL should be like smtp://user:password@mail.example.org:587?tls=starttls."
        )
    if "@" not in sender or any(character in sender for character in "\r\n<>, "):
        raise ValueError("COUNTERSIGN_MAIL_FROM should be one mail address, such as gates@example.org.")
    if tls == "none" and parts.password and not _is_here(parts.hostname):
        raise ValueError("COUNTERSIGN_MAIL_URL would send the password in the clear; use tls=starttls.")
    return MailSetting(
        base_url=base_url,
        sender=sender,
        host=parts.hostname,
        port=port or PORTS[tls],
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Where a request comes from, as far as the browser says it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def from_here(strict: bool = False) -> bool:
    """Whether the browser says that this request was sent by a page of ours.

    Without any hint (old browser, command line) the answer is yes, or no when `strict`: CSRF decides then.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"} if not strict else site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.host
    return not strict

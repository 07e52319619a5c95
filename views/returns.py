"""Where to go back to: only ever a path of our own."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def local_path(text: str | None, default: str = "/") -> str:
    """`text` when it is a path inside this application, else `default`: never another host or scheme."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")):
        return default
    if "\\" in text or any(ord(character) < 33 or ord(character) == 127 for character in text):
        return default
    try:
        parts = urlsplit(text)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else text


def next_path(default: str = "/") -> str:
    """The `next` of the form or of the address, when it is a page of ours."""
    return local_path(request.form.get("next") or request.args.get("next"), default)


def here() -> str:
    """The address of this page as a path that can be opened again by GET; `/` when there is none."""
    path = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else request.path
    return local_path(path) if opens(request.path) else "/"


def opens(path: str) -> bool:
    """Whether a page answers to GET at `path`."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True

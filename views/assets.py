"""Our style, script and pictures: read once at start, compressed once, cached for ever under a changing name."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from views.security import guard

pages = Blueprint("assets", __name__)

FOREVER = "public, max-age=31536000, immutable"
_WORTH_IT = {"text/css", "text/javascript", "image/svg+xml", "application/json", "text/plain"}


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes | None
    kind: str


class Assets:
    """All files of a folder under one release name, which changes when any of them does."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        digest = hashlib.sha256()
        for name, asset in self.files.items():
            digest.update(f"{name}\0{hashlib.sha256(asset.body).hexdigest()}\n".encode())
        self.release = digest.hexdigest()[:12]


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    kind = {".js": "text/javascript", ".svg": "image/svg+xml"}.get(path.suffix) or (
        mimetypes.guess_type(path.name)[0] or "text/plain"
    )
    packed = gzip.compress(body, 9, mtime=0) if kind in _WORTH_IT else None
    return Asset(body, packed if packed and len(packed) < len(body) else None, kind)


def _assets() -> Assets:
    found: Assets = current_app.extensions["countersign_assets"]
    return found


def asset(name: str) -> str:
    """The address of a file of ours; raises KeyError when there is no such file."""
    assets = _assets()
    assets.files[name]
    return f"/assets/{assets.release}/{name}"


@pages.get("/assets/<release>/<path:name>")
@guard("public")
def send(release: str, name: str) -> Response:
    """Sends a file; one of an older release is sent as it is now, but not kept."""
    assets = _assets()
    found = assets.files.get(name)
    if found is None:
        abort(404)
    packs = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if packs else found.body, mimetype=found.kind)
    response.headers["Cache-Control"] = FOREVER if release == assets.release else "no-cache"
    if found.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    return response


send.needs_nobody = True  # type: ignore[attr-defined]


def install(app: Flask) -> None:
    """Reads the folder `static/` of the application and lets templates say `asset("theme.css")`."""
    app.extensions["countersign_assets"] = Assets(Path(app.root_path) / "static")
    app.jinja_env.globals["asset"] = asset

"""Public names in addresses: `REQ-142` in, its row's key out, and the way back."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from workflows.ground.ids import parse_ref, ref
from workflows.inventory.registers import declaring

LARGEST = 2**63 - 1

ADDRESSES = {
    "SYS": "/systems/{}",
    "VER": "/versions/{}",
    "REQ": "/requests/{}",
    "EV": "/evidence/{}",
    "COND": "/conditions/{}",
    "SUS": "/suspensions/{}",
    "PASS": "/passes/{}",
    "POL": "/policies/{}",
    "MTG": "/committee/{}",
    "DRAFT": "/policies/drafts/{}",
}
"""Where the thing behind a ref is shown; a page that lives elsewhere says so with `lives_at`."""


class RefConverter(BaseConverter):
    """`<ref(REQ):request_id>` in a route takes exactly `REQ-142` and hands the view the number 142."""

    part_isolating = True

    def __init__(self, url_map: object, prefix: str) -> None:
        super().__init__(url_map)  # type: ignore[arg-type]
        self.prefix = prefix
        self.regex = f"{prefix}-[1-9][0-9]{{0,17}}"

    def to_python(self, value: str) -> int:
        """The key behind the ref."""
        return int(value.rpartition("-")[2])

    def to_url(self, value: int | str) -> str:
        """The ref of a key, or the ref itself."""
        return value if isinstance(value, str) else ref(self.prefix, value)


def lives_at(prefix: str, address: str) -> None:
    """Says where refs of a prefix are shown: a path with `{}` for the ref."""
    ADDRESSES[prefix] = address


def address_of(text: str) -> str | None:
    """The address of the thing a ref names, in any case of letters; None when it is no ref or has no page."""
    found = parse_ref(text or "")
    if found is None:
        return None
    if found[0] in ADDRESSES:
        return ADDRESSES[found[0]].format(ref(*found))
    one = next((one for one in declaring.known() if one.prefix == found[0]), None)
    return f"/registers/{one.area}/{ref(*found)}" if one else None


class KeyConverter(IntegerConverter):
    """A number in an address; one that no row can have is answered as not found, before a database sees it."""

    def __init__(self, url_map: Map, **bounds: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST, **bounds})


def install(app: Flask) -> None:
    """Teaches routes the `ref` converter and templates `address_of` and the `ref` filter."""
    app.url_map.converters["ref"] = RefConverter
    app.url_map.converters["int"] = KeyConverter
    app.jinja_env.globals["address_of"] = address_of
    app.jinja_env.filters["ref"] = lambda key, prefix: ref(prefix, key)

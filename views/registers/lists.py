"""The list of a register: searched, filtered and sorted by what the address says."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Response, request

from views.answers import page
from views.registers.door import pages
from views.security import current_person, guard
from workflows.inventory.registers.declaring import Field, Register
from workflows.inventory.registers.listing import RecordList, list_records
from workflows.inventory.registers.own_reading import keeps_fields
from workflows.inventory.registers.wanted import Wanted

PLAIN = ("status", "level", "owner", "system", "due", "turn", "sort")
RESERVED = frozenset({*PLAIN, "q", "archived", "page"})
OWN = re.compile(r"^x[0-9]+_")
"""How keys of own fields begin."""


@pages.get("/<area:one>")
@guard("signed_in")
def listed(one: Register) -> Response:
    """The records of a register that the reader may see."""
    person, wanted = current_person(), wanted_from(one)
    number = page_number()
    found = list_records(person, one, wanted, number)
    return page(
        "registers/list.html",
        reg=one,
        found=found,
        wanted=wanted,
        filters=filters_of(one, found),
        columns=[field for field in (one.field(key) for key in one.listed) if field is not None],
        address=lambda **other: address_of_list(one, wanted, **other),
        keeps=keeps_fields(person),
        number=number,
    )


def wanted_from(one: Register) -> Wanted:
    """What the address asks for; whatever it does not know is left out by the query."""
    sent = {name: request.args.get(name, "")[:100] for name in PLAIN}
    declared = {field.key for field in one.fields}
    fields = {
        key: value[:200]
        for key, value in request.args.items()
        if value and key not in RESERVED and (key in declared or OWN.match(key))
    }
    return Wanted(
        words=request.args.get("q", "")[:200],
        archived=request.args.get("archived") == "1",
        fields=fields,
        **sent,
    )


def page_number() -> int:
    """The page of the list that the address asks for; the first when it names none."""
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def filters_of(one: Register, found: RecordList) -> list[Field]:
    """The fields by which the list can be narrowed: choices that it shows, and the organisation's own."""
    shown = [one.field(key) for key in one.listed]
    return [field for field in shown if field is not None and field.kind in ("choice", "yes_no")] + list(
        found.own
    )


def address_of_list(one: Register, wanted: Wanted, **other: str | int) -> str:
    """The address of the list with another sort, page or filter; empty values fall out."""
    given: dict[str, str | int] = {"q": wanted.words, "archived": "1" if wanted.archived else ""}
    given |= {name: str(getattr(wanted, name)) for name in PLAIN}
    given |= wanted.fields
    given |= other
    query = urlencode({name: value for name, value in given.items() if value not in ("", None)})
    return f"/registers/{one.area}" + (f"?{query}" if query else "")

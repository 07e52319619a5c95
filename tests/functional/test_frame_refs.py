"""Public names: what is said aloud is what stands in the address, and nothing else is."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from tests.fixtures.visitors import Visitor
from views.refs import address_of
from views.security import guard


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("REQ-142", "/requests/REQ-142"),
        (" sys-7 ", "/systems/SYS-7"),
        ("EV-9", "/evidence/EV-9"),
        ("REQ-0", None),
        ("REQ-", None),
        ("REQ-12345678901234567890", None),
        ("ABC-1", None),
        ("", None),
    ],
)
def test_a_name_said_aloud_leads_to_its_page(said: str, address: str | None) -> None:
    assert address_of(said) == address


def test_a_route_takes_only_names_of_its_kind(app: Flask, visitor: Visitor) -> None:
    app.add_url_rule(
        "/probe/<ref(REQ):key>", view_func=guard("signed_in")(lambda key: f"{key + 1}"), endpoint="probe"
    )
    client = visitor()
    assert client.get("/probe/REQ-41").text == "42"
    for wrong in (
        "SYS-41",
        "REQ-0",
        "REQ-04",
        "req-4",
        "41",
        "REQ-4/..",
        "REQ-4x",
        "REQ-12345678901234567890",
    ):
        assert client.get(f"/probe/{wrong}").status_code == 404, wrong
    with app.test_request_context():
        assert url_for("probe", key=41) == url_for("probe", key="REQ-41") == "/probe/REQ-41"

"""Bad input through every door that takes any: a clear answer, never a fault of the server, never half a change."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.fixtures.doors import Door
from tests.fixtures.route_world import address_of, build_world, csrf_for
from tests.fixtures.snapshots import BESIDE_THE_ACT, Snapshots, own_house
from workflows.ground.ids import uuid7
from workflows.record.verify import verify

PAYLOADS = {
    "nul": "a\x00b",
    "lone surrogate": "a\ud800b",
    "very long": "x" * 100_000,
    "emoji": "👩🏽‍⚕️🧪" * 40,
    "right to left": "\u202eتقرير\u2066",
    "sql": "'; DROP TABLE person; --",
    "html": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}{actor}%(x)s",
    "huge number": "9" * 400,
    "below zero": "-1",
    "beyond the database": str(2**63),
    "no number": "1e999",
    "bad ref": "REQ-0",
    "another ref": "SYS-99999999999999999999",
    "bad date": "2026-02-31",
    "lines": "a\r\nSet-Cookie: x=y\r\n",
    "nothing": "",
    "format": "%s%n{0.__class__}",
}
QUICK = ("nul", "lone surrogate", "beyond the database", "html")
FIELD = re.compile(r"<(?:input|select|textarea|button)[^>]*\bname=\"([^\"]+)\"")
KEYS = frozenset({"csrf_token", "submit_id"})
KNOWN = (
    "name",
    "purpose",
    "reason",
    "text",
    "decision",
    "seat",
    "digest",
    "password",
    "revision",
    "evidence",
    "checked",
    "choice",
    "points-0-text",
    "points-0-owner",
    "conditions-0-text",
    "conditions-0-owner",
    "conditions-0-due_on",
    "add",
    "person",
    "label",
    "unit",
    "role",
    "starts_on",
    "ends_on",
    "email",
    "kind",
    "environment",
    "gate",
    "change",
    "status",
    "next",
)
LEFT_OUT = frozenset({"account.sign_out", "account.end_others"})
"""Doors that take no input and end the session that asks."""


class House:
    """The world, and three people who stand at its doors."""

    def __init__(self, app: Flask, kept: Snapshots) -> None:
        self.app, self.kept = app, kept
        company = build_world(app)
        self.people = {name: Door(company, name) for name in ("ana", "jide", "admin")}
        self.tokens = {name: csrf_for(door.client) for name, door in self.people.items()}
        self.all_forms = list(self.forms())
        kept.keep("world")

    def forms(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Every door that takes a form: its address, who may open it, and the names of its fields."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda one: one.rule):
            if "POST" not in (rule.methods or ()) or rule.endpoint in LEFT_OUT:
                continue
            address = address_of(rule)
            who = (
                "admin"
                if address.startswith("/people")
                else "jide"
                if address.startswith(("/requests", "/queue"))
                else "ana"
            )
            page = self.people[who].get(address if "GET" in self.methods(rule.rule) else "/preferences")
            names = dict.fromkeys(FIELD.findall(page.get_data(as_text=True)), "") | dict.fromkeys(KNOWN, "")
            yield address, who, {name: "" for name in names if name not in KEYS}

    def methods(self, rule: str) -> set[str]:
        """All methods that an address knows."""
        return {m for one in self.app.url_map.iter_rules() if one.rule == rule for m in one.methods or ()}


@pytest.fixture(scope="module")
def house_of_doors(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with own_house(sqlite_template, tmp_path_factory.mktemp("hostile")) as (app, kept):
        yield House(app, kept)


def check_sent(house: House, who: str, address: str, fields: Any, **more: Any) -> None:
    """Sends a form; the answer is anything but a fault, and a refusal has changed nothing."""
    door = house.people[who]
    keys = {"csrf_token": house.tokens[who], "submit_id": uuid7()}
    before = house.kept.digest(BESIDE_THE_ACT, frozenset({"last_seen_at"}))
    body = MultiDict(fields)
    for name, value in keys.items():
        body.setdefault(name, value)
    answer = door.client.post(address, data=body, buffered=True, **more)
    assert answer.status_code < 500, f"{address}: {answer.status_code} for {str(fields)[:200]}"
    page = answer.get_data(as_text=True)
    assert "Traceback" not in page, address
    assert "<script>alert(1)" not in page, address
    if answer.status_code >= 400:
        after = house.kept.digest(BESIDE_THE_ACT, frozenset({"last_seen_at"}))
        assert after == before, f"{address} refuses ({answer.status_code}) and leaves something behind"
    else:
        house.kept.restore("world")


@pytest.mark.parametrize(
    "payload", [name if name in QUICK else pytest.param(name, marks=pytest.mark.trust) for name in PAYLOADS]
)
def test_hostile_text_in_every_field_of_every_form_is_answered_in_words(
    house_of_doors: House, payload: str
) -> None:
    text = PAYLOADS[payload].encode("utf-8", "surrogatepass")
    for address, who, names in house_of_doors.all_forms:
        check_sent(house_of_doors, who, address, dict.fromkeys(names, text))
    assert verify().verdict == "consistent"


@pytest.mark.parametrize("kind", ["missing", "twice", pytest.param("file", marks=pytest.mark.trust)])
def test_forms_of_a_wrong_shape_are_answered_in_words(house_of_doors: House, kind: str) -> None:
    for address, who, names in house_of_doors.all_forms:
        if kind == "missing":
            check_sent(house_of_doors, who, address, {})
        elif kind == "twice":
            check_sent(
                house_of_doors, who, address, [(name, value) for name in names for value in ("a", "b")]
            )
        else:
            files = [(name, (io.BytesIO(b"x"), "a.txt")) for name in names]
            check_sent(house_of_doors, who, address, files, content_type="multipart/form-data")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"a": 1e999, "a": [[[['),
        ("application/x-www-form-urlencoded", b"%ff%fe=%00&=&&a=%"),
        ("multipart/form-data", b"no boundary at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("text/plain", b"\xff\xfe"),
    ],
)
def test_bodies_that_are_no_form_are_refused_and_change_nothing(
    house_of_doors: House, kind: str, body: bytes
) -> None:
    before = house_of_doors.kept.digest(BESIDE_THE_ACT, frozenset({"last_seen_at"}))
    for address, who, _names in house_of_doors.all_forms:
        answer = house_of_doors.people[who].client.post(address, data=body, content_type=kind, buffered=True)
        assert 400 <= answer.status_code < 500, f"{address}: {answer.status_code}"
    assert house_of_doors.kept.digest(BESIDE_THE_ACT, frozenset({"last_seen_at"})) == before


@pytest.mark.parametrize(
    "ref", ["REQ-0", "REQ-1%00", "REQ-99999999999999999999", "SYS-1", "req-1", "REQ--1", "%F0%9F"]
)
def test_addresses_of_a_bad_ref_are_not_found(house_of_doors: House, ref: str) -> None:
    for place in (
        f"/requests/{ref}",
        f"/requests/{ref}/edit",
        f"/systems/{ref}",
        f"/versions/{ref}",
        f"/evidence/{ref}",
    ):
        if place == "/systems/SYS-1":
            continue
        status = house_of_doors.people["ana"].client.get(place, buffered=True).status_code
        assert status in (301, 303, 308, 404) or ref == "req-1", f"{place}: {status}"

"""Every route, asked by everybody: who gets in, what is hidden, and that looking changes nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.company import Company
from tests.fixtures.route_world import (
    PERSONAS,
    SECRET_OF_A_TEAM,
    address_of,
    build_world,
    clients_of,
    csrf_for,
    doors,
)
from tests.fixtures.snapshots import BESIDE_THE_ACT, Snapshots, own_house

TABLE = Path(__file__).parent.parent / "tables" / "routes.csv"
HIDING = (
    "other_unit",
    pytest.param("employee", marks=pytest.mark.trust),
    pytest.param("administrator", marks=pytest.mark.trust),
)
ANYWHERE = frozenset({"last_seen_at", "seen_at"})


class World:
    """The application with its people at the doors."""

    def __init__(self, app: Flask, kept: Snapshots) -> None:
        self.app, self.kept = app, kept
        self.company: Company = build_world(app)
        self.clients = clients_of(self.company)
        self.tokens = {who: csrf_for(client) for who, client in self.clients.items() if who != "deactivated"}
        self.cookies = {who: _cookies(client) for who, client in self.clients.items()}
        kept.keep("world")

    def ask(self, who: str, method: str, address: str) -> TestResponse:
        """One request of one person, their cookie as it was at the start."""
        client = self.clients[who]
        client.set_cookie("countersign", self.cookies[who], domain="localhost")
        if method == "GET":
            return client.get(address, buffered=True)
        return client.open(
            address, method=method, buffered=True, data={"csrf_token": self.tokens.get(who, "")}
        )

    def digest(self) -> str:
        """The database but for when a session was last used."""
        return self.kept.digest(BESIDE_THE_ACT, ANYWHERE)


def _cookies(client: FlaskClient) -> str:
    cookie = client.get_cookie("countersign")
    return cookie.value if cookie else ""


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with own_house(sqlite_template, tmp_path_factory.mktemp("routes")) as (app, kept):
        yield World(app, kept)


def expected() -> dict[tuple[str, str], dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["rule"], row["method"]): row for row in csv.DictReader(file)}


def test_s49_every_route_answers_everybody_as_the_table_says_and_looking_changes_nothing(
    world: World,
) -> None:
    table, wrong, missing = expected(), [], []
    before = world.digest()
    for rule, method, address in doors(world.app):
        got = {}
        for who in PERSONAS:
            got[who] = str(world.ask(who, method, address).status_code)
            if world.digest() != before:
                if method == "GET":
                    wrong.append(f"GET {address} by {who} writes")
                world.kept.restore("world")
        row = table.pop((rule, method), None)
        if row is None:
            missing.append(",".join([rule, method, *got.values()]))
        else:
            wrong += [f"{method} {rule} by {w}: {got[w]}, not {row[w]}" for w in PERSONAS if got[w] != row[w]]
    assert missing == [], "judge each cell of these rows and add them to the table:\n" + "\n".join(missing)
    assert wrong == []
    assert table == {}, "these routes are gone: take their rows out of the table"


@pytest.mark.trust
def test_no_route_of_any_method_breaks(world: World) -> None:
    """Methods that a route does not know are refused with the ones it knows."""
    for rule in world.app.url_map.iter_rules():
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "JEFF"):
            answer = world.ask("team", method, address_of(rule))
            assert answer.status_code in (404, 405), f"{method} {rule.rule}: {answer.status_code}"


@pytest.mark.trust
def test_head_asks_nothing_more_than_get(world: World) -> None:
    before = world.digest()
    for rule, method, address in doors(world.app):
        if method == "GET":
            seen, head = world.ask("team", "GET", address), world.ask("team", "HEAD", address)
            assert head.status_code == seen.status_code, rule
            assert head.get_data() == b"", rule
    assert world.digest() == before


@pytest.mark.parametrize("who", HIDING)
def test_s49_what_belongs_to_another_team_answers_like_what_does_not_exist(world: World, who: str) -> None:
    asked = 0
    for rule in world.app.url_map.iter_rules():
        address = address_of(rule)
        refs = [ref for ref in SECRET_OF_A_TEAM if ref in address]
        for method in sorted({"GET", "POST"} & (rule.methods or set())) if refs else []:
            nowhere = address.replace(refs[0], re.sub("-[0-9]+$", "-99999", refs[0]))
            hidden, absent = world.ask(who, method, address), world.ask(who, method, nowhere)
            assert (hidden.status_code, absent.status_code) == (404, 404), f"{method} {address}"
            assert _plain(hidden) == _plain(absent), f"{method} {address}"
            asked += 1
    assert asked > 30


def _plain(answer: TestResponse) -> str:
    text = answer.get_data(as_text=True)
    text = re.sub(r'(name="(?:csrf_token|submit_id)"[^>]*value=)"[^"]*"', r"\1", text)
    text = re.sub(r"(?:SYS|VER|REQ|EV|RISK|IMP|IND|INC|CON|REV|FILE|DS|EVAL|VAL|SUP)-\d+", "REF", text)
    return re.sub(r"\b[0-9a-f]{8,}\b", "", text)

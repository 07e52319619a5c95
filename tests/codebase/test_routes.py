"""Every door has its guard, and looking through one changes nothing."""

from __future__ import annotations

import ast
import inspect
import textwrap

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from models.base import db

ENGINE_WORDS = {"transaction", "commit", "flush"}


def _views(app: Flask) -> dict[str, object]:
    return {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_route_declares_its_guard(app: Flask) -> None:
    from views.security import GUARDS

    bare = {name for name, view in _views(app).items() if getattr(view, "guard_name", None) not in GUARDS}
    assert bare == set()


def test_no_view_opens_a_transaction_itself(app: Flask) -> None:
    guilty = []
    for name, view in _views(app).items():
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view))))  # type: ignore[arg-type]
        called = {ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(tree) if isinstance(n, ast.Call)}
        if called & ENGINE_WORDS:
            guilty.append(name)
    assert guilty == []


def test_a_page_that_would_write_while_it_is_only_looked_at_is_caught(app: Flask) -> None:
    """The watch that every functional test runs under; see `tests/fixtures/application.py`."""

    def write() -> str:
        db.session.execute(text("DELETE FROM comment"))
        return "done"

    write.guard_name, write.needs_nobody = "public", True  # type: ignore[attr-defined]
    app.add_url_rule("/writes", view_func=write)
    with pytest.raises(AssertionError, match="GET /writes writes"):
        app.test_client().get("/writes")


def test_addresses_are_unique_for_each_method(app: Flask) -> None:
    doors = [(rule.rule, method) for rule in _rules(app) for method in rule.methods or ()]
    assert sorted(doors) == sorted(set(doors))


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_an_address_that_does_not_exist_is_not_found(app: Flask, method: str) -> None:
    assert getattr(app.test_client(), method)("/no/such/place").status_code == 404


def test_static_files_have_one_door_only(app: Flask) -> None:
    assert app.static_folder is None

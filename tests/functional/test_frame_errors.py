"""Every refusal and fault has a page that says what happened, what was kept and what to do."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from tests.fixtures.visitors import Visitor
from views import people_door, words
from views.security import guard
from workflows.ground.refused import Conflict, NotAllowed, NotFound, Refused, Stale, Unavailable
from workflows.ground.words import register

register({"test_refusal": "Only {role} may do this on {day}; ask {names}."})


def raising(app: Flask, error: Exception | int) -> str:
    def view() -> str:
        if isinstance(error, int):
            abort(error)
        raise error

    app.add_url_rule("/raises", view_func=guard("signed_in")(view), endpoint="raises", methods=["GET"])
    return "/raises"


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (NotFound("not_found"), 404, "There is nothing here for you"),
        (NotAllowed("needs_administrator"), 403, "can give you the privilege"),
        (Conflict("somebody_was_first"), 409, "Nothing of yours was stored"),
        (Stale("revision_moved"), 409, "Your text is kept"),
        (Refused("several"), 422, "Some fields need your attention"),
        (Unavailable("database_away"), 503, "cannot reach its database"),
        (OperationalError("select", {}, Exception("gone")), 503, "cannot reach its database"),
        (413, 413, "Nothing was stored"),
        (415, 415, "Nothing was stored"),
        (429, 429, "Wait a little"),
        (400, 400, "not understood"),
        (410, 410, "This is gone"),
    ],
)
def test_a_refusal_has_its_status_and_its_sentence(
    app: Flask, visitor: Visitor, error: Exception | int, status: int, says: str
) -> None:
    answer = visitor().get(raising(app, error))
    assert answer.status_code == status
    assert says in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_an_unforeseen_fault_is_logged_once_and_names_its_reference(
    app: Flask, visitor: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = visitor().get(raising(app, RuntimeError("a secret detail\nin two lines")))
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    reference = re.search(r"<code>([0-9a-f-]{36})</code>", answer.text)
    assert reference
    out = "".join(capfd.readouterr())
    lines = [json.loads(line) for line in out.splitlines() if reference.group(1) in line]
    assert len(lines) == 1
    assert lines[0]["error"] == "RuntimeError"
    assert lines[0]["path"] == "/raises"


def test_a_database_that_is_away_gives_a_page_that_asks_it_nothing(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor()

    def away(_token: str) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(people_door, "signed_in_by_token", away)
    answer = client.get("/help")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_what_is_missing_can_be_searched_at_once(visitor: Visitor) -> None:
    answer = visitor().get("/nowhere/req-142")
    assert answer.status_code == 404
    assert 'value="REQ-142"' in answer.text


def test_a_page_that_is_missing_escapes_what_was_asked(visitor: Visitor) -> None:
    answer = visitor().get("/nowhere/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_a_refusal_is_worded_with_its_parameters(app: Flask) -> None:
    with app.test_request_context():
        said = words.sentence(Refused("test_refusal", role="a judge", day="Monday", names=["Ana", "Bo"]))
        assert said == "Only a judge may do this on Monday; ask Ana, Bo."
        assert "test_refusal" in words.sentence(Refused("test_refusal"))

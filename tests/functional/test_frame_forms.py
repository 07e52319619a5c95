"""Forms lose nothing: errors beside their fields, one-time ids, keys that ran out, addresses to go back to."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID

import pytest
from flask import Blueprint, Flask, Response
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader
from wtforms import FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import DataRequired

from forms.base import LONGEST, RevisedForm, longest
from tests.fixtures.visitors import Visitor, csrf_of
from views.answers import done, form_page
from views.returns import local_path
from views.security import guard
from workflows.ground.refused import Conflict, Refused, Replayed, Several

SUBMIT_ID = "0191d7a0-0000-7000-8000-000000000001"
PAGE = """{% extends "base.html" %}{% from "_fields.html" import buttons, form as sheet, text, textarea with context %}
{% block title %}Note{% endblock %}{% block heading %}Note{% endblock %}
{% block content %}{% call sheet(form, action="/note") %}{{ text(form.name, hint="A hint") }}{{ textarea(form.why) }}
{% for point in form.points %}{{ text(point.form.words) }}{% endfor %}{{ buttons("Save the note") }}{% endcall %}{% endblock %}"""
ASKED: list[str] = []


class Point(Form):
    words = StringField("Point", validators=[DataRequired("Write the point")])


class NoteForm(RevisedForm):
    name = StringField("Name", validators=[DataRequired("Write a name"), longest(10)])
    why = TextAreaField("Reason")
    points = FieldList(FormField(Point))


REFUSALS = {
    "beside": Refused("somebody_was_first", "name"),
    "above": Refused("somebody_was_first"),
    "list": Refused("somebody_was_first", "points-0-words"),
    "faster": Conflict("revision_moved"),
    "spent": Conflict("submit_id_other_body"),
    "both": Several([Refused("somebody_was_first", "name"), Refused("database_away", "why")]),
    "nowhere": Refused("no_such_code"),
}


def save() -> Response:
    form = NoteForm()
    if not form.validate():
        return form_page("note.html", form)
    if form.name.data in REFUSALS:
        return form_page("note.html", form, REFUSALS[form.name.data])
    if form.name.data == "twice":
        raise Replayed("REQ-142")
    ASKED.append(form.why.data or "")
    return done("/help", "Kept %(name)s.", name=form.name.data)


@pytest.fixture
def notes(app: Flask, visitor: Visitor) -> FlaskClient:
    """Somebody signed in, in front of a form with a use case that refuses on demand."""
    ASKED.clear()
    pages = Blueprint("note", __name__)
    pages.get("/note")(guard("signed_in")(lambda: form_page("note.html", NoteForm())))
    pages.post("/note")(guard("signed_in")(save))
    app.register_blueprint(pages)
    app.jinja_env.loader = ChoiceLoader([DictLoader({"note.html": PAGE}), app.jinja_env.loader])
    return visitor()


def filled(client: FlaskClient, **fields: str) -> dict[str, str]:
    return {"csrf_token": csrf_of(client.get("/note").text), "submit_id": SUBMIT_ID} | fields


def test_a_new_form_has_a_key_and_a_one_time_id(notes: FlaskClient) -> None:
    ids = {re.search(r'name="submit_id" value="([^"]+)"', notes.get("/note").text).group(1) for _ in range(3)}
    assert len(ids) == 3
    assert all(UUID(value) for value in ids)


def test_an_error_stands_in_the_summary_and_beside_its_field_in_the_same_words(notes: FlaskClient) -> None:
    answer = notes.post(
        "/note", data=filled(notes, name="", why="typed <b>text</b>", **{"points-0-words": ""})
    )
    assert answer.status_code == 422
    assert "<title>Error: Note" in answer.text
    assert '<a href="#name">Write a name</a>' in answer.text
    assert 'aria-describedby="name-hint name-error"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert '<a href="#points-0-words">Write the point</a>' in answer.text
    assert "typed &lt;b&gt;text&lt;/b&gt;" in answer.text
    assert f'name="submit_id" value="{SUBMIT_ID}"' in answer.text


@pytest.mark.parametrize(
    ("name", "status"), [("beside", 422), ("above", 422), ("list", 422), ("faster", 409), ("both", 422)]
)
def test_a_refusal_is_shown_where_it_belongs_and_keeps_the_text(
    notes: FlaskClient, name: str, status: int
) -> None:
    answer = notes.post("/note", data=filled(notes, name=name, why="my text", **{"points-0-words": "p"}))
    assert answer.status_code == status
    assert "my text" in answer.text
    target = {"beside": 'href="#name"', "list": 'href="#points-0-words"', "both": 'href="#why"'}.get(
        name, "<li>"
    )
    assert target in answer.text


def test_a_refusal_without_words_is_still_a_sentence(notes: FlaskClient) -> None:
    answer = notes.post("/note", data=filled(notes, name="nowhere"))
    assert answer.status_code == 422
    assert "no_such_code" in answer.text


def test_an_id_spent_on_other_content_is_renewed(notes: FlaskClient) -> None:
    answer = notes.post("/note", data=filled(notes, name="spent", why="kept"))
    assert answer.status_code == 409
    assert f'value="{SUBMIT_ID}"' not in answer.text


@pytest.mark.parametrize("lost", ["", "x", "0191d7a0"])
def test_a_lost_one_time_id_is_replaced_and_the_text_kept(notes: FlaskClient, lost: str) -> None:
    answer = notes.post("/note", data=filled(notes, name="a", why="kept") | {"submit_id": lost})
    assert answer.status_code == 422
    assert "kept" in answer.text
    assert ASKED == []


@pytest.mark.parametrize("bad", ["nul\x00", "bell\x07", "x" * (LONGEST + 1)])
def test_text_that_no_database_keeps_is_refused_beside_its_field(notes: FlaskClient, bad: str) -> None:
    answer = notes.post("/note", data=filled(notes, name="a", why=bad))
    assert answer.status_code == 422
    assert 'href="#why"' in answer.text


def test_typed_text_is_kept_composed_and_without_odd_line_ends(notes: FlaskClient) -> None:
    notes.post("/note", data=filled(notes, name="a", why=" cafe\u0301\r\nline \r\n"))
    assert ASKED == ["caf\u00e9\nline"]


def test_a_lost_revision_counts_as_moved(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"revision": "9" * 40}):
        assert NoteForm().seen_revision() == -1
    with app.test_request_context(method="POST", data={"revision": "7"}):
        assert NoteForm().seen_revision() == 7


def test_after_an_act_the_next_page_says_so_once(notes: FlaskClient) -> None:
    answer = notes.post("/note", data=filled(notes, name="mine"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help")
    assert "Kept mine." in notes.get("/help").text
    assert "Kept mine." not in notes.get("/help").text


def test_a_form_sent_twice_leads_to_what_the_first_one_made(notes: FlaskClient) -> None:
    answer = notes.post("/note", data=filled(notes, name="twice"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/requests/REQ-142")


def test_s54_text_survives_a_key_that_ran_out(notes: FlaskClient) -> None:
    fields = {
        "csrf_token": "old",
        "submit_id": SUBMIT_ID,
        "name": "a",
        "why": "90 minutes",
        "password": "hunter2",
    }
    answer = notes.post("/note", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert ASKED == []
    assert 'action="/note"' in answer.text
    assert 'name="why" value="90 minutes"' in answer.text
    assert f'name="submit_id" value="{SUBMIT_ID}"' in answer.text
    assert "hunter2" not in answer.text
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text.split("<main")[1]))
    assert notes.post("/note", data=again).status_code == 303
    assert ASKED == ["90 minutes"]


def test_s54_text_survives_a_session_that_ran_out(notes: FlaskClient, visitor: Visitor) -> None:
    fields = {
        "submit_id": SUBMIT_ID,
        "name": "a",
        "why": "my long reason",
        "csrf_token": "of the old session",
    }
    with notes.session_transaction() as session:
        session.clear()
    here = {"Sec-Fetch-Site": "same-origin"}
    answer = notes.post("/note", data=fields | {"file": (BytesIO(b"x"), "a.pdf")}, headers=here)
    assert answer.status_code == 401
    assert "my long reason" in answer.text
    assert "/login?next=/help/signed-in" in answer.text
    assert "a.pdf" in answer.text
    later = visitor("Maria Again")
    answer = later.post("/note", data=fields, headers=here)
    assert "my long reason" in answer.text
    assert ASKED == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_another_site_is_refused_without_showing_its_fields(
    notes: FlaskClient, site: str
) -> None:
    answer = notes.post(
        "/note", data=filled(notes, name="a", why="planted"), headers={"Sec-Fetch-Site": site}
    )
    assert answer.status_code == 403
    assert "planted" not in answer.text
    assert ASKED == []


def test_the_key_of_another_session_opens_nothing(notes: FlaskClient, visitor: Visitor) -> None:
    theirs = csrf_of(visitor("Eve Other").get("/note").text)
    answer = notes.post("/note", data={"csrf_token": theirs, "submit_id": SUBMIT_ID, "name": "a"})
    assert answer.status_code == 403
    answer = notes.post(
        "/note", data={"csrf_token": theirs, "name": "a"}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert ASKED == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/requests/REQ-1?tab=2", "/requests/REQ-1?tab=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("/\t/evil.example", "/"),
        ("/a\\..\\b", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_only_addresses_of_our_own_are_followed(text: str | None, wanted: str) -> None:
    assert local_path(text) == wanted

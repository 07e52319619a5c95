"""What stands around every page: headers, guards, navigation and the reader's choices."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from config import read_settings
from tests.fixtures.databases import close
from tests.fixtures.visitors import Visitor, csrf_of
from views import headers
from views.refs import RefConverter
from views.security import GUARDS, guard
from wsgi import create_app


def address(app: Flask, rule: Rule) -> str:
    """An address that matches a rule, whatever its parts are."""
    parts = {}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            parts[name] = min(converter.items)
        else:
            parts[name] = 1 if isinstance(converter, IntegerConverter | RefConverter) else "x"
    built = rule.build(parts, append_unknown=False)
    assert built is not None, rule
    return built[1]


def test_every_answer_carries_the_security_headers(app: Flask, visitor: Visitor) -> None:
    client = visitor(administrator=True)
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(address(app, rule))
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, rule
        assert "unsafe" not in policy, rule
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", rule
        assert answer.headers["Referrer-Policy"] == "same-origin", rule
        assert answer.headers["Cache-Control"], rule
        assert answer.status_code != 500, rule


def test_over_https_the_cookie_cannot_be_planted_or_sent_in_the_clear(environment: dict[str, str]) -> None:
    secure = create_app(read_settings(environment | {"COUNTERSIGN_BASE_URL": "https://gate.example"}))
    answer = secure.test_client().get("/help", base_url="https://gate.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-countersign=")
    for flag in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    with secure.app_context():
        close(secure)


@pytest.mark.parametrize(
    "sent",
    [
        {"path": "/help", "headers": {"Host": "evil.example"}},
        {"path": "/help", "headers": {"Cookie": "countersign=garbage; countersign_display=%00.%ff"}},
        {"path": "/help?next=%00%ff&%ed%a0%80"},
        {"path": "/%00"},
        {
            "path": "/preferences",
            "method": "POST",
            "data": b"\xff\x00",
            "content_type": "multipart/form-data",
        },
        {"path": "/preferences", "method": "POST", "data": b"{", "content_type": "application/json"},
        {"path": "/preferences", "method": "POST", "headers": {"Origin": "null"}},
        {"path": "/help", "headers": {"Sec-Fetch-Site": "\x7f", "Referer": "//"}},
    ],
)
def test_no_odd_request_makes_a_fault(client: FlaskClient, sent: dict[str, object]) -> None:
    assert client.open(**sent).status_code < 500  # type: ignore[arg-type]


def test_pages_and_error_pages_are_never_kept_by_a_browser(client: FlaskClient) -> None:
    for path in ("/help", "/nothing", "/preferences"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_only_a_preview_may_be_framed() -> None:
    assert "frame-ancestors 'none'" in headers.policy()
    assert "frame-ancestors 'self'" in headers.policy(frame_ancestors="'self'")


def test_every_route_declares_a_guard(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        assert getattr(view, "guard_name", None) in GUARDS, rule


def test_a_route_without_a_guard_answers_as_if_it_did_not_exist(app: Flask, visitor: Visitor) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "secret", endpoint="forgotten")
    answer = visitor(administrator=True).get("/forgotten")
    assert answer.status_code == 404
    assert b"secret" not in answer.data


def test_an_unknown_guard_stops_the_start() -> None:
    with pytest.raises(KeyError):
        guard("everybody")


def test_methods_that_a_route_does_not_declare_are_refused(client: FlaskClient) -> None:
    for method in ("OPTIONS", "TRACE", "DELETE", "PROPFIND", "POST"):
        answer = client.open("/help", method=method)
        assert answer.status_code == 405, method
        assert "GET" in answer.headers["Allow"]


def probe(app: Flask, name: str) -> str:
    app.add_url_rule(f"/probe-{name}", view_func=guard(name)(lambda: "inside"), endpoint=f"probe-{name}")
    return f"/probe-{name}"


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("signed_in", {}, 200),
        ("administrator", {}, 403),
        ("administrator", {"administrator": True}, 200),
        ("record_reader", {}, 403),
        ("record_reader", {"roles": ("internal_auditor",)}, 200),
        ("record_reader", {"roles": ("risk_officer",)}, 403),
        ("record_reader", {"administrator": True}, 200),
        ("setup", {"administrator": True}, 404),
    ],
)
def test_a_guard_lets_in_whom_it_names(
    app: Flask, visitor: Visitor, name: str, who: dict[str, object], status: int
) -> None:
    path = probe(app, name)
    answer = visitor(**who).get(path)
    assert answer.status_code == status
    assert (b"inside" in answer.data) == (status == 200)


def test_a_refusal_says_who_can_help(app: Flask, visitor: Visitor) -> None:
    answer = visitor().get(probe(app, "administrator"))
    assert "administrator can give you the privilege" in answer.text


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(app: Flask, visitor: Visitor) -> None:
    visitor()
    answer = app.test_client().get("/help/states?x=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=/help/states?x=1"


def test_before_set_up_everything_leads_to_set_up(client: FlaskClient) -> None:
    assert client.get("/help/states").headers["Location"] == "/setup"


def test_a_token_that_stands_for_nobody_opens_nothing(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = "made up"
    assert client.get("/help/states").status_code == 303


def test_the_navigation_shows_only_what_the_reader_may_use(app: Flask, visitor: Visitor) -> None:
    for path in ("/record", "/people"):
        if not any(rule.rule == path for rule in app.url_map.iter_rules()):
            app.add_url_rule(path, view_func=guard("signed_in")(lambda: "x"), endpoint=path)
    plain = visitor("Ana Ribeiro").get("/help").text
    assert 'href="/record"' not in plain
    assert 'href="/people"' not in plain
    both = visitor("Tom Bauer", administrator=True).get("/help").text
    assert 'href="/record"' in both
    assert 'href="/people"' in both


def test_an_auditor_is_told_that_they_change_nothing(visitor: Visitor) -> None:
    assert "reading as an auditor" in visitor("Ruth Amsel", roles=("external_auditor",)).get("/help").text
    assert "reading as an auditor" not in visitor("Jide Okoye", roles=("legal_counsel",)).get("/help").text


def test_choices_follow_the_person_and_stay_in_the_browser(visitor: Visitor) -> None:
    client = visitor()
    token = csrf_of(client.get("/preferences").text)
    sent = {"csrf_token": token, "submit_id": "0191d7a0-0000-7000-8000-000000000001", "theme": "dark"}
    answer = client.post("/preferences", data=sent | {"next": "/help"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help")
    assert 'data-theme="dark"' in client.get("/help").text
    client.delete_cookie("countersign_display")
    assert 'data-theme="dark"' in client.get("/help").text


def test_somebody_not_signed_in_can_choose_too(client: FlaskClient) -> None:
    token = csrf_of(client.get("/preferences").text)
    sent = {"csrf_token": token, "submit_id": "0191d7a0-0000-7000-8000-000000000001"}
    client.post("/preferences", data=sent | {"density": "compact", "shortcuts": "off"})
    page = client.get("/help").text
    assert 'data-density="compact"' in page
    assert 'data-shortcuts="off"' in page


def test_a_bad_choice_is_refused_beside_its_field_and_kept(visitor: Visitor) -> None:
    client = visitor()
    token = csrf_of(client.get("/preferences").text)
    sent = {"csrf_token": token, "submit_id": "0191d7a0-0000-7000-8000-000000000001", "zone": "Mars/Olympus"}
    answer = client.post("/preferences", data=sent)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert 'value="Mars/Olympus"' in answer.text
    assert answer.text.count("Choose a time zone from the list") == 2


def test_our_files_are_kept_for_ever_under_a_changing_name(client: FlaskClient) -> None:
    page = client.get("/help").text
    for path in re.findall(r'"(/assets/[^"#]+)"', page):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    stale = re.sub("/assets/[^/]+/", "/assets/older/", path)
    assert client.get(stale).headers["Cache-Control"] == "no-cache"
    assert client.get("/assets/older/../../config.py").status_code == 404

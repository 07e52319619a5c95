"""Evidence through the HTTP doors: shown to those who see the system, and never run."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.evidence import SYSTEM, Shelf
from tests.fixtures.hostile import FILES, NAMES, pdf, png
from workflows.approvals.evidence import store
from workflows.approvals.evidence.naming import clean_name
from workflows.approvals.evidence.sniff import MEDIA_TYPES
from workflows.ground.refused import Refused

PARTS = ("", "/file", "/preview", "/picture", "/pages/1")
INERT = "sandbox; default-src 'none'"


def plain(answer: TestResponse) -> str:
    """The page without the one-time keys of its forms."""
    return re.sub(r'value="[^"]{30,}"', "", answer.get_data(as_text=True))


def test_the_page_says_what_it_is_who_put_it_forward_and_its_whole_digest(shelf: Shelf) -> None:
    data = b"# Card\nLimits: none yet\n"
    page = shelf.client.get(f"/evidence/{shelf.put('card.md', data)}")

    text = page.get_data(as_text=True)
    assert page.status_code == 200
    for said in ("card.md", "Ana Ribeiro", hashlib.sha256(data).hexdigest(), "text/markdown", "24 bytes"):
        assert said in text
    assert 'sandbox="allow-same-origin"' in text


@pytest.mark.parametrize("part", PARTS)
def test_evidence_of_a_system_one_does_not_see_is_as_if_it_were_not_there(shelf: Shelf, part: str) -> None:
    ref = shelf.put("card.pdf", pdf("Hello"))
    shelf.visible.clear()

    hidden, absent = (shelf.client.get(f"/evidence/{name}{part}") for name in (ref, "EV-999"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert plain(hidden).replace(ref, "EV-999") == plain(absent)


@pytest.mark.parametrize("wrong", ["EV-0", "EV-999999999999999999", "SYS-1", "x", "EV-1%00", "ev--1"])
def test_what_is_no_evidence_is_not_found(shelf: Shelf, wrong: str) -> None:
    for part in PARTS:
        assert shelf.client.get(f"/evidence/{wrong}{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_visitor_signs_in_first(shelf: Shelf, client: FlaskClient, part: str) -> None:
    answer = client.get(f"/evidence/{shelf.put('card.pdf', pdf('Hello'))}{part}")

    assert answer.status_code == 303
    assert "PDF" not in answer.get_data(as_text=True)


def test_the_file_comes_back_byte_for_byte_as_a_download_that_cannot_run(shelf: Shelf) -> None:
    data = b"a,b\n1,2\n" * 50_000
    answer = shelf.client.get(f"/evidence/{shelf.put('data.csv', data)}/file")

    assert answer.data == data
    assert answer.headers["Content-Type"] == "text/csv"
    assert answer.headers["Content-Length"] == str(len(data))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == INERT
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["ETag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_a_reader_who_goes_away_leaves_no_file_open(shelf: Shelf) -> None:
    ref = shelf.put("data.csv", b"a,b\n")

    with shelf.client.head(f"/evidence/{ref}/file") as looked:
        assert looked.headers["Content-Length"] == "4"
    with shelf.client.get(f"/evidence/{ref}/file") as left:
        tag = left.headers["ETag"]
    with shelf.client.get(f"/evidence/{ref}/file", headers={"If-None-Match": tag}) as same:
        assert (same.status_code, same.data) == (304, b"")


@pytest.mark.parametrize("given", NAMES)
def test_a_file_is_shown_and_downloaded_under_its_own_name(shelf: Shelf, given: str) -> None:
    ref = shelf.put(given, b"some text")

    answer = shelf.client.get(f"/evidence/{ref}/file")
    assert answer.data == b"some text"
    assert unquote(answer.headers["Content-Disposition"].rpartition("UTF-8''")[2]) == clean_name(given)
    assert "Set-Cookie" not in answer.headers
    page = shelf.client.get(f"/evidence/{ref}")
    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"empty.txt"}))
def test_a_hostile_file_is_refused_or_kept_inert(shelf: Shelf, name: str) -> None:
    data = FILES[name]()
    ref = shelf.put(name, data)
    answer = shelf.client.get(f"/evidence/{ref}/file")
    assert answer.data == data
    assert answer.headers["Content-Type"] in MEDIA_TYPES
    assert answer.headers["Content-Security-Policy"] == INERT
    assert shelf.client.get(f"/evidence/{ref}").status_code == 200
    preview = shelf.client.get(f"/evidence/{ref}/preview")
    assert preview.status_code == 200
    assert "<script>alert" not in preview.get_data(as_text=True)
    assert shelf.client.get(f"/evidence/{ref}/picture").status_code == 404


def test_an_empty_file_is_refused_beside_its_field(shelf: Shelf) -> None:
    with pytest.raises(Refused, match="evidence_empty") as refused:
        shelf.put("empty.txt", FILES["empty.txt"]())
    assert refused.value.field == "file"


def test_the_preview_is_a_document_in_which_nothing_runs(shelf: Shelf) -> None:
    answer = shelf.client.get(f"/evidence/{shelf.put('t.txt', b'<b onclick=x>&')}/preview")

    rules = answer.headers["Content-Security-Policy"].split("; ")
    for rule in (
        "script-src 'none'",
        "sandbox allow-same-origin",
        "frame-ancestors 'self'",
        "form-action 'none'",
    ):
        assert rule in rules
    text = answer.get_data(as_text=True)
    assert "&lt;b onclick=x&gt;&amp;" in text
    assert "<script" not in text


def test_pictures_and_pages_are_drawn_only_after_another_look(shelf: Shelf) -> None:
    picture = shelf.client.get(f"/evidence/{shelf.put('plot.png', png())}/picture")
    assert (picture.data, picture.headers["Content-Type"]) == (png(), "image/png")
    assert picture.headers["Content-Security-Policy"] == INERT

    document = shelf.put("card.pdf", pdf("Hello", "Again"))
    first = shelf.client.get(f"/evidence/{document}/pages/2")
    assert first.data.startswith(b"\x89PNG")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert shelf.client.get(f"/evidence/{document}/pages/2", headers=tag).status_code == 304
    for number in ("0", "3", "99999999999999999999"):
        assert shelf.client.get(f"/evidence/{document}/pages/{number}").status_code == 404
    assert "Text of page 2" in shelf.client.get(f"/evidence/{document}/preview").get_data(as_text=True)


def test_an_older_version_says_that_it_was_replaced_and_by_which(shelf: Shelf) -> None:
    old = shelf.put("bias.csv", b"a\n1\n")
    new = shelf.put("bias.csv", b"a\n2\n", replaces=int(old[3:]))

    page = shelf.client.get(f"/evidence/{old}").get_data(as_text=True)
    assert "This version was replaced." in page
    assert f'href="/evidence/{new}"' in page
    assert "version 2" in page


def test_a_bare_link_is_a_pointer_and_a_copy_makes_it_evidence(shelf: Shelf) -> None:
    bare = shelf.client.get(f"/evidence/{shelf.link('https://wiki.example/card')}").get_data(as_text=True)
    assert "a pointer" in bare
    assert 'href="https://wiki.example/card"' in bare
    assert "/file" not in bare

    kept = shelf.link("https://wiki.example/card", copy=b"<html>card</html>")
    assert shelf.client.get(f"/evidence/{kept}/file").data == b"<html>card</html>"


def test_a_store_that_is_away_answers_503_and_the_page_still_tells_the_digest(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = shelf.put("card.md", b"card as it is when the store goes away")
    monkeypatch.setattr(store, "_store", None)

    answer = shelf.client.get(f"/evidence/{ref}/file")
    assert answer.status_code == 503
    assert "database" not in answer.get_data(as_text=True)
    page = shelf.client.get(f"/evidence/{ref}")
    assert page.status_code == 200
    assert "does not answer" in page.get_data(as_text=True)
    assert SYSTEM in shelf.visible

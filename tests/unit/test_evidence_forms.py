"""What a filled-in page of evidence must look like."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from forms.evidence import FilesForm, LinkForm, ReplaceForm


def given(name: str) -> FileStorage:
    return FileStorage(io.BytesIO(b"x"), filename=name)


@pytest.fixture(autouse=True)
def asking(app: Flask) -> object:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST") as context:
        yield context


@pytest.mark.parametrize(
    ("count", "error"),
    [(0, "Choose a file."), (1, None), (10, None), (11, "Choose at most 10 files at once.")],
)
def test_an_upload_has_one_to_ten_files(count: int, error: str | None) -> None:
    form = FilesForm(
        MultiDict([("files", given(f"{at}.txt")) for at in range(count)] + [("files", given(""))])
    )

    form.validate()
    assert list(form.files.errors) == ([error] if error else [])
    if not error:
        assert len(form.files.data) == count


def test_a_link_needs_an_address_and_may_bring_a_copy() -> None:
    empty, bare = (
        LinkForm(MultiDict()),
        LinkForm(MultiDict({"url": "https://wiki.example/", "file": given("")})),
    )

    empty.validate()
    bare.validate()
    assert list(empty.url.errors) == ["Give the address of the page."]
    assert not bare.url.errors
    assert not bare.has_copy
    assert LinkForm(MultiDict({"url": "https://wiki.example/", "file": given("a.pdf")})).has_copy


def test_a_new_version_needs_a_file() -> None:
    empty, whole = ReplaceForm(MultiDict({"file": ""})), ReplaceForm(MultiDict({"file": given("a.pdf")}))

    empty.validate()
    whole.validate()
    assert list(empty.file.errors) == ["Choose a file."]
    assert not whole.file.errors

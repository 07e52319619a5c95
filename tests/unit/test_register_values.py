"""What people type into fields of registers is read as they mean it, or not at all."""

from __future__ import annotations

import pytest
from flask import Flask

from forms.registers.asked import RESERVED, column_name, name_of
from forms.registers.records import RecordForm, form_of
from forms.registers.values import number, written
from workflows.inventory.registers import declaring


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("0.85", 0.85), ("0,85", 0.85), ("12", 12), ("-3", -3), ("\u22123", -3), ("1 000", 1000)),
        *(("1.0", 1.0), ("", None), ("1.2.3", None), ("1,000.5", None), ("1e9", None), ("nan", None)),
        *(("٣", None), ("9" * 40, None), ("0x10", None), ("5 %", None)),
    ],
)
def test_a_number_is_read_with_point_or_comma_and_nothing_else(typed: str, meant: float | None) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(("kept", "shown"), [(4.0, "4"), (0.1, "0.1"), (7, "7"), (None, ""), ("x", "x")])
def test_a_number_is_shown_without_a_needless_end(kept: object, shown: str) -> None:
    assert written(kept) == shown


def test_a_field_never_takes_a_name_that_the_form_needs_for_itself() -> None:
    own = {name for name in dir(RecordForm) if not name.startswith("_")}
    assert own <= RESERVED
    assert name_of("owner") == "owner_"
    assert name_of("what") == "what"
    assert column_name("owner") == "owner"
    assert column_name("data") == "data_"


def test_every_register_gives_a_form_and_every_page_that_it_names_exists(app: Flask) -> None:
    pages = app.url_map.bind("")
    with app.test_request_context():
        for one in declaring.known():
            form = form_of(one.fields)(formdata=None)
            assert set(form.body()) == {field.key for field in one.fields}
            if one.panel:
                app.jinja_env.get_template(one.panel)
            for page in (*one.pages, *one.record_pages):
                pages.match(page.address.replace("{ref}", f"{one.prefix}-1").partition("?")[0], method="GET")

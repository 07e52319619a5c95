"""No input of any kind breaks a door of the administration, and nothing is half done."""

from __future__ import annotations

import pytest

from tests.fixtures.people import Staff, hidden_fields
from workflows.people.units import AddUnit, add_unit

HOSTILE = [
    "",
    " ",
    "\x00",
    "x" * 30_000,
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "\u202e\u0301",
    "💥" * 300,
    "-1",
    "999999999999999999999999",
    "9999-99-99",
    "0001-01-01",
    "99999-01-01",
    "SYS-0",
    "SYS-999999999999999999",
    "line\r\nbreak",
    "NaN",
]
PAGES = {
    "/people/new": ("name", "email", "kind", "employer", "ends_on", "is_administrator", "submit_id"),
    "/people/2/edit": ("name", "email", "kind", "employer", "ends_on", "revision"),
    "/people/2/close": ("reason", "revision"),
    "/people/2/privilege": ("reason", "revision", "give"),
    "/people/2/grants/new": ("role", "scope", "unit", "system", "starts_on", "ends_on", "reason"),
    "/people/grants/1/end": ("ends_on", "reason", "revision"),
    "/people/grants/1/revoke": ("reason", "revision"),
    "/people/units/new": ("name", "kind", "parent"),
    "/people/units/1/edit": ("name", "kind", "parent", "revision"),
    "/people/units/1/archive": ("reason", "revision"),
    "/account/password": ("old", "new", "new_again"),
}
GOOD = {
    "name": "Ana Ribeiro",
    "email": "ana@halm.example",
    "kind": "employee",
    "reason": "A good reason",
    "role": "dpo",
    "scope": "org",
    "old": "wrong password",
    "new": "a quiet sea in winter",
    "new_again": "a quiet sea in winter",
}


@pytest.mark.parametrize("address", PAGES)
def test_hostile_fields_are_answered_beside_the_field(staff: Staff, address: str):
    ana = staff.add()
    staff.grant(ana, "risk_officer")
    add_unit(staff.admin, AddUnit("Halm Bank", "entity", None))
    admin = staff.sign_in(staff.admin)
    form = hidden_fields(admin.get(address).text) | GOOD
    for field in PAGES[address]:
        for text in HOSTILE:
            status = admin.post(address, data=form | {field: text}).status_code
            assert status in {303, 409, 422}, f"{field}={text[:40]!r} answers {status}"


def test_unknown_keys_are_answered_as_if_there_were_nothing(staff: Staff):
    admin = staff.sign_in(staff.admin)
    form = hidden_fields(admin.get("/people/new").text) | GOOD
    for key in ("0", "99", "9" * 30, "-1", "x", "%00", "1/../2"):
        for path in (
            "people/{}",
            "people/{}/edit",
            "people/{}/close",
            "people/grants/{}/revoke",
            "people/units/{}/edit",
        ):
            address = "/" + path.format(key)
            assert admin.get(address).status_code == 404, address
            assert admin.post(address, data=form).status_code in {404, 405}, address
        assert admin.post(f"/people/{key}/link", data=form).status_code == 404
        assert admin.post(f"/account/sessions/{key}/end", data=form).status_code == 404


def test_fields_that_nobody_offered_change_nothing(staff: Staff):
    ana, admin = staff.add(), staff.sign_in(staff.admin)
    before = staff.person(ana.person_id).session_epoch, staff.person(ana.person_id).password_hash
    extra = {
        "id": "99",
        "is_administrator": "y",
        "password_hash": "x",
        "active": "",
        "session_epoch": "9",
        "uuid": "x",
    }
    form = hidden_fields(admin.get("/people/2/edit").text) | GOOD | {"name": "Ana R."} | extra
    assert admin.post("/people/2/edit", data=form).status_code == 303
    after = staff.person(ana.person_id)
    assert (after.name, after.is_administrator, after.active, after.uuid) == ("Ana R.", False, True, ana.uuid)
    assert (after.session_epoch, after.password_hash) == before


def test_why_somebody_sees_a_system_is_answered_or_the_field_is_named(staff: Staff):
    staff.add()
    admin = staff.sign_in(staff.admin)
    assert admin.get("/people/2/access").status_code == 200
    for text in HOSTILE[2:]:
        assert admin.get("/people/2/access", query_string={"system": text}).status_code == 422
